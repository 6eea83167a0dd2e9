"""What is asked once, as columns."""

import pytest

from periodic.ad_hoc.rules import (
    Answer,
    Question,
    already_in,
    choices,
    columns_asked,
    figures_in,
    questions_in,
)
from periodic.catalogue.rules.columns import check_columns
from periodic.catalogue.rules.vocabulary import FIGURES

QUESTIONS = [Question("Số máy tính dùng được"), Question("Mô hình hay", Answer.TEXT)]


def test_figures_stand_in_the_order_of_the_vocabulary_before_the_questions():
    columns = columns_asked(["buoi", "ho", "thanh-vien-nu"], QUESTIONS)
    assert [one.key for one in columns] == ["ho", "thanh-vien-nu", "buoi", "cau-1", "cau-2"]
    check_columns(columns)


def test_a_part_that_stands_alone_names_its_whole():
    (women,) = columns_asked(["luot-nu"], [])
    assert women.name == "Lượt người được hướng dẫn: là nữ"
    assert not women.is_part


def test_what_was_asked_is_read_back_of_the_columns():
    columns = columns_asked(["ho", "buoi"], QUESTIONS)
    assert figures_in(columns) == ["ho", "buoi"]
    assert questions_in(columns) == QUESTIONS


def test_every_figure_may_be_chosen_once():
    keys = [key for _words, group in choices() for key, _name in group]
    assert sorted(keys) == sorted(one.key for one in FIGURES)


@pytest.mark.parametrize(("wanted", "twice"), [(["ho"], ["ho"]), (["buoi"], []), ([], [])])
def test_what_another_form_asks_too_is_told(wanted, twice):
    columns = columns_asked(["ho", "to"], QUESTIONS)
    assert [one.key for one in already_in(wanted, columns)] == twice
