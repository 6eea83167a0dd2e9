"""What an erasure says: what goes, what stays, who confirmed it."""

from types import SimpleNamespace

from django.utils import timezone

from erasure.rules.words import (
    asked_words,
    done_words,
    figures_words,
    goes_words,
    second_words,
    stays_words,
    whose_words,
    withdrawn_words,
)
from figures.rates import Rate


def test_places_are_told_that_hold_something():
    said = goes_words({"people": 2, "journal": 3, "rows": 0, "files": 1}, whole=True)
    assert said[0].endswith("của 2 người")
    assert any("nhật ký" in one and "3 chỗ" in one for one in said)
    assert not any("dòng của tệp" in one for one in said)
    assert "Tên hộ" in said[1]


def test_a_household_keeps_the_names_of_the_others_unless_its_head_goes():
    assert "không tên" in stays_words({}, "H1", nameless=True)[0]
    assert "người khác" in stays_words({}, "H1", nameless=False)[0]
    assert any("phiếu đã in" in one for one in stays_words({"sheets": 1}, "H1", nameless=True))


def test_the_figure_is_told_with_both_counts_and_no_percentage_that_says_too_much():
    assert "1/3 (33,3%)" in figures_words(Rate(1, 3))
    assert "1/3 hộ" in figures_words(Rate(1, 3, is_said=False))


def test_who_is_to_confirm_is_named():
    assert "mật khẩu" in second_words([])
    assert second_words(["A", "B"]).endswith("A, B.")


def test_who_confirmed_is_told():
    erasure = SimpleNamespace(confirmed_at=timezone.now(), confirmed_by="B", alone=False)
    assert done_words(erasure).endswith("B xác nhận.")
    erasure.alone = True
    assert "mật khẩu" in done_words(erasure)
    erasure.confirmed_by = None
    assert "khôi phục" in done_words(erasure)


def test_nothing_that_waits_is_told_as_nothing():
    assert asked_words(0) == ""
    assert asked_words(2).startswith("2 ")


def test_a_household_is_named_as_a_whole():
    home = SimpleNamespace(head_name="A")
    assert whose_words(home, None) == "cả hộ A"
    assert whose_words(home, SimpleNamespace(full_name="B")) == "B"
    erasure = SimpleNamespace(withdrawn_at=timezone.now(), withdrawn_by="C")
    assert "C rút lại" in withdrawn_words(erasure)
