"""What an operation on units above the village would do, without doing it: units, and the sums that must be equal.

Before is read from the rows of communes, after from those of the villages, as they would stand: that both are equal says
something.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext

from accounts.models import User
from areas.kinds import Level
from areas.models import Area
from reorganisations.applying.queries.preview import (
    HOMES,
    Box,
    Line,
    Numbers,
    Preview,
    assigned,
)
from reorganisations.models import Allotment, Operation, Part
from rollup.few import NAMES, few_in
from rollup.models import CommuneCount, VillageCount
from teams.models import Activity, Member

Kind = Operation.Kind
_NOTHING: Numbers = Counter()
# By which column what stands in a unit of a level is found.
_COLUMN = {Level.PROVINCE: "province", Level.DISTRICT: "district", Level.COMMUNE: "commune"}


@dataclass(frozen=True)
class PreviewAbove(Preview):
    """What one operation on units above the village would do."""

    sentence: str = ""
    is_above: ClassVar[bool] = True


@dataclass(frozen=True)
class FactsAbove:
    """What is known of the units of a decision above the village, and of those given to parts of splits, for all its operations."""

    counted: Mapping[int, Numbers]
    living: Mapping[int, Numbers]
    given: Mapping[int, list[Allotment]]
    coming: Mapping[int, Numbers]
    few: Collection[int]


def facts_above(user: Any, operations: Sequence[Operation]) -> FactsAbove:
    """Read what previews of these operations are made of. Three queries and eight for each level, however many they are."""
    said = Allotment.unscoped.filter(operation__in=operations)
    rows = said.select_related("area", "to_come__operation").order_by("pk")
    given, areas = defaultdict[int, list[Allotment]](list), set[Area]()
    counted, living = dict[int, Numbers](), dict[int, Numbers]()
    for one in rows:
        given[one.operation_id].append(one)
        areas |= {one.area} if one.area else set()
    parts = [part for one in operations for part in one.parts.all()]
    sources = {part.area for part in parts if part.side == Part.Side.FROM and part.area}
    for level in Level:
        counted |= _counted([one for one in sources if one.level == level])
        living |= _living([one for one in sources | areas if one.level == level])
    villages = {one.commune_id or 0 for one in sources if one.level == Level.VILLAGE}
    few = few_in(villages) if villages and not user.has_perm(NAMES) else frozenset()
    coming = assigned([one.to_come.operation for one in rows if one.to_come])
    return FactsAbove(counted, living, given, coming, few)


def preview_above(operation: Operation, facts: FactsAbove) -> PreviewAbove:
    """Return what an operation on units above the village would do. No query where its parts were read along."""
    parts = sorted(operation.parts.all(), key=lambda part: part.pk)
    sources = [part for part in parts if part.side == Part.Side.FROM and part.area]
    targets = [part for part in parts if part.side == Part.Side.TO]
    areas: list[Any] = [part.area for part in sources]
    before, living = facts.counted, {one.pk: facts.living[one.pk] for one in areas}
    after = _after(operation, targets, living, facts)
    placed = _added(numbers for _name, numbers, _new in after)
    whole = _added(living.values())
    left = {name: whole[name] - placed[name] for name in HOMES}
    hidden = any(one.pk in facts.few for one in areas)
    boxes = [_box(one.full_name, before[one.pk], is_hidden=hidden) for one in areas]
    return PreviewAbove(
        before=boxes,
        after=[_box(name, n, is_new=new, is_hidden=hidden) for name, n, new in after],
        undecided=left["households"],
        lines=_lines(areas, before, (placed, left), is_hidden=hidden),
        teams=(0, 0),
        sentence=_sentence(areas, living, targets),
    )


def _after(
    operation: Operation,
    targets: Sequence[Part],
    living: Mapping[int, Numbers],
    facts: FactsAbove,
) -> list[tuple[str, Numbers, bool]]:
    """Return what comes of an operation: its name, its numbers, and whether it is new."""
    if operation.kind in (Kind.MERGE, Kind.FORM):
        whole = _added(living.values())
        return [(part.full_name, whole, part.area_id is None) for part in targets]
    if operation.kind == Kind.SPLIT:
        given = _given(operation, facts)
        return [(part.full_name, given[part.pk], part.area_id is None) for part in targets]
    if operation.kind == Kind.END:
        return _left_above(operation, living)
    return [(_placed(part), living.get(part.area_id or 0, _NOTHING), False) for part in targets]


def _given(operation: Operation, facts: FactsAbove) -> dict[int, Numbers]:
    """Return by part of a split what stands in the units that were given to it, there or to come."""
    found = defaultdict[int, Numbers](Counter)
    for one in facts.given.get(operation.pk, ()):
        numbers = facts.coming.get(one.to_come_id or 0, _NOTHING)
        numbers = facts.living[one.area_id] if one.area_id else numbers
        found[one.part_id] = _added([found[one.part_id], numbers])
    return found


def _placed(part: Part) -> str:
    """Say how a unit is called afterwards, and where it stands where that changes."""
    parent: Any = part.parent
    moved = part.area is not None and part.area.parent_id != parent.pk
    return f"{part.full_name}, {parent.full_name}" if moved else part.full_name


def _left_above(
    operation: Operation, living: Mapping[int, Numbers]
) -> list[tuple[str, Numbers, bool]]:
    """Return what stands right below the units above once those between ended."""
    found = dict[str, list[Numbers]]()
    for part in operation.parts.all():
        if part.area and part.area.parent:
            found.setdefault(part.area.parent.full_name, []).append(living[part.area.pk])
    words = _("Đứng ngay dưới %(unit)s")
    return [(words % {"unit": name}, _added(numbers), False) for name, numbers in found.items()]


def _counted(areas: Sequence[Area]) -> dict[int, Numbers]:
    """Return what is stored of units: of households in the rows of communes, and the work, which stands with teams."""
    level, keys = _of(areas)
    if column := _COLUMN.get(level):
        rows = CommuneCount.unscoped.filter(**{f"{column}__in": keys}).order_by().values(column)
    else:
        column = "area"
        rows = VillageCount.unscoped.filter(area__in=keys).order_by().values(column)
    sums = rows.annotate(**{f"n_{name}": Sum(name) for name in HOMES})
    found = {row[column]: Counter({name: row[f"n_{name}"] for name in HOMES}) for row in sums}
    for name, counts in _work(column, keys).items():
        for pk, n in counts.items():
            found.setdefault(pk, Counter())[name] = n
    return {one.pk: found.get(one.pk, Counter()) for one in areas}


def _living(areas: Sequence[Area]) -> dict[int, Numbers]:
    """Return the same of households by the villages that would go along, with how many villages and communes these are."""
    level, keys = _of(areas)
    column = column_of(level)
    rows = VillageCount.unscoped.filter(**{f"{column}__in": keys}, area__closed_on=None)
    sums = rows.order_by().values(column).annotate(**{f"n_{name}": Sum(name) for name in HOMES})
    found = {row[column]: Counter({name: row[f"n_{name}"] for name in HOMES}) for row in sums}
    for pk, n in villages_by(column, keys).items():
        found.setdefault(pk, Counter())["villages"] = n
    if level < Level.COMMUNE:
        communes = Area.unscoped.communes().filter(**{f"{column}__in": keys}, closed_on=None)
        for pk, n in communes.order_by().values_list(column).annotate(n=Count("pk")):
            found.setdefault(pk, Counter())["communes"] = n
    return {one.pk: found.get(one.pk, Counter()) for one in areas}


def column_of(level: Level) -> str:
    """Return the column of count rows that names the unit of a level."""
    return _COLUMN.get(level, "area")


def villages_by(column: str, keys: Collection[int]) -> dict[int, int]:
    """Return by unit how many open villages stand in it. One query."""
    name = "pk" if column == "area" else column
    rows = Area.unscoped.villages().filter(**{f"{name}__in": keys}, closed_on=None)
    return dict(rows.order_by().values_list(name).annotate(n=Count("pk")))


def _of(areas: Sequence[Area]) -> tuple[Level, list[int]]:
    return Level(areas[0].level) if areas else Level.COMMUNE, [one.pk for one in areas]


def _work(column: str, keys: Collection[int]) -> dict[str, dict[int, int]]:
    """Count members, sessions and accounts of units, and of all below them. Three queries."""
    serving = Member.unscoped.filter(left_on=None)
    held, people = Activity.unscoped.held(), User.unscoped.filter(is_active=True)
    rows = {"members": (serving, "team__area"), "sessions": (held, "team__area")}
    return {
        name: _by_unit(found, place, column, keys)
        for name, (found, place) in {**rows, "accounts": (people, "area")}.items()
    }


def _by_unit(rows: Any, place: str, column: str, keys: Collection[int]) -> dict[int, int]:
    above = Coalesce(f"{place}__{column}", place) if column != "area" else F(place)
    rows = rows.annotate(of_unit=above).filter(of_unit__in=keys).order_by()
    return dict(rows.values_list("of_unit").annotate(n=Count("pk")))


def _lines(
    areas: Sequence[Area],
    before: Mapping[int, Numbers],
    then: tuple[Numbers, Numbers],
    *,
    is_hidden: bool,
) -> list[Line]:
    placed, left = then
    labels = {
        "households": _("Hộ"),
        "surveyed": _("Hộ đã khảo sát"),
        "covered": _("Hộ đạt năm kỹ năng"),
        "people": _("Người trong sổ"),
        "members": _("Thành viên tổ"),
        "sessions": _("Buổi hướng dẫn"),
        "accounts": _("Tài khoản"),
    }
    found = []
    for name, label in labels.items():
        cells = [(one.full_name, before[one.pk][name]) for one in areas]
        total = sum(n for _name, n in cells)
        # Teams, sessions and accounts stay what they are, wherever they stand.
        after = placed[name] if name in HOMES else total
        hidden = is_hidden and name in HOMES[1:]
        found.append(Line(label, cells, hidden, total, after, left.get(name, 0)))
    return found


def _box(name: str, numbers: Numbers, *, is_new: bool = False, is_hidden: bool = False) -> Box:
    return Box(
        name=name,
        households=numbers["households"],
        covered=None if is_hidden else numbers["covered"],
        members=numbers["members"],
        is_new=is_new,
    )


def _added(found: Any) -> Numbers:
    total = Counter[str]()
    for numbers in found:
        total.update(numbers)
    return total


def _sentence(areas: Sequence[Area], living: Mapping[int, Numbers], targets: Sequence[Part]) -> str:
    """Say how many units go along as they are, and how many of their level there are before and after."""
    whole = _added(living.values())
    along = []
    if n := whole["communes"]:
        words = ngettext("%(n)s xã, phường", "%(n)s xã, phường", n)
        along.append(words % {"n": number_format(n)})
    if n := whole["villages"]:
        along.append(ngettext("%(n)s thôn", "%(n)s thôn", n) % {"n": number_format(n)})
    said = {"before": len(areas), "after": len(targets), "along": _(" và ").join(along)}
    if not along:
        return _("Đơn vị: trước %(before)s, sau %(after)s.") % said
    return _("Đơn vị: trước %(before)s, sau %(after)s. %(along)s bên trong giữ nguyên.") % said
