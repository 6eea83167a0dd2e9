"""The dated tree of units: country, provinces, districts (until 2025), communes, villages."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.kinds import KINDS_OF_LEVEL, Kind, Level
from areas.names import fold
from audit.places import PlaceField
from audit.scope import ScopedQuerySet

# Shown as "trước …": the lists of units do not say since when a name held before 2025.
BEFORE_RECORDS = date(1900, 1, 1)


class AreaQuerySet(ScopedQuerySet["Area"]):
    """Units of the tree; the sentence "within this unit, on that day" is written here once."""

    place = "path"

    def within(self, area: "Area") -> Self:
        """Keep the unit itself and all below it."""
        return self.inside(area.path)

    def on(self, day: date) -> Self:
        """Keep the units that exist on this day (opened on it counts, closed on it does not)."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), Q(opened_on__lte=day))

    def villages(self) -> Self:
        """Keep villages."""
        return self.filter(level=Level.VILLAGE)

    def communes(self) -> Self:
        """Keep communes, wards and special zones."""
        return self.filter(level=Level.COMMUNE)

    def in_order(self) -> Self:
        """Order by Vietnamese alphabet."""
        return self.order_by("sort_key", "id")

    def matching(self, words: str) -> Self:
        """Keep the units whose names, former names included, contain every word; no marks needed.

        Best first: the name itself, then names that begin so, then higher units.
        """
        key = fold(words)
        found = self
        for word in key.split():
            found = found.filter(search_key__contains=word)
        return found.alias(
            rank=models.Case(
                models.When(search_key__contains=f"|{key}|", then=0),
                models.When(search_key__contains=f"|{key}", then=1),
                models.When(search_key__contains=key, then=2),
                default=3,
            )
        ).order_by("rank", F("closed_on").desc(nulls_first=True), "level", "id")


class Area(models.Model):
    """One unit, with the name, kind, code and place in the tree that it has now.

    Its key is our own: the statistics office's codes are recycled between maps.
    """

    level = models.PositiveSmallIntegerField(_("cấp"), choices=Level)
    kind = models.CharField(_("loại"), max_length=16, choices=Kind)
    name = NameField(_("tên"), max_length=120)
    code = models.CharField(_("mã"), max_length=8, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("cấp trên"),
    )
    province = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tỉnh")
    )
    district = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("huyện")
    )
    commune = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("xã")
    )
    path = PlaceField(_("đường dẫn"), unique=True, null=True, editable=False)
    search_key = models.TextField(editable=False)
    sort_key = models.CharField(max_length=600, editable=False)
    opened_on = models.DateField(_("có từ ngày"), default=BEFORE_RECORDS)
    closed_on = models.DateField(_("thôi từ ngày"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = AreaQuerySet.as_manager()
    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="area_kind_fits_level",
                condition=Q(
                    *(Q(level=level, kind__in=kinds) for level, kinds in KINDS_OF_LEVEL.items()),
                    _connector=Q.OR,
                ),
            ),
            models.CheckConstraint(
                name="area_ancestors_fit_level",
                condition=(
                    Q(level=Level.COUNTRY, parent=None, province=None, district=None, commune=None)
                    | Q(
                        level=Level.PROVINCE,
                        parent__isnull=False,
                        province=None,
                        district=None,
                        commune=None,
                    )
                    | Q(
                        level=Level.DISTRICT,
                        parent__isnull=False,
                        province__isnull=False,
                        district=None,
                        commune=None,
                    )
                    | Q(
                        level=Level.COMMUNE,
                        parent__isnull=False,
                        province__isnull=False,
                        commune=None,
                    )
                    | Q(
                        level=Level.VILLAGE,
                        parent__isnull=False,
                        province__isnull=False,
                        commune__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(name="area_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="area_closes_after_it_opens",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gt=F("opened_on")),
            ),
            models.UniqueConstraint(
                fields=["level"], condition=Q(level=Level.COUNTRY), name="area_one_country"
            ),
        ]
        indexes = [
            models.Index(fields=["level", "province"], name="area_level_province"),
            models.Index(fields=["code", "level"], name="area_code"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its kind word: "Xã An Ninh Tây", "Việt Nam"."""
        return self.name if self.level == Level.COUNTRY else f"{Kind(self.kind).label} {self.name}"

    @property
    def short_name(self) -> str:
        """The name alone where it says enough; a number keeps its kind word ("Phường 9")."""
        return self.full_name if self.name[:1].isdigit() else self.name

    @property
    def is_village(self) -> bool:
        """Whether households and teams stand here."""
        return self.level == Level.VILLAGE

    @property
    def is_open(self) -> bool:
        """Whether the unit exists today, as far as its dates are closed."""
        return self.closed_on is None

    def contains(self, other: "Area") -> bool:
        """Say whether `other` is this unit or stands below it."""
        return bool(self.path and other.path and other.path.startswith(self.path))

    def ancestor_ids(self) -> list[int]:
        """Return the ids above this unit, highest first; read from the path, without a query."""
        return [int(part) for part in (self.path or "").split(".")[:-2]]


class PlacementQuerySet(ScopedQuerySet["Placement"]):
    """Dated names and parents."""

    place = "area__path"

    def on(self, day: date) -> Self:
        """Keep what held on this day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


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


class SuccessionQuerySet(ScopedQuerySet["Succession"]):
    """Lineage, seen by whoever may see the unit of today."""

    place = "successor__path"


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
