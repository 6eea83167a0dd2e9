"""What stands above and below a table: letterheads, mottos, periods, signatures, notes."""

from tests.imports.corpus import names
from tests.imports.corpus.draft import AROUND, Draft, mess
from tests.imports.corpus.facts import Fact, Standing
from tests.imports.corpus.grid import Cell, Row, empty_row, text_row
from tests.imports.corpus.tables import Table

WHAT = {
    "people": "DANH SÁCH NHÂN KHẨU VÀ KỸ NĂNG SỐ",
    "households": "DANH SÁCH HỘ GIA ĐÌNH",
    "teams": "DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG",
    "sessions": "NHẬT KÝ HƯỚNG DẪN CỦA TỔ CÔNG NGHỆ SỐ",
    "villages": "SỐ HỘ CÁC THÔN, BUÔN, KHU PHỐ",
    "communes": "SỐ HỘ, SỐ THÔN CÁC XÃ, PHƯỜNG",
}


def middle(table: Table, text: str, *, merged: bool = True) -> Row:
    """Return a title over the width of the table."""
    across = len(table.columns) if merged and len(table.columns) > 1 else 1
    return Row([Cell(text, bold=True, across=across), *[None] * (across - 1)])


def halves(table: Table, left: str, right: str) -> Row:
    width = max(2, len(table.columns))
    cells: list[Cell | None] = [None] * width
    cells[0], cells[width // 2] = Cell(left, bold=True), Cell(right, bold=True)
    return Row(cells)


def place(draft: Draft) -> str:
    return f"{draft.commune.kind} {draft.commune.name}"


@mess("above", AROUND, weight=2)
def title_line(draft: Draft) -> None:
    for table in draft.tables:
        table.above[:0] = [
            middle(table, WHAT[draft.kind], merged=draft.rng.random() < 0.5),
            empty_row(),
        ]


@mess("above", AROUND, weight=3)
def letterhead(draft: Draft) -> None:
    """The commune on the left, the motto on the right, then title and period."""
    day = draft.commune.today
    for table in draft.tables:
        table.above[:0] = [
            halves(table, "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            halves(table, place(draft).upper(), "Độc lập - Tự do - Hạnh phúc"),
            halves(
                table,
                "Số:     /DS-UBND",
                f"{draft.commune.name}, ngày {day.day} tháng {day.month} năm {day.year}",
            ),
            empty_row(),
            middle(table, WHAT[draft.kind]),
            middle(
                table,
                f"(Kèm theo Báo cáo số 45/BC-UBND ngày {day:%d/%m/%Y} của UBND {draft.commune.kind.lower()} {draft.commune.name})",
            ),
            empty_row(),
        ]


@mess("above", AROUND)
def motto_lines(draft: Draft) -> None:
    for table in draft.tables:
        table.above[:0] = [
            middle(table, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            middle(table, "Độc lập – Tự do – Hạnh phúc"),
            middle(table, "---------------"),
            middle(table, WHAT[draft.kind]),
        ]


@mess("above", AROUND, weight=2)
def period_line(draft: Draft) -> None:
    year = draft.commune.today.year
    text = draft.rng.choice(
        (
            f"(Từ ngày 15/6/{year} đến ngày 14/9/{year})",
            f"Quý III năm {year}",
            f"Thời điểm 15/9/{year}",
            f"Số liệu tính đến ngày 14 tháng 9 năm {year}",
        )
    )
    for table in draft.tables:
        table.above[:0] = [text_row(WHAT[draft.kind], bold=True), text_row(text)]
        if draft.kind in {"villages", "communes"} and "Quý" not in text:
            day = f"{year}-09-{15 if 'Thời điểm' in text else 14}"
            table.above[1].cells[0].says = counted_on(draft, table, day)


def counted_on(draft: Draft, table: Table, day: str) -> tuple[Fact, ...]:
    """The last day of the period is that of the figures: it may be taken."""
    things = [line.thing for line in table.body() if line.thing is not None]
    new = [thing for thing in things if (thing, "declared_on") not in draft.facts]
    return tuple(draft.fact(thing, "declared_on", day, Standing.OPTIONAL) for thing in new)


@mess("above", AROUND)
def table_starts_far_down_and_right(draft: Draft) -> bool | None:
    """Empty rows above and empty columns on the left."""
    from tests.imports.corpus.tables import Column

    if any(row.cells for table in draft.tables for row in table.above):
        return False
    for table in draft.tables:
        table.above[:0] = [empty_row() for _ in range(draft.rng.randint(2, 6))]
        for number in range(draft.rng.randint(1, 2)):
            table.columns.insert(0, Column(f"empty{number}", ""))
            for row in table.under_headings:
                row.cells.insert(0, None)
    return None


@mess("below", AROUND, weight=2)
def signatures(draft: Draft) -> None:
    """Place and day, offices, and names of those who sign: nobody of them is a resident."""
    for table in draft.tables:
        width = max(4, len(table.columns))
        rows = [
            ("", f"{draft.commune.name}, ngày 15 tháng 9 năm {draft.commune.today.year}"),
            ("NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN"),
            ("(Ký, ghi rõ họ tên)", "CHỦ TỊCH"),
            ("", ""),
            (names.kinh(draft.rng, "f"), names.kinh(draft.rng, "m")),
        ]
        table.feet.append(empty_row())
        for left, right in rows:
            cells: list[Cell | None] = [None] * width
            cells[1], cells[-2] = (Cell(left) if left else None), (Cell(right) if right else None)
            table.feet.append(Row(cells))


@mess("below", AROUND)
def notes_below(draft: Draft) -> None:
    for table in draft.tables:
        table.feet += [
            empty_row(),
            text_row("* Ghi chú: Hộ nào chuyển đi thì ghi rõ ngày vào cột ghi chú."),
            text_row("- Đề nghị các thôn gửi về UBND trước ngày 20 hằng tháng."),
        ]


@mess("below", AROUND)
def contact_line(draft: Draft) -> None:
    """Who made the list, with a phone that is nobody's in it."""
    for table in draft.tables:
        who = names.kinh(draft.rng, "f")
        table.feet += [
            empty_row(),
            text_row(
                f"Người lập: {who} - ĐT: 0905 {draft.rng.randint(100, 999)} {draft.rng.randint(100, 999)}"
            ),
        ]
