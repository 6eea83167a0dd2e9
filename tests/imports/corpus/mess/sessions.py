"""Sessions: days without a year, months as group rows or sheets, skills as ticks, numbers with words."""

from datetime import date
from itertools import pairwise

from tests.imports.corpus import words
from tests.imports.corpus.draft import COLUMNS, MARKS, ROWS, Draft, mess
from tests.imports.corpus.facts import Standing, about
from tests.imports.corpus.grid import Cell, Row
from tests.imports.corpus.mess.rows import DITTO
from tests.imports.corpus.tables import Column, Line, Table


def days(draft: Draft) -> list[tuple[Cell, date]]:
    return [
        (cell, date.fromisoformat(str(line.thing["held_on"])))
        for _, line, _, cell in draft.each("held_on")
    ]


@mess("days", MARKS, kinds="sessions", needs="numbers", weight=2)
def session_day_as_date(draft: Draft) -> None:
    for cell, day in days(draft):
        cell.value = day


@mess("days", MARKS, kinds="sessions")
def session_day_spelled(draft: Draft) -> None:
    style = draft.rng.choice(
        (
            "{0.day}/{0.month}/{0:%y}",
            "ngày {0.day} tháng {0.month} năm {0.year}",
            "{0.day}-{0.month}-{0.year}",
            "{0:%d.%m.%Y}",
            "8h00 ngày {0:%d/%m/%Y}",
            "Thứ ba, {0:%d/%m/%Y}",
        )
    )
    for cell, day in days(draft):
        cell.value = style.format(day)


@mess("days", MARKS, kinds="sessions")
def session_day_month_first(draft: Draft) -> None:
    """A machine that speaks English: month, day, year. A day after the twelfth shows it, or it is asked."""
    for number, (cell, day) in enumerate(days(draft)):
        held = day.replace(day=14 - number) if number < 2 else day
        for fact in cell.says:
            fact.value = held.isoformat()
            fact.thing.values["held_on"] = held.isoformat()
        cell.value = f"{held.month}/{held.day}/{held.year}"
        draft.doubt(cell.says, about("date_order"), "m/d")


@mess("days", MARKS, kinds="sessions", weight=2)
def session_day_without_year(draft: Draft) -> None:
    """12/9: the year stands in the title, and may be asked."""
    year = draft.commune.today.year
    for cell, day in days(draft):
        cell.value = f"{day.day}/{day.month}"
        draft.doubt(cell.says, about("year"), str(year))
    for table in draft.tables:
        table.above.append(Row([Cell(f"SỔ THEO DÕI HOẠT ĐỘNG NĂM {year}", bold=True)]))


@mess("months", ROWS, kinds="sessions", weight=2)
def months_as_group_rows(draft: Draft) -> bool | None:
    """Tháng 9/2026, then only the day."""
    table = draft.tables[0]
    grouped = any(line.role == "group" for line in table.lines)
    if len(draft.tables) > 1 or table.column("held_on") is None or grouped:
        return False
    lines: list[Line] = []
    for (year, month), of_month in by_month(table).items():
        facts = tuple(draft.fact(line.thing, "held_on") for line in of_month)
        first = table.columns[0].key
        text = draft.rng.choice(
            (f"Tháng {month}/{year}", f"Tháng {month} năm {year}", f"THÁNG {month}/{year}")
        )
        lines.append(Line({first: Cell(text, facts, bold=True)}, role="group"))
        lines += of_month
        for line in of_month:
            day = str(line.thing["held_on"])[8:].lstrip("0")
            line.cells["held_on"] = Cell(day, line.cells["held_on"].says)
            (fact,) = line.cells["held_on"].says
            # Only the day is left: which comes first is no longer the question.
            fact.doubts, fact.standing = set(), Standing.PLAIN
            draft.doubt([fact], about("year"), str(year))
    table.lines = lines
    return None


def by_month(table: Table) -> dict[tuple[int, int], list[Line]]:
    found: dict[tuple[int, int], list[Line]] = {}
    for line in table.body():
        day = date.fromisoformat(str(line.thing["held_on"]))
        found.setdefault((day.year, day.month), []).append(line)
    return found


