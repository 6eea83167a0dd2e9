"""How many of the households that were asked have a smartphone, or internet at home: counted today, unit by unit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum

from areas.kinds import Level
from areas.models import Area, Unit
from figures.rates import Rate
from households.models import MEANS, Household
from rollup.few import folded
from rollup.models import VillageCount

_UNIT = {
    Level.PROVINCE: "village__province",
    Level.DISTRICT: "village__district",
    Level.COMMUNE: "village__commune",
    Level.VILLAGE: "village",
}


@dataclass(frozen=True)
class Having:
    """One unit: of each question how many have it of those asked; None is not shown, being of few households."""

    name: str
    rates: list[Rate | None]


def having(
    area: Area,
    level: Level,
    units: Sequence[Unit],
    few: Collection[int] | None,
    owns: tuple[str, bool] | None = None,
) -> list[Having]:
    """Return the units that are listed, and the whole last; none where nobody was asked, or of the country.

    One query, two with `owns` for who reads no names.

    `few` are villages that are not shown by themselves, to who reads no names; with None every one is. With `owns`,
    a question and an answer, a last number says how many are covered of the households that answered so.
    """
    if area.level == Level.COUNTRY:
        return []
    columns = [*_OF_ASKED, *([_covered_of(*owns)] if owns else [])]
    counts = _counted(area, level, columns)
    every = _households(area, level) if owns and few is not None else {}
    whole = [_sum(counts.values(), at) for at in range(len(columns))]
    if not any(rate.of for rate in whole):
        return []
    hidden = [_hidden(counts, at, few, every) for at in range(len(columns))]
    zero = [Rate(0, 0)] * len(columns)
    rows = [
        Having(
            unit.full_name,
            [
                None if unit.pk in hidden[at] else rate
                for at, rate in enumerate(counts.get(unit.pk, zero))
            ],
        )
        for unit in units
    ]
    return [
        *rows,
        Having(area.full_name, [None if 0 in hidden[at] else r for at, r in enumerate(whole)]),
    ]


# Of each question who has it, and who was asked.
_OF_ASKED = [(Q(**{name: True}), Q(**{f"{name}__isnull": False})) for name in MEANS]


def _covered_of(name: str, answer: bool) -> tuple[Q, Q]:  # noqa: FBT001 - the answer itself
    said = Q(**{name: answer})
    return said & Q(covered=True), said


def _counted(area: Area, level: Level, columns: Sequence[tuple[Q, Q]]) -> dict[int, list[Rate]]:
    """Count by units of a level: of each column its part and its whole."""
    asked = Household.unscoped.open().filter(means_asked_on__isnull=False)
    rows = asked.inside(area.path or "").order_by().values_list(F(_UNIT[level]))
    found: Any = rows.annotate(
        **{f"n_{at}": Count("pk", filter=n) for at, (n, _of) in enumerate(columns)},
        **{f"of_{at}": Count("pk", filter=of) for at, (_n, of) in enumerate(columns)},
    )
    n = len(columns)
    return {
        pk or 0: [Rate(*pair) for pair in zip(row[:n], row[n:], strict=True)] for pk, *row in found
    }


def _households(area: Area, level: Level) -> dict[int, int]:
    """Return how many households units of a level have, asked or not. One query."""
    unit = _UNIT[level].replace("village", "area", 1)
    rows = VillageCount.unscoped.below(area).order_by().values_list(F(unit))
    return {pk or 0: n or 0 for pk, n in rows.annotate(n=Sum("households"))}


def _sum(rows: Collection[list[Rate]], at: int) -> Rate:
    return Rate(sum(row[at].n for row in rows), sum(row[at].of for row in rows))


def _hidden(
    counts: Mapping[int, list[Rate]],
    at: int,
    few: Collection[int] | None,
    every: Mapping[int, int],
) -> frozenset[int]:
    """Return which units are not shown, 0 for the whole: so few were asked that it would speak of somebody."""
    if few is None:
        return frozenset()
    asked = _summed({pk: row[at].of for pk, row in counts.items()}, few)
    hidden, everybody = folded(asked), sum(asked.values())
    is_whole_hidden = bool(hidden) and everybody <= sum(asked[pk] for pk in hidden)
    if every and at >= len(_OF_ASKED):
        # How many are covered of all households stands elsewhere: what is left of it are those who answered otherwise.
        said = {pk: row[at].of for pk, row in counts.items()}
        others = _summed({pk: n - said.get(pk, 0) for pk, n in every.items()}, few)
        hidden |= folded(others)
        is_whole_hidden |= bool(folded({0: sum(others.values())}))
    return hidden | {0} if is_whole_hidden else hidden


def _summed(counts: Mapping[int, int], few: Collection[int]) -> dict[int, int]:
    """Return counts by unit; those few are one sum, which the others must not give back."""
    found = {pk: n for pk, n in counts.items() if pk not in few}
    return found | {-1: sum(n for pk, n in counts.items() if pk in few)}
