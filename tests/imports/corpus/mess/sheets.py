"""Several tables on a sheet, several sheets in a file, and sheets that have nothing to take."""

from tests.imports.corpus import words
from tests.imports.corpus.draft import SHEETS, Draft, mess
from tests.imports.corpus.facts import Fact, Standing, Thing, about
from tests.imports.corpus.grid import Cell, Row, Sheet, below, beside, text_row
from tests.imports.corpus.layouts import clean
from tests.imports.corpus.mess import arrange
from tests.imports.corpus.tables import Table, drawn, heading_rows

LISTS = "people households"


def said_in(rows: list[Row]) -> list[Fact]:
    return [fact for row in rows for cell in row.cells if cell for fact in cell.says]


@mess("sheets", SHEETS, kinds=LISTS, weight=2)
def team_below_households(draft: Draft) -> bool | None:
    """A second table, of the teams, below the first on the same sheet."""
    if is_of_others(draft):
        return False
    sheet = draft.book.sheets[0]
    rows = team_rows(draft)
    sheet.rows = below(sheet.rows, rows, gap=draft.rng.choice((1, 2, 4)))
    draft.doubt(said_in(rows), about("tables"), "all")
    return None


@mess("sheets", SHEETS, kinds=LISTS, weight=2, needs="numbers")
def team_beside_households(draft: Draft) -> bool | None:
    """The teams stand on the right of the households, in the same rows."""
    sheet = draft.book.sheets[0]
    if is_of_others(draft) or any(row.hidden for row in sheet.rows):
        return False
    rows = team_rows(draft)
    sheet.rows = beside(sheet.rows, rows, gap=draft.rng.choice((1, 2)))
    draft.doubt(said_in(rows), about("tables"), "all")
    return None


def is_of_others(draft: Draft) -> bool:
    """Tell a file that another commune's letterhead heads: whose teams would stand there?"""
    return "whole_file_of_another_commune" in draft.messes


def team_rows(draft: Draft) -> list[Row]:
    table = clean.teams_table(draft, draft.commune.teams[:2])
    title = text_row("DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG", bold=True)
    know(draft, table)
    return [title, *drawn(table)]


def know(draft: Draft, table: Table) -> None:
    for column in table.columns:
        draft.know("column", column.heading, column.base)


@mess("sheets", SHEETS, kinds=LISTS, needs="sheets")
def team_on_second_sheet(draft: Draft) -> bool | None:
    if is_of_others(draft):
        return False
    rows = team_rows(draft)
    draft.book.sheets.append(Sheet("Tổ CNSCĐ", rows))
    draft.doubt(said_in(rows), about("tables"), "all")
    return None


@mess("sheets", SHEETS, kinds=LISTS)
def two_halves_below_each_other(draft: Draft) -> bool | None:
    """The list is cut in two tables with their own headings, one below the other."""
    halves = cut(draft)
    if halves is None:
        return False
    sheet = draft.book.sheets[0]
    head, second = halves
    heading = heading_rows(draft.tables[0].columns)
    sheet.rows = below(head, [text_row("(Tiếp theo danh sách)"), *heading, *second], gap=2)
    draft.doubt(said_in(second), about("tables"), "all")
    return None


@mess("sheets", SHEETS, kinds="households", needs="numbers")
def two_halves_beside_each_other(draft: Draft) -> bool | None:
    """To save paper the second half stands on the right."""
    halves = cut(draft)
    if halves is None:
        return False
    sheet = draft.book.sheets[0]
    heading = heading_rows(draft.tables[0].columns)
    head, second = halves
    above = len(draft.tables[0].above)
    sheet.rows = beside(head, [Row([]) for _ in range(above)] + heading + second)
    draft.doubt(said_in(second), about("tables"), "all")
    return None


