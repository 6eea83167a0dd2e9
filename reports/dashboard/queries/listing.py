"""The full list of the units below a unit: the rows that the address asks for, by themselves or put together."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.translation import gettext

from areas.kinds import Kind, Level
from areas.models import Area, Succession
from areas.names import sought, unit_sort_key
from reports.charts import bands
from reports.dashboard.queries.ranking import FORMER, KIND, Choice
from reports.units.queries.child_units import Below, Child, sum_of

_WORD = {kind.value: str(kind.label) for kind in Kind}


@dataclass(slots=True)
class Group:
    """Units under one heading; `key` is 0 for those that belong under none.

    `sum` stands for them in the table: no unit of today, so without a key and a page of its own.
    """

    key: int
    name: str
    children: list[Child]
    sum: Child
    is_former: bool = False


def former_districts(area: Area) -> dict[int, tuple[int, str]]:
    """Say for each commune of a province which district most of it came from. One query.

    A commune that was in no district of our records is left out.
    """
    lines = Succession.unscoped.filter(
        successor__province=area,
        successor__level=Level.COMMUNE,
        predecessor__district__isnull=False,
    ).values_list(
        "successor_id",
        "predecessor__district_id",
        "predecessor__district__kind",
        "predecessor__district__name",
    )
    came_from: dict[int, Counter[tuple[int, str]]] = defaultdict(Counter)
    for commune, district, kind, name in lines.order_by("predecessor__district_id"):
        came_from[commune][district or 0, f"{_WORD[kind]} {name}"] += 1
    # The first of equals: the lines come in order of the districts' keys.
    return {commune: found.most_common(1)[0][0] for commune, found in came_from.items()}


def grouped(
    children: list[Child], heads: Mapping[int, tuple[int, str]], other: str = "", *, former: bool
) -> list[Group]:
    """Put children under their headings, the headings in Vietnamese order."""
    found: dict[tuple[int, str], list[Child]] = defaultdict(list)
    for child in children:
        found[heads.get(child.pk, (0, other))].append(child)
    return [
        Group(key, name, inside, sum_of(name, inside), is_former=former and key > 0)
        for (key, name), inside in sorted(found.items(), key=lambda item: unit_sort_key(item[0][1]))
    ]


def by_kind(children: list[Child]) -> dict[int, tuple[int, str]]:
    """Give each child its kind as a heading."""
    order = {kind: number for number, kind in enumerate(_WORD, start=1)}
    return {child.pk: (order[child.kind], _WORD[child.kind]) for child in children}


PAGE = 25


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list: units, or groups of them; `former` are the districts they lay in."""

    page: Page[Any]
    found: int
    former: Mapping[int, tuple[int, str]]
    is_grouped: bool


def listing_of(area: Area, inside: Below, choice: Choice) -> Listing:
    """Choose, order and put together the units below; at most two queries of its own."""
    former: Mapping[int, tuple[int, str]] = {}
    if area.level == Level.PROVINCE and all(c.level == Level.COMMUNE for c in inside.children):
        former = former_districts(area)
    children = chosen(area, inside, choice)
    groups = _groups(children, choice, former)
    rows: list[Any] = children if groups is None else groups
    page = Paginator(rows, PAGE).get_page(choice.page)
    return Listing(page, len(children), former, groups is not None)


def chosen(area: Area, inside: Below, choice: Choice) -> list[Child]:
    """Return all units below that were chosen, in the order asked for; at most one query."""
    # Communes stand on steps; where districts or provinces are listed, those with such communes do.
    units = inside.children
    if choice.step is not None:
        units = [unit for unit in inside.communes or units if choice.step in unit.steps]
    children = choice.order.sort(units)
    if choice.words:
        wanted = matching(area, choice.words)
        children = [child for child in children if child.pk in wanted]
    if choice.band:
        children = [child for child in children if bands.band_of(child) == choice.band]
    return children


def _groups(
    children: list[Child], choice: Choice, former: Mapping[int, tuple[int, str]]
) -> list[Group] | None:
    """Put children together as asked, the groups in the order their own sums have."""
    if choice.group == FORMER and former:
        groups = grouped(children, former, gettext("Không rõ huyện cũ"), former=True)
    elif choice.group == KIND:
        groups = grouped(children, by_kind(children), former=False)
    else:
        return None
    stand_ins = {id(group.sum): group for group in groups}
    return [stand_ins[id(child)] for child in choice.order.sort([g.sum for g in groups])]


def matching(area: Area, words: str) -> set[int]:
    """Return the units inside whose names contain every word, names of units they came from too."""
    keys = sought(words).split() or ["|"]
    own = reduce(and_, (Q(search_key__contains=key) for key in keys))
    old = reduce(and_, (Q(origins__predecessor__search_key__contains=key) for key in keys))
    return set(Area.unscoped.within(area).filter(own | old).values_list("pk", flat=True))
