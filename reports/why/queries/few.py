"""Causes for those who read no names: nothing is told of a single household, not by taking days from each other.

Causes, and units, that moved fewer than `FEWEST` are one row; of a commune only whole months are told, of a village nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.dated import last_day, month_of
from areas.models import Area
from reports.why.queries.waterfall import Part, Why
from rollup.few import FEWEST

OTHERS = _("Lý do khác, ít hộ")

# A unit, None for several that are few; how many more, how many fewer.
type Row = tuple[Area | None, int, int]


def month_before(day: date) -> tuple[date, date]:
    """Return the ends of the month before the last one that was over on a day, and of that one."""
    month = month_of(day) if last_day(month_of(day)) == day else month_of(day, 1)
    return last_day(month_of(month, 1)), last_day(month)


def is_few(n: int) -> bool:
    """Say whether so few households moved that they could be told."""
    return 0 < n < FEWEST


def moved_few(why: Why) -> bool:
    """Say whether all that moved is few: then not even the sum is told."""
    return is_few(sum(part.moved for part in why.parts))


def without_few(why: Why) -> Why:
    """Tell of a change without causes of few households."""
    return replace(why, parts=parts_without_few(why.parts), whole=_whole(why.whole))


def parts_without_few(every: Sequence[Part]) -> list[Part]:
    """Put causes of few households together, with another one where else the sum would give them back."""
    few = [part for part in every if is_few(part.moved)]
    rest = sorted((p for p in every if p.moved >= FEWEST), key=lambda part: part.moved)
    while few and rest and (len(few) < 2 or is_few(sum(part.moved for part in few))):
        few.append(rest.pop(0))
    hidden = {part.key for part in few}
    parts = [replace(part, note="") for part in every if part.key not in hidden]
    if few:
        parts.append(Part("", OTHERS, sum(part.n for part in few)))
    return parts


def _whole(whole: Sequence[tuple[str | Promise, int]]) -> list[tuple[str | Promise, int]]:
    few = [n for _label, n in whole if is_few(abs(n))]
    shown = [(label, n) for label, n in whole if not is_few(abs(n))]
    return [*shown, (OTHERS, sum(few))] if few else shown


def units_without_few(rows: Iterable[tuple[Area, int, int]], hidden: Collection[int]) -> list[Row]:
    """Put units together in which few households moved, or that are `hidden`, with others while those are few."""
    rest: list[Row] = []
    few: list[Row] = []
    for row in rows:
        is_one = row[0].pk in hidden or is_few(row[1]) or is_few(row[2])
        (few if is_one else rest).append(row)
    while few and rest and (len(few) < 2 or any(is_few(n) for n in _sums(few))):
        few.append(rest.pop())
    if not few or (not rest and any(is_few(n) for n in _sums(few))):
        return rest
    return [*rest, (None, *_sums(few))]


def _sums(rows: Iterable[Row]) -> tuple[int, int]:
    rows = list(rows)
    return sum(row[1] for row in rows), sum(row[2] for row in rows)
