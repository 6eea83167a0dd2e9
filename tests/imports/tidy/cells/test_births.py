"""A year of birth is read of every spelling; what can be two years is asked, what has none is left."""

from datetime import date

import pytest

from imports.spreadsheet.values import Wrong
from imports.tidy.cells.births import Births, age, born, has_serials
from tests.imports.tidy.cells.conftest import TODAY

ABOUT = Births(TODAY, 2026)


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (1962, 1962), ("1962", 1962), (1962.0, 1962), ("12/03/1962", 1962), ("8/25/1982", 1982), ("12.3.1962", 1962),
        (date(1962, 3, 12), 1962), (date(1905, 5, 15), 1962), (30123, 1982), ("30123", 1982), ("19820825", 1982), (25081982, 1982),
        (5081982, 1982), ("8/1982", 1982), ("198208", 1982), ("15/8/82", 1982), ("82", 1982), ("'82", 1982), (82, 1982), ("250882", 1982),
        ("05", 2005), ("00/00/1945", 1945), ("--/--/1945", 1945), ("1945 (không nhớ ngày)", 1945), ("/1945", 1945),
        ("sinh năm 1962", 1962), ("64 tuổi", 1962), ("không nhớ", None), ("-", None), (None, None),
    ],
)  # fmt: skip
def test_a_birth_is_read(cell, year):
    found = born(cell, ABOUT)
    assert (found.value, found.left, found.doubt) == (year, "", None)


@pytest.mark.parametrize(
    ("cell", "years"), [("22", [1922, 2022]), ("15/8/20", [1920, 2020]), ("1962 hoặc 1963", [1962, 1963])]
)  # fmt: skip
def test_what_can_be_two_years_is_asked(cell, years):
    doubt = born(cell, ABOUT).doubt
    assert (doubt.kind, list(doubt.values.values()), doubt.proposal) == ("repair", years, "")


@pytest.mark.parametrize(
    "cell", [2027, "1899", "nhỏ", 1962.5, 9165, True, "99/99/9999", 300, "lOOl", "S965", "l2/O3"]
)
def test_what_is_no_year_is_left(cell):
    assert born(cell, ABOUT).left


def test_four_digits_count_days_only_in_a_column_that_does():
    assert has_serials([30123, 8767])
    assert not has_serials([1962, "82", 19820825])
    assert born(8767, Births(TODAY, 2026, has_serials=True)).value == 1924
    assert born(2062, Births(TODAY, 2026, has_serials=True)).left == "not_understood"


def test_an_age_is_a_year_and_says_so():
    for cell in (64, "64", "64 tuổi", "64t"):
        found = age(cell, ABOUT)
        assert found.value == 1962
        assert "64" in found.note
    assert age(64, Births(TODAY, 2025)).value == 1961
    assert age(1962, ABOUT).value == 1962
    for cell in ("8 tháng", "già", 200):
        assert age(cell, ABOUT).left


def test_a_formula_without_a_value_is_no_blank():
    from imports.spreadsheet.book import Fault

    with pytest.raises(Wrong):
        born(Fault.FORMULA, ABOUT)


def test_a_day_without_a_year_is_no_birth_and_what_may_be_one_is_asked():
    assert born("15/03", ABOUT).left
    assert list(born("05/03", ABOUT).doubt.values.values()) == [2003]
    assert born("05/82", ABOUT).value == 1982
    assert born("00/05", ABOUT).value == 2005


def test_a_year_may_be_written_as_a_thousand():
    assert [born(cell, ABOUT).value for cell in ("1.975", 1.975, "1,975")] == [1975] * 3
    assert born("3.975", ABOUT).left


@pytest.mark.parametrize(("cell", "year"), [("1990?", 1990), ("khoảng 1950", 1950), ("~1962", 1962), ("tầm năm 1948", 1948), ("l965", 1965), ("12/3/197O", 1970)])  # fmt: skip
def test_a_year_of_which_a_cell_is_not_sure_is_shown_as_it_was_written(cell, year):
    found = born(cell, ABOUT)
    assert (found.value, cell in found.note) == (year, True)
    assert not born("năm 1990", ABOUT).note
