"""Years and days are read day first; what is not sure is said to be wrong, with a way out."""

from datetime import date

import pytest

from imports.spreadsheet import values

TODAY = date(2026, 11, 26)


def year_of(cell):
    return values.birth_year(cell, today=TODAY)


@pytest.mark.parametrize(
    ("cell", "year", "noted"),
    [
        (1962, 1962, False),
        ("1962", 1962, False),
        ("12/03/1962", 1962, True),
        ("12-3-1962", 1962, True),
        ("sinh năm 1962", 1962, True),
        ("1962.", 1962, True),
        (date(1962, 3, 12), 1962, True),
        (2026, 2026, False),
        (1900, 1900, False),
        ("-", None, False),
        ("…", None, False),
    ],
)
def test_a_birth_year_is_read(cell, year, noted):
    found = year_of(cell)
    assert (found.value, bool(found.note)) == (year, noted)


@pytest.mark.parametrize(
    ("cell", "proposal"),
    [
        (62, 1962),
        ("62", 1962),
        ("12/03/62", 1962),
        ("64 tuổi", 1962),
        ("64 TUỔI", 1962),
        (12, None),
        (19990, None),
        (1899, None),
        (2027, None),
        (1962.5, None),
        ("1962 hoặc 1963", None),
        ("không nhớ", None),
        (date(1905, 5, 15), 1962),  # 1962 typed into a cell of days
        (True, None),
        ("200 tuổi", None),
    ],
)
def test_a_birth_year_that_is_not_sure_is_not_taken(wrong, cell, proposal):
    assert wrong(year_of, cell).proposal == proposal


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 4, 3),
        "03/04/2026",
        "3/4/2026",
        "3-4-2026",
        "03.04.2026",
        "3 / 4 / 2026",
        "2026-04-03",
        "2026-04-03 07:30:00",
        "03/04/2026 07:30",
        "ngày 03 tháng 4 năm 2026",
        "ngay 3 thang 4 nam 2026",
        "NGÀY 3 THÁNG 4 NĂM 2026",
        46115,
        46115.3,
        "03/04/26",
    ],
)
def test_a_day_is_read_day_first(cell):
    assert values.day(cell).value == date(2026, 4, 3)


def test_what_is_not_plainly_a_day_is_noted():
    assert "03/04/2026" in values.day(46115).note
    assert "03/04/2026" in values.day("03/04/26").note
    assert values.day("03/04/2026").note == ""


@pytest.mark.parametrize(
    ("cell", "proposal"),
    [
        ("12/25/2026", date(2026, 12, 25)),
        ("31/02/2026", None),
        ("04/2026", None),
        (2026, None),
        ("hôm qua", None),
        ("9999-99-99", None),
        ("00/00/0000", None),
        (True, None),
        (1e300, None),
        (-5, None),
    ],
)
def test_what_is_no_day_is_not_taken(wrong, cell, proposal):
    assert wrong(values.day, cell).proposal == proposal


def test_a_day_to_come_is_not_taken(wrong):
    assert values.day("26/11/2026", latest=TODAY).value == TODAY
    assert "26/11/2026" in wrong(lambda cell: values.day(cell, latest=TODAY), "27/11/2026").how
    wrong(values.day, "01/01/0226")
    wrong(values.day, date(1905, 7, 18))  # 2026 typed into a cell of days
