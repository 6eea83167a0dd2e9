"""A smartphone, internet at home: yes, no or not asked; a blank, a dash and strange words are none of them."""

import pytest

from imports.spreadsheet.book import Fault
from imports.spreadsheet.values import Wrong
from imports.tidy.cells.means import are_counted, has

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
    "01",
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
LEFT = ("4G", "3G", "di động", "nhờ hàng xóm", "Samsung", "0905123456", "Lê Văn An", "h", "1/2", 2, 2.0, "02")  # fmt: skip


@pytest.mark.parametrize("cell", YES)
def test_yes_is_read(cell):
    read = has(cell, is_counted=False)
    assert (read.value, read.left) == (True, "")


@pytest.mark.parametrize("cell", NO)
def test_no_is_read(cell):
    read = has(cell, is_counted=False)
    assert (read.value, read.left) == (False, "")


@pytest.mark.parametrize("cell", NOTHING)
def test_nothing_said_is_not_no(cell):
    read = has(cell, is_counted=False)
    assert (read.value, read.left) == (None, "")


@pytest.mark.parametrize("cell", LEFT)
def test_what_is_neither_is_left(cell):
    read = has(cell, is_counted=False)
    assert (read.value, read.left) == (None, "not_understood")


def test_a_formula_without_a_value_is_none():
    with pytest.raises(Wrong):
        has(Fault.FORMULA, is_counted=True)


@pytest.mark.parametrize(("cell", "value"), [(0, False), (1, True), (2.0, True), ("03", True)])
def test_of_how_many_there_are_none_is_no(cell, value):
    assert has(cell, is_counted=True).value is value


@pytest.mark.parametrize(
    ("headings", "cells", "is_counted"),
    [
        (("Số lượng smartphone",), (2,), True),
        (("Số smartphone",), (), True),
        (("Nhà có mấy máy smartphone",), (), True),
        (("Smartphone", "Số lượng"), (1, 2), True),
        (("Smartphone",), (0, 1, 3), True),
        (("Smartphone",), (0, 1, 2, Fault.FORMULA, "0905123456"), False),
        (("Có smartphone (1: có, 2: không)",), (1, 2), False),
        ((), (1, 2), False),
    ],
)
def test_a_column_says_how_many_by_its_heading_or_by_more_than_codes_have(
    headings, cells, is_counted
):
    assert are_counted(headings, cells) is is_counted


@pytest.mark.parametrize(
    ("cells", "values", "left"),
    [
        ([1, 2, 0], [True, None, False], [("not_understood", "smartphone", 1)]),
        ([3, 2, 0], [True, True, False], []),
    ],
)
def test_a_number_that_may_be_a_code_is_named_as_left(read, cells, values, left):
    found = read({"name": ["Lê Văn An", "Lê Thị Bé", "Y Blô"], "smartphone": cells})
    assert (found.values("smartphone"), found.left) == (values, left)
