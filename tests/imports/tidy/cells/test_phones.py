"""Telephone numbers come in digits; what was mended is said, what is none is left."""

import pytest

from imports.tidy.cells.phones import phone


@pytest.mark.parametrize(
    ("cell", "number", "noted"),
    [
        ("0905123456", "0905123456", False), (905123456, "0905123456", False), (905123456.0, "0905123456", False),
        ("905123456", "0905123456", False), ("0905.123.456", "0905123456", False), ("0905 123 456", "0905123456", False),
        ("+84905123456", "0905123456", False), ("(+84) 905123456", "0905123456", False), ("0084905123456", "0905123456", False),
        ("O9O5123456", "0905123456", True), ("0905l23456", "0905123456", True), ("01681234567", "0381234567", True),
        (1681234567, "0381234567", True), ("0905123456 - 0912345678", "0905123456", True), ("0905123456/0912345678", "0905123456", True),
        ("0905123456-0912345678", "0905123456", True), ("0905123456 0912345678", "0905123456", True),
        ("0905123456 (Zalo)", "0905123456", True), ("ĐT: 0905.123.456", "0905123456", True), ("0905123456 - con trai", "0905123456", True),
        ("02573123456", "02573123456", False),
        ("không có", None, False), ("k có", None, False), ("-", None, False), (0, None, False), ("x", None, False), (None, None, False),
    ],
)  # fmt: skip
def test_a_phone_is_read(cell, number, noted):
    found = phone(cell)
    assert (found.value, bool(found.note), found.left, found.doubt) == (number, noted, "", None)


@pytest.mark.parametrize(
    "cell", ["090512345", "09051234567", "113", "gọi con trai", "0123456789", "•••"]
)
def test_what_is_no_phone_is_left(cell):
    assert phone(cell).left


@pytest.mark.parametrize(
    "cell",
    ["chưa có đt", "Không có điện thoại", "ko dùng đt", "chưa có số điện thoại", "không có zalo"],
)
def test_who_has_none_says_nothing(cell):
    found = phone(cell)
    assert (found.value, found.left, found.note) == (None, "", "")
