"""A form as it is written on its page."""

import pytest

from periodic.asking.rules import Filled, Own, changed_of, columns_made, own_in
from periodic.catalogue.rules.columns import check_columns, typed
from periodic.content import Measure, Source

OWN = [
    Own("Hộ nghèo", unit="hộ", most="ho", needs_evidence=True),
    Own("Mô hình hay", Filled.TEXT),
    Own("Kinh phí", Filled.NONE, key="rieng-1"),
]


def test_a_new_column_gets_a_key_that_nobody_has_and_an_old_one_keeps_its_own():
    columns = columns_made(["buoi", "ho"], OWN)
    assert [one.key for one in columns] == ["ho", "buoi", "rieng-2", "rieng-3", "rieng-1"]
    check_columns(columns)


def test_what_was_written_is_read_back():
    columns = columns_made(["ho"], OWN)
    again = columns_made(["ho"], own_in(columns))
    assert again == columns
    assert [one.source for one in columns[1:]] == [Source.TYPED, Source.TYPED, Source.NONE]


@pytest.mark.parametrize(("figures", "checks"), [(["ho"], (("<=", "ho"),)), (["to"], ())])
def test_a_number_is_compared_with_a_figure_that_is_asked_for_alone(figures, checks):
    assert columns_made(figures, OWN)[1].checks == checks


def test_a_text_has_no_check_and_no_paper():
    (column,) = columns_made([], [Own("Ý kiến", Filled.TEXT, most="ho", needs_evidence=True)])
    assert (column.checks, column.needs_evidence) == ((), False)


def test_what_the_page_does_not_ask_stays_while_the_name_does():
    before = typed("rieng-1", "Lượt", "Cộng các buổi", "lượt", measure=Measure.FLOW, is_public=True)
    same, other = typed("rieng-1", "Lượt", "Lượt", "lượt"), typed("rieng-1", "Khác", "Khác", "")
    assert changed_of(same, before) == before
    assert changed_of(other, before) == other
