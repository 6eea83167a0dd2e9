import pytest

from accounts.own_password.rules.guessable import Guess, guess_of, words

LAN = ("Nguyễn Thị Lan", "lan.nguyen", "0905 217 384", "Tuy An Đông", "Phú Yên")


@pytest.mark.parametrize(
    ("password", "guess"),
    [
        ("aaaaaaaaaaaaa", Guess.RUN),
        ("matkhau123456", Guess.WORD),
        ("Mật khẩu 123456", Guess.WORD),
        ("m@tkh4u2026!!", Guess.WORD),
        ("yeuemnhieulam2024", Guess.WORD),
        ("anhyeuemmaimai99", Guess.WORD),
        ("congnghesocongdong", Guess.WORD),
        ("nguyenthilan1985", Guess.PERSON),
        ("Nguyễn Thị Lan 28/02", Guess.PERSON),
        ("LanNguyen@1985", Guess.PERSON),
        ("28021990nguyenlan", Guess.PERSON),
        ("xx0905217384xx", Guess.PERSON),
        ("tuyandong2026", Guess.PERSON),
        ("ubndxatuyandong", Guess.PERSON),
        ("qwertyuiop12", Guess.WORD),
        ("1q2w3e4r5t6y", Guess.RUN),
        ("poiuytrewq987", Guess.RUN),
        ("kpkpkpkpkpkp", Guess.RUN),
        ("19851985Hoa@", Guess.RUN),
    ],
)
def test_a_password_that_people_here_would_guess_is_known(password, guess):
    assert guess_of(password, LAN) is guess


@pytest.mark.parametrize(
    "password",
    [
        "toi-tu-dat-mat-khau-2026",
        "chung-toi-cung-thu-2026",
        "ghe-nhua-do-trau-47",
        "con voi ban dieu 63",
        "Lan đi bán rẫy lúc mưa",
        "x7#Kq!w2Vb9p",
    ],
)
def test_words_that_have_nothing_to_do_with_each_other_are_let_in(password):
    assert guess_of(password, LAN) is None


def test_what_is_known_of_somebody_else_is_no_guess():
    assert guess_of("tran-quoc-vinh-1985-ray") is None
    assert guess_of("tran-quoc-vinh-1985-ray", ["Trần Quốc Vinh"]) is Guess.PERSON


def test_the_list_holds_words_without_marks_and_the_longest_come_first():
    assert "matkhau" in words()
    assert len(words()) > 250
    assert [len(word) for word in words()] == sorted(map(len, words()), reverse=True)
