"""What a unit was called and where it stood, stretch by stretch of time."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.kinds import Kind
from areas.models.area import BEFORE_RECORDS, Area
from web.scope import ScopedQuerySet


class PlacementQuerySet(ScopedQuerySet["Placement"]):
    """Dated names and parents."""

    place = "area__path"

    def on(self, day: date) -> Self:
        """Keep what held on this day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def of_units_unknown(self, before: datetime) -> Self:
        """Keep the first placements of units that nobody had written down before a moment."""
        earlier = Placement.unscoped.filter(
            Q(recorded_at=None) | Q(recorded_at__lt=before), area=OuterRef("area")
        )
        return self.filter(~Exists(earlier), recorded_at__gte=before)


class Placement(models.Model):
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
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    document = NameField(_("văn bản"), max_length=255, blank=True)
    # NULL: not known, which counts as written down in time.
    recorded_at = models.DateTimeField(
        _("ghi lúc"), default=timezone.now, null=True, editable=False
    )

    unscoped = PlacementQuerySet.as_manager()
    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("hiệu lực tên gọi")
        verbose_name_plural = _("hiệu lực tên gọi")
        ordering = ("area_id", "valid_from")
        constraints = [
            models.UniqueConstraint(fields=["area", "valid_from"], name="placement_once_a_day"),
            models.UniqueConstraint(
                fields=["area"], condition=Q(valid_to=None), name="placement_one_current"
            ),
            models.CheckConstraint(
                name="placement_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["code", "valid_from"], name="placement_code")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name of that time with its kind word."""
        return f"{Kind(self.kind).label} {self.name}"

    @property
    def since_records(self) -> bool:
        """Whether the start is unknown: it held before our records begin."""
        return self.valid_from == BEFORE_RECORDS
