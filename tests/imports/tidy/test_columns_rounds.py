"""What was asked in several rounds is that of the last one."""

import pytest

from skills.catalogue import Result
from tests.imports.tidy.shapes.books import read

KNOWS = Result.ALONE
SKILLS = ["Dịch vụ công", "Mua sắm", "Thanh toán"]
HEAD = ["TT", "Họ và tên chủ hộ", "Năm sinh"]
FIELDS = ("public_services", "shopping", "payment")
TITLE = "KHẢO SÁT HỘ THÔN HỘI PHÚ"
N = None
ROWS = [
    [1, "Nguyễn Văn An", 1975, "x", "x", N, "x", N, "x"],
    [2, "Lê Thị Bình", 1980, N, "x", "x", N, "x", "x"],
]
LAST = [(KNOWS, N, KNOWS), (N, KNOWS, KNOWS)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Đợt 1", "Đợt 2"), ("Khảo sát lần 1 (tháng 3)", "Khảo sát lần 2 (tháng 9)"), ("Quý I", "Quý III"), ("Tháng 3", "Tháng 9"), ("Lần thứ 1", "Lần thứ 2"),
    ],
)  # fmt: skip
def test_below_a_heading_for_each_round(first, second):
    heads = [*HEAD, *[first] * 3, *[second] * 3], [N, N, N, *SKILLS, *SKILLS]
    found = read(TITLE, *heads, *ROWS)
    assert (found.told(*FIELDS), found.asked) == (LAST, set())


def test_in_each_heading():
    head = [*HEAD, *(f"{one} (đợt 1)" for one in SKILLS), *(f"{one} (đợt 2)" for one in SKILLS)]
    found = read(TITLE, head, *ROWS)
    assert (found.told(*FIELDS), found.asked) == (LAST, set())
    assert {one.name for one in found.asking.left} >= {head[3], head[4], head[5]}


def test_a_round_that_nobody_filled_in_yet_is_not_the_last():
    rows = [row[:6] for row in ROWS]
    head = [*HEAD, *(f"{one} (đợt 1)" for one in SKILLS), *(f"{one} (đợt 2)" for one in SKILLS)]
    assert read(TITLE, head, *rows).told(*FIELDS) == [(KNOWS, KNOWS, N), (N, KNOWS, KNOWS)]


def test_one_round_alone_is_taken():
    head = [*HEAD, *(f"{one} (đợt 1)" for one in SKILLS)]
    assert read(TITLE, head, ROWS[0][:6]).told(*FIELDS) == [(KNOWS, KNOWS, N)]


@pytest.mark.parametrize(
    ("first", "second"), [("Quý IV/2025", "Quý I/2026"), ("Tháng 9/2025", "Tháng 3/2026"), ("Đợt 2 năm 2025", "Đợt 1 năm 2026")]
)  # fmt: skip
def test_the_last_one_of_several_years_is_that_of_the_last_year(first, second):
    heads = [*HEAD, *[first] * 3, *[second] * 3], [N, N, N, *SKILLS, *SKILLS]
    assert read(TITLE, *heads, *ROWS).told(*FIELDS) == LAST


def test_what_only_the_first_round_asked_is_that_of_the_first():
    rows = [[*row[:7], N, row[8]] for row in ROWS]
    head = [*HEAD, *(f"{one} (đợt 1)" for one in SKILLS), *(f"{one} (đợt 2)" for one in SKILLS)]
    assert read(TITLE, head, *rows).told(*FIELDS) == [(KNOWS, KNOWS, KNOWS), (N, KNOWS, KNOWS)]


def test_where_only_some_were_asked_again_nothing_is_left():
    head = [*HEAD, "DVC (đợt 1)", "DVC (đợt 2)"]
    rows = (
        [n, f"Lê Thị {name}", 1975, "x", "x" if n == 1 else N]
        for n, name in enumerate(("An", "Bé", "Cúc"), 1)
    )
    found = read(TITLE, head, *rows)
    assert not {one.name for one in found.asking.left} & {"DVC (đợt 1)"}
