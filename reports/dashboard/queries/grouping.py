"""Units of a list put together: by the district they lay in until 2025, or by their kind."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from areas.kinds import Kind, Level
from areas.models import Area, Succession
from areas.names import unit_sort_key
from reports.units.queries.child_units import Child, sum_of

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
