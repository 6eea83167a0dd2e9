"""A village's sheet cut into A4 pages, and its QR code."""

import re

import pytest
import segno

from households.models import NOT_SURVEYED, Household, PrintedRow
from households.paper.exports import BLANKS, ROOM, pages_of
from households.paper.queries import Line
from web.qr import qr_of


def line(number, name="Lê Văn Thử", hamlet="", known=0b00101):
    one = Household(pk=number, head_name=name, hamlet=hamlet)
    return Line(1, number, PrintedRow(number, 1, known), one, one)


def lines(count, **fields):
    return [line(number, **fields) for number in range(1, count + 1)]


def test_pages_are_numbered_and_hold_every_row_in_order():
    pages = pages_of(lines(64))
    assert [(page.number, page.of) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    numbers = [row.number for page in pages for row in page.rows if row.number]
    assert numbers == list(range(1, 65))


@pytest.mark.parametrize("count", [0, 1, ROOM - 1, ROOM, ROOM + 1, 3 * ROOM])
def test_there_are_always_empty_rows_at_the_end(count):
    pages = pages_of(lines(count))
    blank = [row for row in pages[-1].rows if row.number is None]
    assert len(blank) >= BLANKS
    assert pages[-1].rows[-len(blank) :] == blank


@pytest.mark.parametrize("name", ["Ngô " * 40, "Nguyễn Thị Huyền Tôn Nữ Ngọc Bảo Châu"])
def test_no_page_is_fuller_than_it_has_room(name):
    pages = pages_of(lines(40, name=name, hamlet="Số 12/34, đường liên thôn Ghềnh Đá Đĩa"))
    assert all(sum(row.size for row in page.rows) <= ROOM for page in pages)


def test_what_was_known_when_printed_is_in_the_boxes():
    row = pages_of([line(1)])[0].rows[0]
    assert [number for number, known in row.boxes if known] == [1, 3]
    assert not row.is_unknown


def test_a_household_that_was_not_surveyed_is_unknown_not_no():
    row = pages_of([line(1, known=NOT_SURVEYED)])[0].rows[0]
    assert row.is_unknown
    assert not any(known for _, known in row.boxes)


def test_the_qr_code_is_that_of_the_address():
    address = "https://toso.example.vn/phieu/2e05e1d6-96ab-4d43-9ed9-5204625518d4/nhap/"
    drawn = qr_of(address)
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawn.path)
    dark = {(int(x) + n, int(y)) for x, y, wide in runs for n in range(int(wide))}
    code = segno.make_qr(address, error="m")
    expected = {
        (x + 4, y + 4) for y, row in enumerate(code.matrix) for x, cell in enumerate(row) if cell
    }
    assert dark == expected
    assert drawn.size == len(code.matrix) + 8
