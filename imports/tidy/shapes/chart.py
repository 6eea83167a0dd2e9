"""A team as a chart: offices above names, without headings and without rows for people."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from areas.names import clean, fold
from imports.spreadsheet.book import Row
from imports.tidy.asking import Asking, Spot
from imports.tidy.model import Context, Entry, Known, Record, Table
from imports.tidy.shapes import attendance
from imports.tidy.shapes.decisions import Decision, decision_in, founding
from imports.tidy.shapes.left import Leaving
from imports.tidy.shapes.members import LEADER, MEMBER, begins_like_a_name, people_in, role_of
from imports.tidy.shapes.team_places import is_own_commune, is_place, names_team, place_in
from imports.tidy.tables import words

# A chart has few rows and few cells in each: a list of people is none.
_MOST_CELLS, _MOST_ROWS = 24, 400
_SAID = "said"  # of a row that says something of the team, and names nobody
# So many cells has a line of text beside its number.
_MOST_IN_LINE = 2
_DAY = re.compile(r"\bngay(?: \d+)? thang(?: \d+)? nam\b")
# The first line of a message says who wrote it, and begins another list.
_MESSAGE = re.compile(r"\[(?:\d+/\d+(?:/\d+)?,? )?\d{1,2}:\d\d\b")
_TITLES = ("so do", "cnscd", "cong nghe so")


def is_chart(rows: Sequence[Row]) -> bool:
    """Tell whether rows are charts: offices alone in a row with names in the one below, or both in one cell."""
    offices = 0
    for row, below in pairwise([*rows[:_MOST_ROWS], Row(0, ())]):
        cells = _cells(row)
        if len(cells) > _MOST_CELLS:
            return False
        if cells and all(_office(text) for _, text in cells):
            named = [people_in(text).people for _, text in _cells(below)]
            offices += bool(named) and all(named)
        else:
            offices += any(map(_is_whole, (text for _, text in cells)))
    return offices > 1 or _is_list(rows)


def _is_list(rows: Sequence[Row]) -> bool:
    """Tell lines of text below the name of a team that each say who somebody is in it: "1. Ông Lê An - Tổ trưởng"."""
    is_named, lines = False, 0
    for row in rows[:_MOST_ROWS]:
        texts = [text for _, text in _cells(row)]
        if len(texts) > _MOST_IN_LINE or any(map(attendance.says_who_came, texts)):
            return False
        is_named = is_named or any(map(_is_about_team, texts))
        lines += is_named and any(map(_has_role, texts))
    return lines > 1


def _is_whole(text: str) -> bool:
    """Tell a cell that begins with an office and names somebody below it."""
    first, *rest = text.splitlines() if "\n" in text else text.split(":", 1)
    return bool(rest) and bool(_office(first)) and bool(people_in(text).people)


@dataclass(slots=True)
class _Chart:
    """One team of the rows: what names it, the offices of the row above by column, and what it says of the team."""

    key: str
    is_over: bool = False  # what stands below signs or adds up
    has_people: bool = False
    offices: list[tuple[int, str]] = field(default_factory=list)
    context: tuple[Context, ...] = ()
    facts: dict[str, tuple[Any, Spot]] = field(default_factory=dict)
    message: Spot | None = None  # where the line of a chat stands that begins it


def records(table: Table, known: Known, asking: Asking) -> Iterator[Record]:
    """Yield a record for each person of the charts of a table."""
    leaving = Leaving(table, asking)
    chart, led = _Chart("", context=tuple(table.context)), False
    for row in table.rows:
        cells = _cells(row)
        offices = [(at, _office(text)) for at, text in cells]
        if cells and all(role for _, role in offices):
            if led and any(role == LEADER for _, role in offices):
                chart = _Chart(f"{table.sheet}:{row.number}", context=tuple(table.context))
                led = False
            chart.offices, chart.is_over = offices, False
            continue
        titles = {at: title for at, text in cells if (title := _title(text, table, row, at))}
        if not titles and (why := _aside(cells, chart, table, row)):
            _pass_over(why, row, leaving)
            continue
        for at, text in cells:
            if at in titles:
                chart, led = _begun(titles[at], chart, leaving), False
                continue
            for record in _named(text, table, row, at, chart, leaving):
                led, chart.has_people = led or record.is_head, True
                record.is_of_commune = is_own_commune(str(record.cells.get("village", "")), known)
                yield record
    leaving.say()


def _pass_over(why: str, row: Row, leaving: Leaving) -> None:
    if why != _SAID:
        leaving.row(why, row.number)


def _begun(title: _Chart, above: _Chart, leaving: Leaving) -> _Chart:
    """Return the chart that a title begins; a decision above it that has nobody yet is its own."""
    if title.message is not None:
        leaving.cell("not_understood", title.message.row, title.message.column)
    title.facts = ({} if above.has_people else above.facts) | title.facts
    return title


def _aside(cells: Sequence[tuple[int, str]], chart: _Chart, table: Table, row: Row) -> str:
    """Return why a row names nobody of a team: it stands above all offices, adds up, or signs; "" where it may."""
    texts = [text for _, text in cells]
    if not chart.has_people and _founds(chart, cells, table, row):
        return _SAID
    if not texts or any(_has_role(text) for text in texts):
        return ""
    if any(words.is_total(text) for text in texts):
        return "total"
    begins = not chart.has_people and not chart.offices  # a letterhead stands above
    chart.is_over = chart.is_over or (not begins and any(map(_is_signed, texts)))
    if chart.is_over:
        return "foot"
    return "" if chart.offices else "title"


def _has_role(text: str) -> bool:
    """Tell whether a cell says itself who is what."""
    return any("role" in one.facts for one in people_in(text).people)


def _is_signed(text: str) -> bool:
    """Tell the words around signatures or of the end of a list; an office above somebody's name is none of them."""
    if words.is_end(text) or _DAY.search(fold(text)):
        return True
    if fold(text).startswith("nguoi ") and words.is_signed(text):
        return True  # "Người lập: Lê An - ĐT: ..."
    is_one = any(map(begins_like_a_name, people_in(text).people))
    return not is_one and (words.is_signed(text) or words.is_noted(text))


