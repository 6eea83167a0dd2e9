"""A unit of the tree: country, province, district (until 2025), commune or village."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Self

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from areas.dated import Lasting, ends_after
from areas.fields import NameField
from areas.kinds import IS_VILLAGE, KINDS_OF_LEVEL, WITHOUT_WORD, Kind, Level
from areas.models.found_by_name import FoundByName
from web.scope import PlaceField, keys_along, may_see

# Shown as "trước …": the lists of units do not say since when a name held before 2025.
BEFORE_RECORDS = date(1900, 1, 1)
# How an address begins that names a unit by its key.
BY_KEY = "id-"
# In which column a unit names that of a level in which it lies.
_COLUMNS = {Level.PROVINCE: "province", Level.DISTRICT: "district", Level.COMMUNE: "commune"}


class Crumb(NamedTuple):
    """One unit on the way down to another; `open` says whether the reader may open it."""

    pk: int
    name: str
    open: bool


class AreaQuerySet(FoundByName["Area"]):
    """Units of the tree; the sentence "within this unit, on that day" is written here once."""

    place = "path"
    starts, ends = "opened_on", "closed_on"

    def within(self, area: "Area") -> Self:
        """Keep the unit itself and all below it."""
        return self.inside(area.path)

    def villages(self) -> Self:
        """Keep villages: what is counted as one, and may be chosen as one."""
        return self.filter(IS_VILLAGE)

    def holding_households(self) -> Self:
        """Keep the places where households stand: villages, and what no village is known of ("Chưa phân thôn")."""
        return self.filter(level=Level.VILLAGE)

    def units(self) -> Self:
        """Leave out what is no unit but holds households of which no village is known."""
        return self.exclude(kind=Kind.UNASSIGNED)

    def communes(self) -> Self:
        """Keep communes, wards and special zones."""
        return self.filter(level=Level.COMMUNE)

    def in_order(self) -> Self:
        """Order by Vietnamese alphabet."""
        return self.order_by("sort_key", "id")

    def by_commune(self, *, everywhere: bool = False) -> Self:
        """Keep villages, ordered by their communes, which come along, and then by themselves.

        Those of the whole country are read along the communes: no more of them than a page shows.
        """
        # No other unit stands in a commune; their own level would mislead the planner.
        how = "commune__level__leads" if everywhere else "commune__level"
        villages = self.units().select_related("commune").filter(**{how: Level.COMMUNE})
        return villages.order_by("commune__sort_key", "commune__path", "sort_key", "id")

    def with_places(self) -> Self:
        """Bring along the units above and leave the keys behind: what a list of units shows."""
        return self.select_related("commune", "district", "province").defer(
            "search_key", "sort_key"
        )


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
    closed_on = models.DateField(_("ngừng từ ngày"), null=True, blank=True)
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
                    Q(level=Level.VILLAGE, kind=Kind.UNASSIGNED),
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
            # On the same day: a decision made it and was taken back, so that it stood on no day.
            ends_after("area_closes_after_it_opens", "opened_on", "closed_on"),
            models.UniqueConstraint(
                fields=["level"], condition=Q(level=Level.COUNTRY), name="area_one_country"
            ),
            models.UniqueConstraint(
                fields=["commune"], condition=Q(kind=Kind.UNASSIGNED), name="area_one_unassigned"
            ),
        ]
        indexes = [
            models.Index(fields=["level", "province"], name="area_level_province"),
            models.Index(fields=["level", "sort_key", "path"], name="area_level_order"),
            models.Index(fields=["code", "level"], name="area_code"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its kind word: "Xã An Ninh Tây", "Việt Nam"."""
        has_word = self.kind not in WITHOUT_WORD
        return f"{Kind(self.kind).label} {self.name}" if has_word else self.name

    @property
    def short_name(self) -> str:
        """The name alone where it says enough; a number keeps its kind word ("Phường 9")."""
        return self.full_name if self.name[:1].isdigit() else self.name

    @property
    def is_village(self) -> bool:
        """Whether it is a village, where households and teams stand."""
        return self.level == Level.VILLAGE and not self.is_unassigned

    @property
    def is_unassigned(self) -> bool:
        """Whether households stand here of which no village is known; they are read, and assigned to villages."""
        return self.kind == Kind.UNASSIGNED

    @property
    def is_commune(self) -> bool:
        """Whether villages lie right below."""
        return self.level == Level.COMMUNE

    @property
    def is_above_communes(self) -> bool:
        """Whether it is a district, a province or the country."""
        return self.level < Level.COMMUNE

    @property
    def is_open(self) -> bool:
        """Whether the unit was not ended."""
        return self.closed_on is None

    @property
    def address(self) -> str:
        """How addresses of its reports name it: by its code, or by its key where it has none."""
        return self.code or f"{BY_KEY}{self.pk}"

    @cached_property
    def went_on(self) -> list[str]:
        """Return the paths of what stood in a unit on its last day, and lives on elsewhere by itself."""
        from areas.models.lineage import paths_gone_from  # noqa: PLC0415 - it needs this model

        return paths_gone_from(self) if self.closed_on else []

    def stood_on(self: Lasting, day: date) -> bool:
        """Say whether it was there on a day (of many: `on`)."""
        return self.opened_on <= day and (self.closed_on is None or self.closed_on > day)

    def below(self, way: str = "") -> Q:
        """Say of a unit (by this way to it) that it lies below this one, whether it stands or not.

        By the columns of the tree: PostgreSQL takes longer to plan a range of paths than to read a few rows.
        """
        step = f"{way}__" if way else ""
        if self.level == Level.COUNTRY:
            return Q(**{f"{step}level__gt": Level.COUNTRY})
        column = _COLUMNS.get(Level(self.level))
        return Q(**{f"{step}{column}": self.pk}) if column else Q(**{f"{step}pk__in": []})

    def trail(self, user: Any, *, itself: bool = False) -> list[Crumb]:
        """Return the units above, below the country, highest first; `itself`: for a page that is not the unit's own.

        One query, or none where the unit was read with its places (`with_places`).
        """
        names = ("province", "district", "commune")
        if all(self._meta.get_field(name).is_cached(self) for name in names):  # type: ignore[union-attr]  # no reverse relation
            units = [unit for unit in (self.province, self.district, self.commune) if unit]
        else:
            above = keys_along(self.path)[1:-1]
            units = list(Area.unscoped.filter(pk__in=above).order_by("level")) if above else []
        crumbs = [Crumb(unit.pk, unit.full_name, may_see(user, unit.path)) for unit in units]
        return [*crumbs, Crumb(self.pk, self.full_name, open=True)] if itself else crumbs


_WORD = {kind.value: str(kind.label) for kind in Kind}


@dataclass(slots=True)
class Unit:
    """A unit below the country as pages show hundreds of: its key, level, kind and name, and no row."""

    pk: int
    level: int
    kind: str
    name: str
    # The word before the name: "Xã"; the name with it; and the name alone where it says enough: a number keeps
    # its kind word ("Phường 9"). A sum of units has a name of its own and no kind.
    kind_word: str = field(init=False)
    full_name: str = field(init=False)
    short_name: str = field(init=False)

    def __post_init__(self) -> None:
        self.kind_word = _WORD.get(self.kind, "")
        has_word = self.kind and self.kind not in WITHOUT_WORD
        self.full_name = f"{self.kind_word} {self.name}" if has_word else self.name
        self.short_name = self.full_name if self.name[:1].isdigit() else self.name

    def __str__(self) -> str:
        return self.full_name