@mess("months", ROWS, kinds="sessions", needs="sheets", weight=2)
def month_on_each_sheet(draft: Draft) -> bool | None:
    """T7, T8, T9: a sheet for each month, each with its headings."""
    table = draft.tables[0]
    if len(draft.tables) > 1 or any(line.role != "body" for line in table.lines):
        return False
    if "ditto_marks" in draft.messes:
        return False  # the first row of a sheet would say "as above"
    draft.tables = []
    for (_, month), lines in by_month(table).items():
        columns = [Column(one.key, one.heading) for one in table.columns]
        name = f"T{month}" if draft.rng.random() < 0.5 else f"Tháng {month}"
        draft.tables.append(Table("sessions", columns, lines, list(table.above), name=f"{name}"))
    names = {one.name for one in draft.tables}
    if len(names) < len(draft.tables):
        for number, one in enumerate(draft.tables):
            one.name = f"{one.name} ({number})"
    return None


@mess("session headings", COLUMNS, kinds="sessions", weight=2)
def session_headings_otherwise(draft: Draft) -> None:
    names = {
        "held_on": ("Thời gian", "Ngày tổ chức", "Ngày tháng"),
        "title": ("Hoạt động", "Nội dung hướng dẫn", "Nội dung buổi"),
        "place": ("Nơi tổ chức", "Địa điểm tổ chức"),
        "people": ("Số người", "Lượt người", "Số người tham gia", "Lượt người được HD"),
        "women": ("Nữ", "Trong đó: Nữ"),
        "households": ("Số hộ tham gia", "Hộ"),
        "village": ("Tổ", "Thôn, buôn", "Đơn vị"),
    }
    for table in draft.tables:
        for column in table.columns:
            column.heading = draft.rng.choice(names.get(column.base, (column.heading,)))


@mess("session numbers", MARKS, kinds="sessions")
def session_numbers_with_words(draft: Draft) -> None:
    """25 người, 12 lượt, khoảng 30."""
    for base, word in (("people", "lượt người"), ("women", "người"), ("households", "hộ")):
        for *_, cell in draft.each(base):
            if draft.rng.random() < 0.5:
                cell.value = f"{cell.value} {word}"


@mess("session of commune", ROWS, kinds="sessions")
def session_of_commune(draft: Draft) -> bool | None:
    """One session is of the commune's own team: its village is empty, and that may be asked."""
    table = draft.tables[0]
    column = table.column("village")
    lines = [line for line in table.body() if column and line.cells.get("village")]
    repeated = [one for one, after in pairwise(lines) if after.cells["village"].value in DITTO]
    lines = [line for line in lines if line not in repeated]
    if not lines:
        return False
    line = draft.rng.choice(lines)
    commune = f"{draft.commune.kind} {draft.commune.name}"
    fact = draft.fact(line.thing, "village", frozenset({"", commune, draft.commune.name}))
    fact.keep_free(Standing.OPTIONAL)
    line.cells["village"] = Cell(
        f"Tổ CNSCĐ {draft.commune.kind.lower()} {draft.commune.name}", (fact,)
    )
    draft.doubt(
        [f for (thing, _), f in draft.facts.items() if thing is line.thing],
        about("village", line.cells["village"].value),
        "skip",
    )
    draft.answers[about("village", line.cells["village"].value)] = draft.commune.name
    return None


@mess("session skills", COLUMNS, kinds="sessions", weight=2)
def session_skills_ticked(draft: Draft) -> None:
    """Five more columns tick what was taught."""
    mark = draft.rng.choice(("x", "X", "✓", "1"))
    for table in draft.tables:
        for skill, heading in words.SHORT_SKILLS.items():
            table.put(Column(skill, heading))
            for line in table.body():
                taught = draft.rng.random() < 0.4
                says = (draft.fact(line.thing, skill, "yes"),) if taught else ()
                line.cells[skill] = Cell(mark if taught else None, says)
