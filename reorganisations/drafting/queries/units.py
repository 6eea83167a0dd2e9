"""The units above the village that a decision may name, each with what stands in it; and under what one may stand."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import Sum
from django.utils.translation import gettext as _, gettext_lazy

from areas.kinds import Level
from areas.models import Area, AreaQuerySet
from reorganisations.applying.queries.checks_above import ABOVE
from reorganisations.applying.queries.preview_above import column_of, villages_by
from reorganisations.models import Operation, Part, Reorganisation
from rollup.models import VillageCount

# What an address says of a level.
WORDS = {"xa": Level.COMMUNE, "huyen": Level.DISTRICT, "tinh": Level.PROVINCE}
UNITS = {
    Level.PROVINCE: gettext_lazy("tỉnh"),
    Level.DISTRICT: gettext_lazy("huyện"),
    Level.COMMUNE: gettext_lazy("xã, phường"),
    Level.VILLAGE: gettext_lazy("thôn"),
}
# So many are listed that were not ticked: who looks for another one writes its name.
SHOWN = 12


class Choice(NamedTuple):
    """One open unit with its villages and households; `where` it stands, where the decision reaches farther."""

    area: Area
    where: str
    villages: int
    households: int


class Choices(NamedTuple):
    """The units to choose among: those ticked before, then what was found; and how many more there are."""

    rows: list[Choice]
    more: int


def levels_of(area: Area | None) -> list[str]:
    """Return the words of the levels whose units somebody of this unit decides on; districts where there are any."""
    if area is None or area.level > Level.PROVINCE:
        return []
    levels = [Level.COMMUNE, Level.DISTRICT, Level.PROVINCE][: 3 if area.level < 1 else 2]
    inside = Area.unscoped.within(area).filter(closed_on=None)
    if not inside.filter(level=Level.DISTRICT).exists():
        levels.remove(Level.DISTRICT)
    return [word for word, level in WORDS.items() if level in levels]


def units_in(
    user: Any,
    place: Area,
    level: Level,
    decision: Reorganisation | None = None,
    but: Operation | None = None,
) -> AreaQuerySet:
    """Return the open units of a level inside a unit that no other operation of the decision names."""
    rows = Area.objects.visible_to(user).units().within(place).filter(level=level, closed_on=None)
    if decision:
        named = Part.unscoped.sources().filter(operation__reorganisation=decision)
        named = named.exclude(operation=but) if but else named
        rows = rows.exclude(pk__in=list(named.values_list("area_id", flat=True)))
    return rows


def choices_of(units: AreaQuerySet, words: str, ticked: Collection[int]) -> Choices:
    """Return those that were ticked, and of the others what is found by words, or the first ones. Five queries."""
    along = ("parent", "province")
    mine = list(units.filter(pk__in=ticked).select_related(*along).in_order())
    others = units.exclude(pk__in=ticked)
    found = others.matching(words) if words.strip() else others.in_order()
    rows = [*mine, *found.select_related(*along)[:SHOWN]]
    n = found.order_by().count()
    return Choices(_with_sums(rows), max(0, n - SHOWN))


def _with_sums(rows: list[Area]) -> list[Choice]:
    if not rows:
        return []
    column = column_of(Level(rows[0].level))
    counts = VillageCount.unscoped.filter(area__closed_on=None, **{f"{column}__in": rows})
    homes = dict(counts.order_by().values_list(column).annotate(n=Sum("households")))
    n = villages_by(column, [one.pk for one in rows])
    return [Choice(one, _where(one), n.get(one.pk, 0), homes.get(one.pk, 0)) for one in rows]


def _where(one: Area) -> str:
    return one.parent.full_name if one.parent and one.parent.level > Level.COUNTRY else ""


def level_below(place: Area, level: Level) -> Level:
    """Return the level right below one: below provinces that of districts, where there are any."""
    if level != Level.PROVINCE:
        return Level(level + 1)
    districts = Area.unscoped.within(place).filter(closed_on=None, level=Level.DISTRICT)
    return Level.DISTRICT if districts.exists() else Level.COMMUNE


def parents_in(user: Any, place: Area, level: Level) -> AreaQuerySet:
    """Return the units inside one, itself too, under which a unit of a level may stand; highest first."""
    rows = Area.objects.visible_to(user).units().within(place).filter(closed_on=None)
    return rows.filter(level__in=ABOVE[level]).order_by("level", "sort_key", "pk")


def is_called(parent: Area, kind: str, name: str, but: Collection[Area]) -> bool:
    """Say whether another unit right below one is called so."""
    others = Area.unscoped.filter(parent=parent).exclude(pk__in=[one.pk for one in but])
    return others.has_marked(kind, name)


def has_code(level: Level, code: str, but: Collection[Area]) -> bool:
    """Say whether another open unit of a level has this code."""
    others = Area.unscoped.filter(level=level, code=code, closed_on=None)
    return others.exclude(pk__in=[one.pk for one in but]).exists()


def words_of_kind(kind: str, level: Level) -> str:
    """Say in a title what is done to units of a level: "Nhập xã, phường"."""
    said = {
        "nhap": _("Nhập %(units)s"),
        "tach": _("Tách %(units)s"),
        "ket-thuc": _("Kết thúc %(units)s"),
        "chuyen": _("Chuyển %(units)s sang cấp trên khác"),
        "doi": _("Đổi tên, loại, mã %(units)s"),
        "lap": _("Lập %(units)s mới"),
    }
    return said[kind] % {"units": UNITS[level]}


def beside(unit: Area) -> list[Area]:
    """Return the open units of a unit's level and province, itself too. One query."""
    rows = Area.unscoped.units().filter(level=unit.level, closed_on=None).select_related("parent")
    inside = rows.filter(province=unit.province_id) if unit.province_id else rows
    return list(inside.in_order())
