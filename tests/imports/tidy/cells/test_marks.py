"""Words say of themselves what they mean; marks are told by those beside them, or not at all."""

import pytest

from imports.tidy.cells.marks import clear, key_of, likely, phrase


@pytest.mark.parametrize(
    ("meaning", "texts"),
    [
        (
            "alone",
            "biết|Có biết|Đã biết|biết rồi|Biết sử dụng|sử dụng được|tự làm được|Tự làm|biết, tự làm|Làm được|dùng được"
            "|có|đạt|co|có rồi|Dạ có rồi|Được rồi|Biết và làm được|biet su dung|có thể làm được",
        ),
        (
            "none",
            "không|Không biết|chưa biết|ko biết|k biết|chưa biết gì|chưa sử dụng được|không làm được|chưa có|không đạt|Chưa bao giờ|Dạ chưa"
            "|khong|chua biet|Chưa biết sử dụng",
        ),
        (
            "help",
            "biết, có hỗ trợ|có người giúp|người khác giúp|con làm giúp|Làm được khi có người hướng dẫn|nhờ con giúp"
            "|biết nhưng cần hỗ trợ|biet, co ho tro|có hướng dẫn",
        ),
        ("unasked", "Chưa khảo sát|chưa hỏi|không khảo sát được|chưa KS|vắng nhà|đi vắng|Không có nhà|đi làm xa|chua khao sat"),
        (None, "o|b|cớ|thành thạo|cần hỗ trợ|không cần hỗ trợ|chưa được hỗ trợ|tốt|biết DVC|không sử dụng|2|…|máy hỏng"),
    ],
)  # fmt: skip
def test_words_say_what_they_mean(meaning, texts):
    for text in texts.split("|"):
        assert phrase(text) == meaning, text


@pytest.mark.parametrize(
    ("mark", "others", "meaning"),
    [
        ("x", "x", "alone"), ("✓", "✓ ✗", "alone"), ("✗", "✓ ✗", "none"), ("✗", "✗", None), ("h", "x h", "help"),
        ("c", "c k", "alone"), ("k", "c k", "none"), ("k", "x k", None), ("c", "c", None), ("k", "có k", "none"),
        ("y", "y n", "alone"), ("n", "x n", None), ("chưa", "rồi chưa", "none"), ("chưa", "x chưa", None),
        ("rồi", "rồi chưa", "alone"), ("được", "được chưa", "alone"), ("được", "được", None), ("1", "1 0", "alone"), ("0", "x 0", "none"), ("1", "1", "alone"),
        ("1", "1 2 3", None), ("0", "0 1 2", None), ("3", "3", None), ("o", "x o", None), ("-", "x -", None), ("–", "x –", None),
        ("biết", "biết chưa", "alone"), ("*", "* #", None), ("ü", "ü", None), ("+", "+", None), ("?", "x ?", "unasked"),
        ("ü", "ü û", "alone"), ("û", "ü û", "none"), ("👍", "👍 👎", "alone"), ("👎", "👎", None),
        ("true", "true false", "alone"), ("false", "true false", "none"), ("a", "a b c", None),
    ],
)  # fmt: skip
def test_a_mark_is_told_by_those_beside_it_or_asked(mark, others, meaning):
    marks = set(others.split())
    assert clear(mark, marks, {int(one) for one in marks if one.isdecimal()}) == meaning


def test_knowing_is_a_level_where_a_higher_one_stands_beside_it():
    assert clear("biết", {"biết", "thành thạo", "chưa biết"}, set()) is None


def test_only_what_is_likely_is_proposed():
    assert [likely(mark) for mark in ("thành thạo", "cần hỗ trợ", "o", "k", "-", "a")] == [
        "alone", "help", "", "", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "key"), [("X", "x"), (" x. ", "x"), (1, "1"), (1.0, "1"), ("-", "-"), (".", "."), (True, "true"), ("*", "*"),
     ("☑ Biết ☐ Chưa biết", "biết"), ("☐ Biết ☒ Chưa biết", "chưa biết"), ("☐ Biết ☐ Chưa", ""), ("☑", "☑")]
)  # fmt: skip
def test_marks_are_compared_without_capitals_and_stops(cell, key):
    assert key_of(cell) == key


def test_what_words_say_is_found_out_once_for_a_file():
    assert phrase.__wrapped__("đã biết") == phrase("đã biết")


def test_a_tick_may_stand_in_brackets():
    assert [key_of(cell) for cell in ("(x)", "[X]", "( ✓ )", "(o)")] == ["x", "x", "✓", "(o)"]
