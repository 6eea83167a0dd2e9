"""A record becomes a line: every cell is taken, asked about once, or named as left."""

from datetime import date

import pytest

from households.models import Resident
from imports.spreadsheet.book import Fault
from skills.catalogue import Result

ALONE, HELP, NONE = Result.ALONE, Result.WITH_HELP, Result.NONE


def test_marks_are_read_together_for_the_file(read):
    found = read(
        {
            "name": ["Lê Văn An", "Lê Thị Bé", "Y Blô"],
            "payment": ["x", None, "Không"],
            "safety": ["biết", "h", 0],
        }
    )
    assert found.values("payment") == [ALONE, None, NONE]
    assert found.values("safety") == [ALONE, HELP, NONE]
    assert not found.asked


@pytest.mark.parametrize(
    "mark", ["o", "K", "-", "–", "Đ", "*", "ü", "Tốt", "thành thạo", "cần hỗ trợ", 2, "1/2"]
)
def test_a_mark_that_nobody_defined_is_asked_once(read, mark):
    columns = {
        "name": ["Lê Văn An", "Lê Thị Bé", "Y Blô"],
        "payment": [mark, "x", mark],
        "safety": [mark, None, None],
    }
    found = read(columns)
    (question,) = found.asked.values()
    assert (question.kind, question.count, len(question.examples)) == ("mark", 3, 3)
    assert list(question.choices) == ["none", "help", "alone", "unasked", "skip"]
    assert found.values("payment") == [None, ALONE, None]
    assert not found.left
    answered = read(columns, {("mark", str(mark)): "none"})
    assert (answered.values("payment"), answered.asked) == ([NONE, ALONE, NONE], {})


def test_a_mark_that_is_to_be_skipped_is_named_as_left(read):
    columns = {"name": ["Lê Văn An", "Lê Thị Bé"], "payment": ["o", "o"]}
    found = read(columns, {("mark", "o"): "skip"})
    assert found.left == [("skipped", "payment", 2)]
    assert found.values("payment") == [None, None]


def test_a_legend_speaks_for_its_file_and_an_answer_before_it(read):
    columns = {"name": ["Lê Văn An", "Lê Thị Bé"], "payment": ["o", "x"]}
    legend = ["x: biết; o: chưa biết"]
    found = read(columns, above=legend)
    assert found.values("payment") == [NONE, ALONE]
    assert found.asking.explained[("mark", "o")] == ("none", legend[0])
    assert read(columns, {("mark", "o"): "unasked"}, above=legend).values("payment") == [
        None,
        ALONE,
    ]


def test_totals_and_numbering_rows_make_no_levels(read):
    found = read({"name": ["(2)", "Lê Văn An", "Tổng cộng"], "payment": ["(3)", 1, 12]})
    assert found.lines[1].values["payment"] == ALONE


def test_a_blank_is_no_question_and_says_nothing(read):
    found = read({"name": ["Lê Văn An"], "payment": [None], "sex": [""], "phone": [None]})
    assert found.lines[0].values == {"full_name": "Lê Văn An"}
    assert (found.asked, found.left) == ({}, [])


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        (["DVC, TT"], {"public_services", "payment"}),
        (["dịch vụ công; nền tảng số"], {"public_services", "local_platform"}),
        (["Đắk Lắk Số"], {"local_platform"}),
        (["cả 5"], {"public_services", "shopping", "payment", "safety", "local_platform"}),
        (["5/5"], {"public_services", "shopping", "payment", "safety", "local_platform"}),
        (["-"], set()),
        (["mua sắm-thanh toán"], {"shopping", "payment"}),
    ],
)  # fmt: skip
def test_several_skills_stand_in_one_cell(read, cells, known):
    columns = {
        "name": ["Lê Văn An", "Lê Thị Bé", "Y Blô"],
        "skills": [*cells, "DVC-MS-TT-AT-NT", "AT"],
    }
    found = read(columns)
    assert {key for key in found.lines[0].values if key != "full_name"} == known
    assert not found.asked