def cut(draft: Draft) -> tuple[list[Row], list[Row]] | None:
    """Cut the only sheet between two households in the middle."""
    if len(draft.tables) != 1 or len(draft.book.sheets) != 1:
        return None
    table, rows = draft.tables[0], draft.book.sheets[0].rows
    first = len(rows) - len(table.feet) - len(table.lines)
    cuts = [
        n
        for n in range(1, len(table.lines))
        if table.lines[n].role == "body" and table.lines[n].block is not table.lines[n - 1].block
    ]
    if not cuts or any(line.role == "group" for line in table.lines):
        return None
    at = first + cuts[len(cuts) // 2]
    return rows[:at], rows[at:]


@mess("more sheets", SHEETS, needs="sheets")
def empty_sheets(draft: Draft) -> None:
    draft.book.sheets += [Sheet(name, [Row([])]) for name in ("Sheet2 (2)", "Sheet3 (2)")]


@mess("more sheets", SHEETS, needs="sheets")
def cover_sheet(draft: Draft) -> None:
    """The first sheet explains how to fill in the others."""
    lines = (
        "HƯỚNG DẪN NHẬP LIỆU",
        "1. Không thêm cột.",
        "2. Đánh dấu x vào kỹ năng đã biết.",
        "3. Gửi trước ngày 20.",
    )
    draft.book.sheets.insert(0, Sheet("Hướng dẫn", [text_row(line) for line in lines]))
    not_taken(draft, draft.book.sheets[0], "content")


@mess("more sheets", SHEETS, needs="sheets hidden")
def hidden_lists(draft: Draft) -> None:
    """A hidden sheet with the words of the drop-down lists."""
    rows = [text_row(*pair) for pair in (("Nam", "Chủ hộ"), ("Nữ", "Vợ"), (None, "Con"))]
    draft.book.sheets.append(Sheet("DM", rows, hidden=True))
    not_taken(draft, draft.book.sheets[-1], "content")


@mess("more sheets", SHEETS, kinds=LISTS, needs="sheets hidden", weight=2)
def hidden_old_list(draft: Draft) -> None:
    """A hidden sheet with last year's list: asked about, or named as not taken; its officer says no."""
    draft.license(about("hidden", "2024 (cũ)"), "skip")
    from tests.imports.corpus.truth import build

    old = build(f"old {draft.rng.random()}", 4)
    rows = [text_row("DANH SÁCH NĂM TRƯỚC"), text_row("STT", "Chủ hộ", "Năm sinh", "Điện thoại")]
    for number, household in enumerate(old.households, 1):
        head = household.parts[0]
        rows.append(
            Row(
                [
                    Cell(number),
                    Cell(household["head"]),
                    Cell(head["birth_year"]),
                    Cell(head["phone"] or None),
                ]
            )
        )
    draft.book.sheets.append(Sheet("2024 (cũ)", rows, hidden=True))
    not_taken(draft, draft.book.sheets[-1], "content")


def not_taken(draft: Draft, sheet: Sheet, name: str) -> None:
    """The sheet as a whole is to be named as not taken."""
    cell = next(cell for _, _, cell in sheet.cells() if cell.value is not None)
    draft.kept_back(cell, Thing("sheet", {}), name)


@mess("more sheets", SHEETS, kinds=LISTS, needs="sheets")
def summary_sheet(draft: Draft) -> None:
    """Figures by village on a sheet of their own: declared numbers, or named as not taken."""
    rows = [text_row("TỔNG HỢP"), text_row("TT", "Thôn", "Số hộ", "Số khẩu")]
    for number, village in enumerate(draft.commune.villages, 1):
        facts = [
            draft.fact(village, name, standing=Standing.FREE)
            for name in ("name", "households", "people")
        ]
        rows.append(
            Row(
                [
                    Cell(number),
                    Cell(words.full_village(village), (facts[0],)),
                    Cell(village["households"], (facts[1],)),
                    Cell(village["people"], (facts[2],)),
                ]
            )
        )
    draft.book.sheets.append(Sheet("Tổng hợp", rows))
    arrange.know_columns(draft)
