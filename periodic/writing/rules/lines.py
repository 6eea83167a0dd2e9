"""The lines of a report on its page: what there is on its last day, and what happened within it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.formats import date_format

from periodic.content import Column, Content, Late, Measure, Source, Value
from periodic.drafts.rules.sentences import number_text
from periodic.filing.rules.words import change_text, share_of, told_of, value_text

# The pages on which figures are looked up: homes, sessions of guidance, teams.
HOMES, SESSIONS, TEAMS = "homes", "sessions", "teams"
_BEGINS = {"ho": HOMES, "ky-nang": HOMES, "nguoi": HOMES, "buoi": SESSIONS, "luot": SESSIONS}


def page_of(figure: str) -> str:
    """Say on which page a figure of the register is looked up, by the first words of its key."""
    pages = (page for key, page in _BEGINS.items() if f"{figure}-".startswith(f"{key}-"))
    return next(pages, TEAMS)


@dataclass(frozen=True)
class Line:
    """One indicator: as it was, as it is, and the difference."""

    column: Column
    before: str
    now: str
    share: str
    change: str
    # Of a sum in which units are missing: how many it adds up.
    told: str
    # Whether the register knows it, so that it can be looked up there.
    is_known: bool
    # The address where it is looked up; "" where the reader has none.
    source: str = ""


def lines_of(
    content: Content, measure: Measure, sources: Mapping[str, str] | None = None
) -> list[Line]:
    """Return the lines of one kind, in the order of the form; texts are typed below.

    `sources`: the addresses of the pages on which the reader may look figures up.
    """
    return [
        _line(content, one, sources or {})
        for one in content.columns
        if one.measure == measure and not one.is_text
    ]


def _line(content: Content, column: Column, sources: Mapping[str, str]) -> Line:
    now = content.total.values.get(column.key, Value())
    before = content.previous.values.get(column.key) if content.previous else None
    is_known = column.source == Source.REGISTER
    return Line(
        column,
        number_text(before.n) if before and before.n is not None else "—",
        value_text(now, column),
        share_of(now),
        change_text(_change(now, before)) if before else "",
        told_of(now, content.unit_level),
        is_known,
        sources.get(page_of(column.figure), "") if is_known else "",
    )


def _change(now: Value, before: Value | None) -> float | None:
    if before is None or before.n is None or now.n is None:
        return None
    return now.n - before.n


@dataclass(frozen=True)
class LateLine:
    """One thing that came late, with all it counts in."""

    words: str
    happened: str
    recorded: str
    amounts: str


def late_lines(content: Content, most: int | None = None) -> tuple[list[LateLine], int]:
    """Return what came late, each thing once, and how many things there are; of `most` lines alone where it is given."""
    names = {one.key: one.name for one in content.columns}
    things = [(thing, list(group)) for thing, group in groupby(_ordered(content.late), key=_thing)]
    lines = [
        LateLine(words, _span(happened), _day(recorded), _amounts(group, names))
        for (words, happened, recorded), group in things[:most]
    ]
    return lines, len(things)


def _thing(late: Late) -> tuple[str, str, str]:
    return late.words, late.happened_on, late.recorded_on


def _ordered(late: Iterable[Late]) -> list[Late]:
    return sorted(late, key=lambda one: (one.happened_on or "9", one.recorded_on, one.words))


def _amounts(late: Iterable[Late], names: dict[str, str]) -> str:
    # Many units below say the same of one column.
    sums = Counter[str]()
    for one in late:
        sums[one.column] += one.amount
    return ", ".join(f"{names.get(key, key)}: {change_text(n)}" for key, n in sums.items())


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text)) if text else "—"


def _span(text: str) -> str:
    return "–".join(_day(part) for part in text.split("/"))