@pytest.mark.parametrize(
    ("cells", "is_known"),
    [
        (["MS,NT"], True),
        (["MS và NT"], True),
        (["MS"], True),
        (["AT"], False),
        (["NT"], False),
        (["TT"], False),
        (["MS, nhiều", "NT"], False),
        (["MS, tốt"], False),
    ],
)
def test_short_words_are_skills_where_nothing_else_stands_there(read, cells, is_known):
    found = read({"name": ["Lê Văn An", "Lê Thị Bé"][: len(cells)], "skills": cells})
    assert bool(found.asked) != is_known
    assert ("shopping" in found.lines[0].values) == is_known


def test_numbers_of_skills_need_a_legend(read):
    columns = {"name": ["Lê Văn An", "Lê Thị Bé"], "skills": ["1,3", "1"]}
    told = read(columns, above=["1: Mua sắm; 2: Dịch vụ công; 3: Thanh toán"])
    assert told.lines[0].values == {"full_name": "Lê Văn An", "shopping": ALONE, "payment": ALONE}
    found = read(columns)
    assert list(found.asked) == [("mark", "1")]
    answered = read(columns, {("mark", "1"): "2", ("mark", "3"): "3"})
    assert answered.lines[0].values == {
        "full_name": "Lê Văn An",
        "shopping": ALONE,
        "payment": ALONE,
    }


def test_two_numbers_with_a_dash_may_be_all_between(read):
    columns = {"name": ["Lê Văn An", "Lê Thị Bé"], "skills": ["1-3", "2,4"]}
    legend = ["1: Dịch vụ công; 2: Mua sắm; 3: Thanh toán; 4: An toàn"]
    (question,) = read(columns, above=legend).asked.values()
    assert list(question.choices) == ["13", "123", "skip"]
    told = read(columns, {("mark", "1-3"): "13"}, above=legend)
    assert set(told.lines[0].values) == {"full_name", "public_services", "payment"}
    columns["skills"] = ["1-3", "1-2-4"]
    assert not read(columns, above=legend).asked


@pytest.mark.parametrize("cell", ["không", "Chưa biết việc nào", "chưa làm được nội dung nào", "Không biết gì cả", "Chua biet noi dung nao o tren"])  # fmt: skip
def test_nobody_who_knows_nothing_is_unasked(read, cell):
    found = read({"name": ["Lê Văn An"], "skills": [cell]})
    assert found.lines[0].values["safety"] is NONE
    assert not found.asked


@pytest.mark.parametrize(
    ("men", "women", "sexes", "years"),
    [
        (["x", None], [None, "x"], ["m", "f"], [None, None]),
        ([1965, None], [None, "12/3/1970"], ["m", "f"], [1965, 1970]),
        (["x", "o"], ["o", "x"], ["m", "f"], [None, None]),
        (["x", "x"], ["x", None], [None, "m"], [None, None]),
        ([0, "x"], ["x", "-"], ["f", "m"], [None, None]),
    ],
)
def test_a_sex_stands_in_two_columns(read, men, women, sexes, years):
    found = read({"name": ["Lê Văn An", "Lê Thị Bé"], "m": men, "f": women})
    assert (found.values("sex"), found.values("birth_year")) == (sexes, years)


def test_both_sexes_at_once_are_left_and_named(read):
    found = read({"name": ["Lê Văn An"], "m": ["x"], "f": ["x"]})
    assert found.left == [("not_understood", "m", 1), ("not_understood", "f", 1)]


def test_only_where_no_column_tells_the_sex_words_do(read):
    people = {"name": ["Ông Lê Văn An", "Bà Lê Thị Bé"], "relation": ["Chủ hộ", "Vợ"]}
    assert read(people).values("sex") == [Resident.Sex.MALE, Resident.Sex.FEMALE]
    assert read({**people, "sex": [None, None]}).values("sex") == [None, None]
    assert read({"name": ["Lê Thị Bé"]}).values("sex") == [None]