def _cells(row: Row) -> list[tuple[int, str]]:
    """Return the texts of a row with their columns; a merged area once."""
    found = list[tuple[int, str]]()
    for at, cell in enumerate(row.cells):
        if cell in {None, ""}:
            continue
        text = str(cell)
        if (not found or found[-1][1] != text) and not words.is_order(text):
            found.append((at, text))
    return found


def _office(text: str) -> str:
    return role_of(clean(text).strip(" :.-()"))


def _is_about_team(text: str) -> bool:
    folded = fold(text)
    return names_team(text) or any(word in folded for word in _TITLES)


def _title(text: str, table: Table, row: Row, at: int) -> _Chart | None:
    """Return the chart that a text begins: it names a team, or its decision."""
    decision, spot = decision_in(text), Spot(table.sheet, row.number, at)
    key, message = f"{table.sheet}:{row.number}", spot if _MESSAGE.match(text) else None
    if not _is_about_team(text) and (
        not is_place(text) or _DAY.search(fold(text.partition("(")[0]))
    ):
        # "Buôn Hồ, ngày 15 tháng 9 năm 2026" stands in a letterhead; in brackets it is said of a team.
        above = tuple(one for one in table.context if one.origin != "foot")
        return _Chart(key, context=above, message=message) if message else None
    facts = {"village": (place, spot)} if (place := place_in(text)) else {}
    if decision:
        facts |= _paper(decision, spot)
    context = (Context(text, "group", table.sheet, row.number), *table.context)
    return _Chart(key, context=context, facts=facts, message=message)


def _founds(chart: _Chart, cells: Sequence[tuple[int, str]], table: Table, row: Row) -> bool:
    """Note the decision that founds a team, where a row above its people says it and nothing else."""
    for at, text in cells:
        found = founding((Context(text, "title", table.sheet, row.number),))
        if found is not None and not _has_role(text):
            chart.facts |= _paper(found[0], Spot(table.sheet, row.number, at))
            return True
    return False


def _paper(decision: Decision, spot: Spot) -> dict[str, tuple[Any, Spot]]:
    said = {"number": decision.number, "founded_on": decision.day}
    return {key: (text, spot) for key, text in said.items() if text}


def _nearest(offices: Sequence[tuple[int, str]], at: int) -> str:
    """Return the office above a column: the nearest of its row, none where two are as near."""
    if not offices:
        return ""
    if len({role for _, role in offices}) == 1:
        return offices[0][1]
    ranked = sorted((abs(at - place), role) for place, role in offices)
    if ranked[0][0] == ranked[1][0] and ranked[0][1] != ranked[1][1]:
        return ""
    return ranked[0][1]


def _named(
    text: str, table: Table, row: Row, at: int, chart: _Chart, leaving: Leaving
) -> Iterator[Record]:
    """Yield those whom a cell names; what more it says is left."""
    found = people_in(text, _nearest(chart.offices, at))
    if not found.is_whole:
        leaving.cell("not_understood", row.number, at)
    spot = Spot(table.sheet, row.number, at)
    entry = Entry(table, row, {}, {}, chart.context)
    for person in found.people:
        said = chart.facts | {"full_name": (person.name, spot)}
        said |= {key: (text, spot) for key, text in person.facts.items()}
        yield Record(
            "teams",
            entry,
            {key: cell for key, (cell, _) in said.items()},
            {key: where for key, (_, where) in said.items()},
            chart.key,
            is_head=person.facts.get("role", MEMBER) == LEADER,
        )
