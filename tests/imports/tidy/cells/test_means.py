"""A smartphone, internet at home: yes, no or not asked; a blank, a dash and strange words are none of them."""

import pytest

from imports.spreadsheet.book import Fault
from imports.spreadsheet.values import Wrong
from imports.tidy.cells.means import has

YES = (
    "x",
    "X",
    "✓",
    True,
    "Có",
    "co",
    "C",
    "Y",
    1,
    2.0,
    "02",
    "2 máy",
    "Wifi",
    "FPT",
    "VNPT, Viettel",
    "Cáp quang",
    "rồi",
)
NO = (
    "không",
    "Khong",
    "K",
    "ko",
    "N",
    0,
    "0",
    False,
    "chưa",
    "Chưa có",
    "không dùng",
    "chưa lắp mạng",
    "✗",
)
NOTHING = (None, "", "-", "…", "?", "chưa hỏi", "chưa khảo sát", "vắng nhà", "không rõ")
LEFT = ("4G", "3G", "di động", "nhờ hàng xóm", "Samsung", "0905123456", "Lê Văn An", "h", "1/2")  # fmt: skip


@pytest.mark.parametrize("cell", YES)
def test_yes_is_read(cell):
    assert (has(cell).value, has(cell).left) == (True, "")


@pytest.mark.parametrize("cell", NO)
def test_no_is_read(cell):
    assert (has(cell).value, has(cell).left) == (False, "")


@pytest.mark.parametrize("cell", NOTHING)
def test_nothing_said_is_not_no(cell):
    assert (has(cell).value, has(cell).left) == (None, "")


@pytest.mark.parametrize("cell", LEFT)
def test_what_is_neither_is_left(cell):
    assert (has(cell).value, has(cell).left) == (None, "not_understood")


def test_a_formula_without_a_value_is_none():
    with pytest.raises(Wrong):
        has(Fault.FORMULA)
