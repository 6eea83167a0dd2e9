"""Numbers of things are whole, and a blank is unknown."""

from datetime import date

import pytest

from imports.spreadsheet import values


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (12, 12),
        ("1.234", 1234),
        ("1,234", 1234),
        ("12 hộ", 12),
        ("12 HỘ", 12),
        (0, 0),
        ("-", None),
        ("12.", None),
    ],
)
def test_a_number_of_things_is_read(wrong, cell, number):
    if cell == "12.":
        wrong(values.count, cell)
    else:
        assert values.count(cell).value == number


@pytest.mark.parametrize("cell", [-1, 1.5, "nhiều", True, 100_001, "12 con bò", date(2026, 1, 1)])
def test_what_is_no_number_of_things_is_not_taken(wrong, cell):
    wrong(values.count, cell)
