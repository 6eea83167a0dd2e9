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


def test_headings_that_differ_behind_the_round_are_of_different_skills():
    row = [1, "Nguyễn Văn An", "Biết", "Biết", "Chưa biết"]
    heads = [f"Kỹ năng số lần {n} ({one})" for n, one in enumerate(SKILLS, 1)]
    told = read(TITLE, [*HEAD[:2], *heads], row).told(*FIELDS, "safety", "local_platform")
    assert told == [(KNOWS, KNOWS, Result.NONE, N, N)]
    heads = [f"Kỹ năng quý {n} - {one}" for n, one in enumerate(SKILLS, 1)]
    assert read(TITLE, [*HEAD[:2], *heads], row).asked == {("column", one) for one in heads}


def test_a_round_may_stand_before_the_skill():
    head = [*HEAD, *(f"Đợt 1: {one}" for one in SKILLS), *(f"Đợt 2: {one}" for one in SKILLS)]
    assert read(TITLE, head, *ROWS).told(*FIELDS) == LAST


DAYS = [*HEAD[:2], "Đợt 1", N, "Đợt 2", N], [N, N, *["Ngày khảo sát", "DVC"] * 2]


@pytest.mark.parametrize("answers", [{}, {("column", "Ngày khảo sát"): "assessed_on"}])
def test_the_day_of_a_round_is_that_of_its_answers(answers):
    row = [1, "Nguyễn Văn An", "1/3/2026", 0, "1/9/2026", 1]
    other = [2, "Lê Thị Bình", "2/3/2026", 1, "2/9/2026", 1]
    found = read(TITLE, *DAYS, row, other, answers=answers)
    assert [str(day) for (day,) in found.told("assessed_on")] == ["2026-09-01", "2026-09-02"]
    assert found.told("public_services") == [(KNOWS,)] * 2


def test_of_rounds_of_which_only_some_say_a_year_nothing_is_left():
    head = [*HEAD[:2], "DVC (đợt 2 năm 2025)", "DVC (đợt 1)"]
    found = read(TITLE, head, [1, "Nguyễn Văn An", "x", "x"], [2, "Lê Thị Bình", "x", "x"])
    assert {one.subject for one in found.asking.questions.values()} & set(head)


def test_where_one_of_ten_was_not_asked_again_nothing_is_left():
    head = [*HEAD[:2], "DVC (đợt 1)", "DVC (đợt 2)"]
    rows = [[n, f"Lê Thị {chr(64 + n)}n", "x", "x" if n > 1 else N] for n in range(1, 11)]
    found = read(TITLE, head, *rows)
    assert found.told("public_services") == [(KNOWS,)] * 10
    assert found.asked == {("column", "DVC (đợt 2)")}
