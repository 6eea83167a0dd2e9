"""How a row of a printed sheet is typed."""

import pytest

from households.paper.rules import Unreadable, digits, in_words, read, results_of


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("135", "135"),
        ("531", "135"),
        ("1 3 5", "135"),
        ("1,3,5", "135"),
        ("11", "1"),
        ("*", "12345"),
        ("0", "0"),
        ("v", "v"),
        ("V", "v"),
        ("k", "k"),
        ("=", "k"),
        ("x", "x"),
        ("-", "x"),
    ],
)
def test_what_is_typed_has_one_spelling(typed, what):
    assert read(typed, fifth=True, taken=True) == what


@pytest.mark.parametrize("typed", ["", " ", "6", "016", "abc", "1v", "**", "12*", "\x00", "١"])
def test_what_is_no_finding_is_refused_and_says_what_to_type(typed):
    with pytest.raises(Unreadable, match="Gõ chữ số 1 đến 5"):
        read(typed, fifth=True, taken=True)


def test_without_a_platform_all_means_four_and_five_is_refused():
    assert read("*", fifth=False, taken=False) == read("*", fifth=False, taken=True) == "1234"
    assert read("135", fifth=False, taken=True) == "135"
    with pytest.raises(Unreadable, match="Chưa nêu nền tảng"):
        read("135", fifth=False, taken=False)


def test_a_tick_is_alone_no_tick_is_not_yet_unless_it_was_with_help():
    assert results_of("13", [None] * 5, fifth=True) == [2, 0, 2, 0, 0]
    assert results_of("13", [1, 1, 0, 2, 2], fifth=True) == [2, 1, 2, 0, 0]
    assert results_of("0", [1, 1, 0, 2, 2], fifth=True) == [0] * 5
    assert results_of("1", [0] * 4 + [None], fifth=False) == [2, 0, 0, 0, None]
    assert results_of("1", [0] * 4 + [2], fifth=False) == [2, 0, 0, 0, None]


def test_what_was_keyed_is_said_in_words():
    assert [in_words(what) for what in ("v", "k", "0", "135", "12345")] == [
        "Vắng nhà",
        "Không đổi",
        "Không ai biết",
        "Biết 1 3 5",
        "Biết cả 5",
    ]
    assert (digits(0), digits(0b10101)) == ("0", "1 3 5")
