"""Who died or moved away is brought in only if the officer says so."""

import pytest

from imports.tidy.asking import Asking, about
from imports.tidy.shapes import households
from imports.tidy.shapes.gone import word_of
from tests.imports.tidy.shapes import layouts
from tests.imports.tidy.shapes.layouts import homes, table


@pytest.fixture(autouse=True)
def _rows_as_written(monkeypatch):
    monkeypatch.setattr("imports.tidy.shapes.households.signs.entries", layouts.entries)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Đã mất", "đã mất"), ("Mất năm 2023", "mất"), ("mất (12/3/2024)", "mất"), ("da mat", "da mat"), ("Đã chết", "đã chết"),
        ("Chuyển đi Bình Dương 2024", "chuyển đi"), ("đã chuyển khẩu", "đã chuyển khẩu"), ("Cắt khẩu 2025", "cắt khẩu"),
        ("chuyen di", "chuyen di"), ("Không còn ở địa phương", "không còn ở"), ("Đã chuyển nơi khác", "đã chuyển nơi khác"),
    ],
)  # fmt: skip
def test_words_that_say_that_somebody_is_no_more(text, word):
    assert word_of(text) == word


@pytest.mark.parametrize(
    "text",
    ["Đi làm xa", "Mất CCCD", "Mất điện thoại", "Chồng đã mất", "Chuyển đến từ Phú Hội", "chuyển khẩu về", "Hộ mới tách", "Mất sức lao động", ""],
)  # fmt: skip
def test_words_that_do_not(text):
    assert word_of(text) == ""


ROWS = [
    ("An Nam", "An Nam", "Chủ hộ", None),
    ("An Nam", "Bình Minh", "Vợ", "Đã mất"),
    ("An Nam", "Chi Lan", "Con", None),
    ("Dũng Hải", "Dũng Hải", "Chủ hộ", "chuyển đi"),
    ("Dũng Hải", "Em Tý", "Con", None),
]


@pytest.mark.parametrize(
    ("answers", "found", "wrong"),
    [
        ({}, ["An Nam +Chi Lan"], []),
        ({"chuyển đi": "skip"}, ["An Nam +Chi Lan"], ["Em Tý"]),
        ({"chuyển đi": "take"}, ["An Nam +Chi Lan", "Dũng Hải +Em Tý"], []),
    ],
)
def test_who_is_no_more_is_left_out_and_of_a_head_it_is_asked(answers, found, wrong):
    asking = Asking({about("gone", word): told for word, told in answers.items()})
    people = table("head name relation note", ROWS)
    assert homes(list(households.records([people], layouts.KNOWN, asking))) == (found, wrong)
    left = [one.rows for one in asking.left if one.why == "gone"]
    assert left == ([(3, 3), (5, 5)] if "skip" in answers.values() else [(3, 3)])
    assert [one.subject for one in asking.questions.values()] == ([] if answers else ["chuyển đi"])


def test_it_may_stand_in_brackets_behind_a_name():
    rows = [
        ("An Nam", "An Nam", "Chủ hộ"),
        ("An Nam", "Bình Minh (chết)", "Vợ"),
        ("An Nam", "Chi Lan (Hai Lúa)", "Con"),
    ]
    asking = Asking({})
    people = table("head name relation", rows)
    assert homes(list(households.records([people], layouts.KNOWN, asking)))[0] == [
        "An Nam +Chi Lan (Hai Lúa)"
    ]
