"""What units were called and where they stood, stretch by stretch of time; and which became which."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, Min, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from areas.dated import Dated, DatedQuerySet, NoOverlap, ends_after, recorded_before
from areas.fields import NameField
from areas.kinds import Kind, full_name
from areas.models.area import BEFORE_RECORDS, Area
from web.scope import ScopedQuerySet

NO_OVERLAP = NoOverlap(
    table="areas_placement",
    name="placement",
    alike=["o.area_id = NEW.area_id"],
    words="placements of one unit overlap",
)


class PlacementQuerySet(DatedQuerySet["Placement"]):
    """Dated names and parents."""

    place = "area__path"

    def coded(self, code: str, day: date) -> Self:
        """Keep what a code of the statistics office meant on a day, the unit along: codes are given anew."""
        return self.on(day).filter(code=code).exclude(code="").select_related("area")

    def first_day_changed(self, since: datetime) -> date | None:
        """Return the first day of which a unit, or a place of one, was written down after a moment.

        Of a unit that is there since before all records it is BEFORE_RECORDS: no day is as it was.
        """
        late = self.filter(recorded_at__gt=since)
        return late.aggregate(day=Min("valid_from"))["day"]  # type: ignore[no-any-return]  # the stubs say Any

    def of_units_unknown(self, before: datetime) -> Self:
        """Keep the first placements of units that nobody had written down before a moment."""
        earlier = Placement.unscoped.filter(recorded_before(before), area=OuterRef("area"))
        return self.filter(~Exists(earlier), recorded_at__gte=before)


class Placement(Dated):
    """What a unit was called and where it stood during one stretch of time (end excluded)."""

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="placements", verbose_name=_("đơn vị")
    )
    name = NameField(_("tên"), max_length=120)
    kind = models.CharField(_("loại"), max_length=16, choices=Kind)
    code = models.CharField(_("mã"), max_length=8, blank=True)
    parent = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cấp trên")
    )
    document = NameField(_("văn bản"), max_length=255, blank=True)

    unscoped = PlacementQuerySet.as_manager()
    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("hiệu lực tên gọi")
        verbose_name_plural = _("hiệu lực tên gọi")
        ordering = ("area_id", "valid_from")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "valid_from"],
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="placement_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["area"], condition=Q(valid_to=None), name="placement_one_current"
            ),
            # One of no day was taken back.
            ends_after("placement_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["code", "valid_from"], name="placement_code")]

    @classmethod
    def of(cls, area: Area, since: date, document: str = "") -> "Placement":
        """Make the placement that says what a unit is called, and where it stands, from a day on."""
        facts = {name: getattr(area, name) for name in ("name", "kind", "code", "parent_id")}
        return cls(area=area, valid_from=since, document=document, **facts)

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name of that time with its kind word."""
        return full_name(self.kind, self.name)

    @property
    def since_records(self) -> bool:
        """Whether the start is unknown: it held before our records begin."""
        return self.valid_from == BEFORE_RECORDS


class SuccessionQuerySet(ScopedQuerySet["Succession"]):
    """Lineage, seen by whoever may see either of its units; it stands at the new one."""

    place = "successor__path"

    def inside(self, path: str) -> Self:
        """Keep the lines from or to a place, or one below it."""
        return self.inside_any([path])

    def inside_any(self, paths: Sequence[str]) -> Self:
        """Keep the same of several places."""
        here = [Q(**{f"{one}__path__within_any": paths}) for one in ("successor", "predecessor")]
        return self.filter(here[0] | here[1])


class Succession(models.Model):
    """One line of descent: territory of `predecessor` went to `successor` on a day.

    A unit whose territory went to several is `undecided`: its households wait for a person to say
    where each belongs. Nothing is guessed.
    """

    predecessor = models.ForeignKey(
        Area, models.PROTECT, related_name="successions", verbose_name=_("đơn vị cũ")
    )
    successor = models.ForeignKey(
        Area, models.PROTECT, related_name="origins", verbose_name=_("đơn vị mới")
    )
    on = models.DateField(_("từ ngày"))
    undecided = models.BooleanField(_("chưa xác định"), default=False)
    # How many households of its register went there; None where that is not known.
    households = models.PositiveIntegerField(_("số hộ"), null=True, editable=False)
    document = NameField(_("văn bản"), max_length=255, blank=True)

    unscoped = SuccessionQuerySet.as_manager()
    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quan hệ cũ mới")
        verbose_name_plural = _("quan hệ cũ mới")
        ordering = ("on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"], name="succession_once"
            ),
            models.CheckConstraint(
                name="succession_not_to_itself", condition=~Q(predecessor=F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
