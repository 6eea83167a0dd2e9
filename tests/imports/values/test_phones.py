"""Telephone numbers are mended where only one number can be meant."""

import pytest

from imports.spreadsheet import values


@pytest.mark.parametrize(
    ("cell", "number", "noted"),
    [
        ("0905123456", "0905123456", False),
        ("0905 123 456", "0905 123 456", False),
        ("0905.123.456", "0905.123.456", False),
        ("'0905123456", "0905123456", True),
        (905123456, "0905123456", True),
        ("905123456", "0905123456", True),
        ("+84905123456", "0905123456", True),
        ("+84 905 123 456", "0905123456", True),
        ("84905123456", "0905123456", True),
        ("(0905) 123-456", "0905123456", True),
        ("01681234567", "0381234567", True),
        (1681234567, "0381234567", True),
        ("+841201234567", "0701234567", True),
        ("02573123456", "02573123456", False),
        (2573123456, "02573123456", True),
        ("0905123456, 0912345678", "0905123456", True),
        ("0905123456/0912345678", "0905123456", True),
        ("không có", "", False),
        (0, "", False),
    ],
)
def test_a_phone_is_read(cell, number, noted):
    found = values.phone(cell)
    assert (found.value, bool(found.note)) == (number, noted)


@pytest.mark.parametrize(
    "cell",
    ["090512345", "09051234567", "113", "gọi con trai", 1.5, "0123456789", ";", "٠٩٠٥١٢٣٤٥٦"],
)
def test_what_is_no_phone_is_not_taken(wrong, cell):
    wrong(values.phone, cell)
