"""A row becomes values, with what was assumed and what is wrong beside them."""

import pytest
from django.utils import translation

from imports.spreadsheet.book import Row
from imports.spreadsheet.columns import HOUSEHOLDS
from imports.spreadsheet.lines import line_of, readers

COLUMNS = {"village": 0, "head_name": 1, "birth_year": 2, "public_services": 3}


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


def read(*cells, **how):
    return line_of(Row(5, list(cells), **how), COLUMNS, readers(HOUSEHOLDS), HOUSEHOLDS)


def test_what_says_something_is_kept():
    line = read("Phú Hội", "Lê Thị A", None, "x")
    assert line.values == {"village": "Phú Hội", "head_name": "Lê Thị A", "public_services": 2}
    assert (line.problems, line.notes, line.number) == ((), (), 5)


def test_what_is_wrong_comes_with_a_guess():
    (problem,) = read("Phú Hội", "Lê Thị A", 62).problems
    assert (problem["column"], problem["value"], problem["guess"]) == ("birth_year", "62", "1962")


def test_a_hidden_row_is_read_and_says_so():
    line = read("Phú Hội", "Lê Thị A", is_hidden=True)
    assert [note["what"] for note in line.notes] == ["Dòng này đang ẩn trong tệp."]


def test_one_tick_over_several_rows_is_asked_one_village_over_them_is_not():
    line = read("Phú Hội", "Lê Thị A", None, "x", shared=frozenset({0, 3}))
    assert line.values == {"village": "Phú Hội", "head_name": "Lê Thị A"}
    assert [problem["column"] for problem in line.problems] == ["public_services"]
