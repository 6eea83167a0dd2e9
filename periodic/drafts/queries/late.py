"""What happened before a period and was recorded after the report before it was sent: "Bổ sung kỳ trước".

Of each column: what the register says now of the last day of that report, less what that report said. So a report's
stock less that of the one before is what moved within the period and what stands here, always.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Min, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.kinds import full_name
from areas.names import lower_first
from households.models import Movement
from periodic.brief import Brief
from periodic.catalogue.rules.facts import Facts
from periodic.catalogue.rules.vocabulary import BY_KEY
from periodic.content import Column, Late, Measure, Source
from periodic.drafts.queries.facts import Asked, Parts, added, lay_in
from teams.models import Activity


def _one(_session: Activity) -> int:
    return 1


def _turns(session: Activity) -> int:
    return session.people or 0


_SESSIONS = {"sessions": _one, "turns": _turns}


@dataclass(frozen=True)
class Before:
    """The report before: what it said, the moment up to which it knew, and what it was asked."""

    said: Brief
    moment: datetime
    columns: tuple[Column, ...]

    @property
    def day(self) -> date:
        """The last day it speaks of."""
        return self.said.day

    def number(self, column: Column) -> float | None:
        """Return what it said of a column; None where it had no such one."""
        if not any(_same(one, column) for one in self.columns):
            return None
        if column.measure == Measure.FLOW:
            # Of what nobody had said anything, all that is said now came late.
            return self.said.carried.get(column.key, 0)
        value = self.said.total.values.get(column.key)
        return value.n if value else None


def _same(one: Column, other: Column) -> bool:
    # What was counted otherwise then differs by more than what came late.
    parts = ("key", "figure", "measure", "definition")
    return all(getattr(one, name) == getattr(other, name) for name in parts)


def reads(column: Column) -> bool:
    """Say whether a column is read of the register."""
    return column.source == Source.REGISTER and column.figure in BY_KEY


def stood_in(columns: Sequence[Column], facts: Facts) -> dict[str, float]:
    """Return what the register says of a day, by the columns that it is read for; of what is counted, all up to it."""
    found = dict[str, float]()
    for one in columns:
        if reads(one):
            n = BY_KEY[one.figure].read(facts).n
            if n is not None or one.measure == Measure.FLOW:
                found[one.key] = n or 0
    return found


def summed(
    columns: Sequence[Column], parts: Parts, told: Mapping[int, Mapping[str, float | None]]
) -> dict[str, float]:
    """Add up what units below told of each column, and what the register says of all that they did not tell."""
    found = stood_in(columns, added(facts for key, facts in parts.items() if key not in told))
    nothing = stood_in(columns, Facts())
    for pk, numbers in told.items():
        read = stood_in(columns, parts[pk]) if pk in parts else nothing
        for key, n in {**read, **numbers}.items():
            if n is not None:
                found[key] = found.get(key, 0) + n
    return found


def late_of(
    asked: Asked,
    columns: Sequence[Column],
    before: Before,
    stood: Mapping[str, float],
    moment: datetime | None = None,
) -> tuple[Late, ...]:
    """Return what came late; `stood` is what is known now of the last day of the report before. Two queries.

    `asked` says what lay in the unit on that day: what is of a village that came since is none of its lines.
    """
    amounts = {one: n for one, n in _amounts(columns, before, stood).items() if n}
    wanted = {one: BY_KEY[one.figure].traced for one in amounts}
    items = defaultdict[Column, list[Late]](list)
    until = moment or timezone.now()
    for column, late in (
        *_sessions(asked, before, until, wanted),
        *_moved(asked, before, until, wanted),
    ):
        items[column].append(late)
    rest = _("Sửa, rút hoặc ghi muộn khác")
    return tuple(_closed(amounts, items, rest))


def late_above(
    columns: Sequence[Column], before: Before, stood: Mapping[str, float], told: Sequence[Late]
) -> tuple[Late, ...]:
    """Return what came late of a unit that sums up: what those below told, and what their numbers differ by besides.

    One corrected what had been summed up, or had not sent then, and its register was taken.
    """
    items = defaultdict[Column, list[Late]](list)
    by_key = {one.key: one for one in columns}
    for late in told:
        if late.column in by_key:
            items[by_key[late.column]].append(late)
    told_of = {one: float(sum(late.amount for late in lines)) for one, lines in items.items()}
    amounts = told_of | _amounts(columns, before, stood)
    rest = _("Nơi dưới sửa, gửi hoặc ghi sau khi đã tổng hợp kỳ trước")
    return tuple(_closed(amounts, items, rest))


def _amounts(
    columns: Sequence[Column], before: Before, stood: Mapping[str, float]
) -> dict[Column, float]:
    """Return by how much each column of the report before would be another number today."""
    found = dict[Column, float]()
    for one in columns:
        was, now = before.number(one), stood.get(one.key)
        if was is not None and now is not None:
            found[one] = now - was
    return found


def _closed(
    amounts: Mapping[Column, float], items: Mapping[Column, list[Late]], rest: str
) -> Iterator[Late]:
    """Yield the lines of each column, and one for what they leave open."""
    for column, amount in amounts.items():
        lines = items.get(column, [])
        yield from lines
        if left := amount - sum(one.amount for one in lines):
            yield Late(column.key, rest, int(left))


def _sessions(
    asked: Asked, before: Before, until: datetime, wanted: dict[Column, str]
) -> Iterator[tuple[Column, Late]]:
    """Return each session that was written down late, once for each column it counts in."""
    columns = {one: _SESSIONS[name] for one, name in wanted.items() if name in _SESSIONS}
    if not columns:
        return
    rows = (
        Activity.unscoped.held()
        .filter(lay_in(asked, "team__area"))
        .filter(held_on__lte=before.day, recorded_at__gte=before.moment, recorded_at__lt=until)
    )
    for one in rows.select_related("team__area").order_by("held_on", "pk"):
        words = _("Buổi hướng dẫn, %(place)s") % {"place": one.team.area.full_name}
        days = _days(one.held_on, one.held_on), _day(one.recorded_at)
        for column, amount in columns.items():
            if amount(one):
                yield column, Late(column.key, words, amount(one), *days)


def _moved(
    asked: Asked, before: Before, until: datetime, wanted: dict[Column, str]
) -> Iterator[tuple[Column, Late]]:
    """Return what moved late in the register, village by village."""
    columns = {one: name for one, name in wanted.items() if name and name not in _SESSIONS}
    if not columns:
        return
    rows: Any = Movement.unscoped.filter(lay_in(asked, "village"))
    rows = rows.order_by("village__sort_key", "village_id")
    rows = rows.filter(
        day__lte=before.day, recorded_at__gte=before.moment, recorded_at__lt=until
    ).values("village__kind", "village__name")
    sums = {f"sum_{name}": Sum(name) for name in set(columns.values())}
    spans = {
        "first": Min("day"),
        "last": Max("day"),
        "recorded": Max("recorded_at"),
    }
    for row in rows.annotate(**sums, **spans):
        name = full_name(row["village__kind"], row["village__name"])
        words = _("Sổ hộ, %(name)s") % {"name": lower_first(name)}
        for column, name in columns.items():
            if row[f"sum_{name}"]:
                days = _days(row["first"], row["last"]), _day(row["recorded"])
                yield column, Late(column.key, words, row[f"sum_{name}"], *days)


def _days(first: date, last: date) -> str:
    return last.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _day(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