def test_unknown_words_are_asked_once_each(read):
    found = read({"name": ["Lê Văn An", "Lê Thị Bé"], "relation": ["C", "C"], "sex": ["1", "2"]})
    assert {key: one.count for key, one in found.asked.items()} == {
        ("relation", "C"): 2, ("sex", "1"): 1, ("sex", "2"): 1,
    }  # fmt: skip
    answers = {("relation", "C"): "child", ("sex", "1"): "m", ("sex", "2"): "f"}
    found = read(
        {"name": ["Lê Văn An", "Lê Thị Bé"], "relation": ["C", "C"], "sex": ["1", "2"]}, answers
    )
    assert (found.values("relation"), found.values("sex")) == (["child", "child"], ["m", "f"])


def test_one_question_is_never_of_two_words(read):
    columns = {"name": ["Lê Văn An", "Lê Thị Bé"], "relation": ["CH", "Ch"]}
    found = read(columns)
    assert (found.values("relation"), list(found.asked)) == (["head", None], [("relation", "Ch")])
    assert read(columns, {("relation", "Ch"): "grandchild"}).values("relation") == [
        "head",
        "grandchild",
    ]
    meant_the_other = read(columns, {("relation", "ch"): "head"})
    assert meant_the_other.values("relation") == ["head", None]
    assert meant_the_other.left == [("not_understood", "relation", 1)]


@pytest.mark.parametrize(
    ("cell", "is_asked"),
    [
        ("Tất cả trừ mua sắm", True), ("Chưa biết: mua sắm, thanh toán", True), ("Dịch vụ công, thanh toán (con hỗ trợ)", True), ("chua biet thanh toan", True), ("Chua biet mua sắm", True),
        ("Tự bảo vệ trên không gian mạng; thanh toán không dùng tiền mặt", False), ("Không biết gì", False),
    ],
)  # fmt: skip
def test_a_list_of_skills_with_a_word_that_denies_is_one_question(read, cell, is_asked):
    found = read({"name": ["Lê Văn An"], "skills": [cell]})
    assert [subject for _kind, subject in found.asked] == ([cell] if is_asked else [])
    assert bool(set(found.lines[0].values) - {"full_name"}) != is_asked


@pytest.mark.parametrize(
    ("cell", "skills"),
    [
        ("dich vu cong, mua sam", {"public_services", "shopping"}),
        ("thanh toan-tu bao ve-nen tang so", {"payment", "safety", "local_platform"}),
        ("mua sam", {"shopping"}),
        ("DVCTT MSTT", {"public_services", "shopping"}),
    ],
)
def test_skills_in_words_without_marks_are_read_whole(read, cell, skills):
    found = read({"name": ["Lê Văn An"], "skills": [cell]})
    assert (set(found.lines[0].values) - {"full_name"}, found.asked) == (skills, {})


def test_names_and_births_come_in_several_columns(read):
    found = read(
        {
            "family": ["Lê Văn"],
            "given": ["An"],
            "born_day": [3],
            "born_month": [4],
            "born_year": [65],
        }
    )
    assert found.lines[0].values == {"full_name": "Lê Văn An", "birth_year": 1965}
    assert not found.left


def test_a_year_behind_a_name_counts_where_no_column_has_one(read):
    assert read({"name": ["Lê Văn An (1965)"]}).values("birth_year") == [1965]
    assert read({"name": ["Lê Văn An (1965)"], "birth": [1966]}).values("birth_year") == [1966]


def test_what_has_no_value_is_named_and_the_row_is_taken(read):
    found = read({"name": ["Lê Văn An"], "birth": [Fault.FORMULA], "phone": ["0905"]})
    assert found.lines[0].values == {"full_name": "Lê Văn An"}
    assert not found.lines[0].problems
    assert found.left == [("formula", "birth", 1), ("not_understood", "phone", 1)]


def test_without_a_name_or_day_the_row_is_to_be_mended(read):
    assert read({"name": [Fault.ERROR], "birth": [1965]}).lines[0].problems
    half = read({"family": ["Lê"], "given": [Fault.UNREAD]}).lines[0]
    assert (half.values, bool(half.problems)) == ({}, True)
    assert read({"held_on": ["31/02/2026"]}, kind="activities").lines[0].problems


def test_a_session_has_its_month_above_it_and_ticks_for_skills(read):
    columns = {"held_on": ["3", 12], "people": ["12 người", 7], "payment": ["x", None]}
    found = read(columns, kind="activities", groups=["Tháng 4/2026"])
    assert found.values("held_on") == [date(2026, 4, 3), date(2026, 4, 12)]
    assert found.values("people") == [12, 7]
    assert found.values("payment") == [True, None]


def test_a_team_has_number_and_day_of_its_decision_in_one_cell(read):
    found = read(
        {"name": ["Lê Văn An"], "decision_and_day": ["12/QĐ-UBND ngày 3/4/2026"]}, kind="teams"
    )
    assert found.lines[0].values["decision"] == "12/QĐ-UBND"
    assert found.lines[0].values["signed_on"] == date(2026, 4, 3)


def test_columns_say_what_they_were_taken_as(read):
    found = read({"name": ["Lê Văn An", "Y Blô"], "phone": ["0905123456", 912345678]})
    (_, phone) = found.asking.taken.values()
    assert (phone.heading, phone.field, phone.count) == ("phone", "phone", 2)
    assert phone.examples == ["0905123456", "912345678"]


def test_a_title_that_is_too_long_is_no_day(read):
    columns = {"held_on": ["12/3/2026"], "title": ["dịch vụ công " * 20 + "ngày 14/3/2026"]}
    found = read(columns, kind="activities")
    assert found.values("title") == [None]
    assert [one["column"] for one in found.lines[0].notes] == ["title"]
    assert found.left == [("not_understood", "title", 1)]


def test_what_was_answered_of_the_order_of_days_is_checked(read):
    columns = {
        "name": ["Lê An", "Lê Bé", "Lê Chi"],
        "assessed_on": ["14/9/2026", "9/14/2026", "05/11/2026"],
    }
    found = read(columns, {("date_order", ""): "d/m"})
    assert found.values("assessed_on")[2] is None
    assert found.left == [("not_understood", "assessed_on", 1)]
    assert read(columns, {("date_order", ""): "m/d"}).values("assessed_on")[2] == date(2026, 5, 11)


@pytest.mark.parametrize("told", [None, "d/m", "skip"])
def test_a_decision_is_taken_while_its_day_is_asked(read, told):
    columns = {
        "name": ["Lê An", "Lê Bé", "Lê Chi"],
        "decision": ["45/QĐ-UBND ngày 03/04/2026", None, None],
        "joined_on": [None, "14/9/2026", "9/14/2026"],
    }
    found = read(columns, {("date_order", ""): told} if told else {}, kind="teams")
    assert found.values("decision")[0] == "45/QĐ-UBND"
    assert found.values("signed_on")[0] == (date(2026, 4, 3) if told == "d/m" else None)
    assert (("date_order", "") in found.asked) == (told is None)
    assert found.left == ([("skipped", "decision", 1)] if told == "skip" else [])


def test_numbers_of_thousands_of_digits_are_left(read):
    columns = {
        "name": ["Lê An"],
        "birth": ["1" * 5000],
        "phone": ["2" * 5000],
        "payment": ["3" * 5000],
    }
    assert read(columns).values("birth") == [None]
    assert read({"held_on": ["14/9/2026"], "people": ["4" * 5000]}, kind="activities").values(
        "people"
    ) == [None]
