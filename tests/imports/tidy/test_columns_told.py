"""What tells columns apart beside their headings: legends, answers, the columns around them, how a table ends."""

from dataclasses import replace
from itertools import starmap

import pytest

from areas.kinds import Kind
from imports.spreadsheet.book import Book, Look, Row, Sheet
from imports.spreadsheet.identity import MARK
from imports.tidy.asking import Asking
from imports.tidy.columns import assign, meanings, note_legends
from imports.tidy.columns.skills import legend
from imports.tidy.roles import SKILLS, Role
from imports.tidy.units import Own
from tests.imports.tidy.shapes.books import read
from tests.imports.tidy.test_columns import (
    KNOWN,
    NAMES,
    ORDER,
    PEOPLE,
    TICKS,
    VILLAGE,
    YEARS,
    _read,
    _subjects,
    _table,
)

LEVELS = (
    "Tự làm được",
    "Làm được khi có người hướng dẫn",
    None,
    "Chưa làm được",
    "Tự làm được",
    None,
)
SHORT = [
    ("DVC", LEVELS),
    ("MS", LEVELS[::-1]),
    ("TT", LEVELS),
    ("AT", LEVELS),
    ("NT", LEVELS[::-1]),
]
FIRST_FOUR = {1: "public_services", 2: "shopping", 3: "payment", 4: "safety"}


@pytest.mark.parametrize(
    "texts",
    [
        ["1: Dịch vụ công; 2: Mua sắm", "(3) Thanh toán", "KN4: Tự bảo vệ"],
        ["1. Dịch vụ công, 2. Mua sắm, 3. Thanh toán, 4. Tự bảo vệ"],
        ["KN1 Dịch vụ công\nKN2 Mua sắm\nKN3 Thanh toán\nKN4 Tự bảo vệ"],
        ["Quy ước: (1) Dịch vụ công (2) Mua sắm (3) Thanh toán (4) Tự bảo vệ"],
        ["1: Dịch vụ công; 2: Mua sắm; 3: Thanh toán; 4: Tự bảo vệ", "1: Sử dụng dịch vụ công trực tuyến", "2: Mua sắm online"],
    ],
)  # fmt: skip
def test_numbers_of_skills_are_told_beside_the_table(texts):
    assert legend(_table(*PEOPLE, legend=texts), ()) == FIRST_FOUR


def test_a_number_may_be_the_platform_of_the_province_and_what_is_told_in_two_ways_is_not_told():
    table = _table(*PEOPLE, legend=["5: Đắk Lắk Số", "1: Mua sắm; 1: Thanh toán"])
    assert legend(table, KNOWN.platforms) == {5: "local_platform"}


def test_a_short_heading_that_stands_twice_is_told_by_what_stands_below():
    _, roles, asking = _read(
        ("TT", ORDER), *PEOPLE[1:], *[(name, cells[::-1]) for name, cells in SHORT]
    )
    assert (roles, _subjects(asking)) == (["stt", "name", "relation", *SKILLS], [])


def test_payments_by_two_letters_are_no_running_numbers_beside_those_without_values():
    _, roles, asking = _read(("STT", (None,) * len(ORDER)), *PEOPLE[1:], ("TT", (1, 0, 1, 1, 0, 1)))
    assert roles == ["stt", "name", "relation", ""]
    assert _subjects(asking) == ["TT"]


def test_running_numbers_go_on_from_the_sheet_before_beside_a_short_heading_that_is_alike():
    own = [("TT", tuple(range(41, 41 + len(ORDER)))), *PEOPLE[1:], *SHORT]
    _, roles, asking = _read(*own)
    assert (roles, _subjects(asking)) == (["stt", "name", "relation", *SKILLS], [])


def test_an_answer_about_one_of_two_equal_headings_is_about_the_one_it_fits():
    _, roles, _ = _read(
        ("TT", ORDER), *PEOPLE[1:], ("TT", TICKS), answers={("column", "TT"): "payment"}
    )
    assert roles == ["stt", "name", "relation", "payment"]


def test_few_marks_that_occur_as_often_in_two_columns_make_no_copy_of_one():
    numbered = [(f"KN{n}", TICKS if n % 2 else TICKS[::-1]) for n in range(1, 6)]
    answers = {("column", f"KN{n}"): SKILLS[n - 1] for n in range(1, 5)}
    _, _, asking = _read(*PEOPLE, *numbered, answers=answers)
    assert (_subjects(asking), asking.left) == (["KN5"], [])


def test_a_telephone_that_most_have_not_is_one():
    cells = ("không có", "0905123456", "không", "chưa có", "ko", "không có")
    _, roles, asking = _read(*PEOPLE, ("Số điện thoại", cells))
    assert (roles[3], _subjects(asking)) == ("phone", [])


def test_who_signs_below_a_list_of_one_says_nothing_of_its_columns():
    rows = [("1",), ("Lê An",), ("Chủ hộ",), (1990,), ("0905123456",), ("x",), ("x",)]
    heads = ("STT", "Họ và tên", "Quan hệ", "Năm sinh", "SĐT", "DVC", "Đắk Lắk Số")
    signed = {1: ("NGƯỜI LẬP BIỂU", "Trần Bé"), 6: ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")}
    given = [
        (head, (*cells, *signed.get(at, (None, None))))
        for at, (head, cells) in enumerate(zip(heads, rows, strict=True))
    ]
    _, roles, asking = _read(*given)
    assert (roles[6], _subjects(asking)) == ("local_platform", [])


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("NT (Local digital platform)", "local_platform"),
        ("TT (Online payment)", "payment"),
        ("Tên (Full name)", "name"),
        ("Chuyển\nkhoản, quét mã (*)", "payment"),
        ("VNeID, dịch vụ côông", "public_services"),
        ("Chuyển khoản, quét\nmã", "payment"),
    ],
)
def test_brackets_and_broken_lines_say_what_a_heading_is(heading, role):
    assert meanings((heading,)) in ({role: 1.0}, {role: 0.9}) or meanings((heading,))[role] == 0.5


def test_the_name_of_one_of_several_people_may_be_called_otherwise():
    people = [
        (f"{head} | Người {n}", cells)
        for n, head_of_name in enumerate(("Họ tên", "Tên"), 1)
        for head, cells in ((head_of_name, NAMES), ("Quan hệ", ("Con",) * 6), ("Sinh năm", YEARS))
    ]
    _, roles, asking = _read(("Thôn", VILLAGE), *people)
    assert roles[1:] == ["name1", "relation1", "birth1", "name2", "relation2", "birth2"]
    assert _subjects(asking) == []


@pytest.mark.parametrize(("colour", "subjects"), [("#FF0000", ["column 6"]), ("#FFFFFF", [])])
def test_colours_without_a_heading_among_skills_are_asked_about(colour, subjects):
    skills = [(name, TICKS) for name in ("DVC", "Mua sắm", "Thanh toán")]
    table = _table(*PEOPLE[1:], *skills, ("", (None,) * 6), ("Nền tảng số", TICKS))
    looks = {0: Look("#FFFFFF"), 5: Look(colour)}
    table.rows = [replace(row, looks=looks) for row in table.rows]
    asking = Asking({})
    assign(table, KNOWN, asking)
    assert _subjects(asking) == subjects


def test_nam_beside_day_and_month_is_a_year_though_there_is_a_column_of_men():
    ticks = (("x", None) * 3, (None, "x") * 3)
    born = [
        ("Ngay | Sinh", (1, 2, 3, 4, 5, 6)),
        ("Thang | Sinh", (6, 5, 4, 3, 2, 1)),
        ("Nam | Sinh", YEARS),
    ]
    _, roles, asking = _read(("Ho va ten", NAMES), ("Nu", ticks[0]), ("Nam", ticks[1]), *born)
    assert roles == ["name", "f", "m", "born_day", "born_month", "born_year"]
    assert _subjects(asking) == []


def test_a_column_of_colours_that_are_added_up_is_a_skill():
    skills = [(name, TICKS) for name in ("DVC", "Thanh toán")]
    table = _table(*PEOPLE[1:], *skills, ("Mua sắm trực tuyến", (None, None, 6, None, None, 6)))
    at = table.right
    table.rows = [replace(row, looks={at: Look("#FF0000")}) for row in table.rows]
    assign(table, KNOWN, Asking({}))
    assert table.roles[at] == Role("shopping")


def test_a_sheet_may_be_of_household_one_alone():
    skills = ("KN số (ghi số)", ("1-2-5", "1, 3, 4", "1, 3, 5", "2", "3", "4"))
    _, roles, asking = _read(("Mã hộ", (1,) * 6), ("Họ và tên", NAMES), skills)
    assert (roles[:2], _subjects(asking)) == (["household_id", "name"], [])


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Biết CK/QR?", "payment"), ("Momo, NH số", "payment"), ("Năm sihn", "birth"), ("Điện thaoi", "phone"),
        ("Số người dùng nền tảng số", "skip"), ("Số thành viên biết mua sắm online", "skip"),
        ("Kỹ năng số chưa biết", "skip"), ("Kỹ năng số (0: chưa biết; 1: biết)", "skills"),
    ],
)  # fmt: skip
def test_headings_of_zalo_groups_and_forms_are_known(heading, role):
    assert meanings((heading,)).get(role, 0) >= 0.9


def test_numbers_of_households_below_a_bare_word_are_known():
    _, roles, asking = _read(("STT", ORDER), ("Hộ", (1, 1, 2, 2, 3, 3)), *PEOPLE[1:])
    assert (roles[:3], _subjects(asking)) == (["stt", "number", "name"], [])


def test_marks_below_one_heading_of_skills_are_asked_about_one_by_one():
    _, _, asking = _read(*PEOPLE, *[("Kỹ năng số", TICKS)] * 5)
    assert _subjects(asking) == [f"column {at}" for at in range(4, 9)]
    assert [one.proposal for one in asking.questions.values()] == list(SKILLS)


def test_several_skills_of_a_session_may_stand_in_one_cell():
    kind, roles, _ = _read(
        ("Ngày", ("1/9/2026",) * 6),
        ("Nội dung", NAMES),
        ("Số người", ORDER),
        ("KN hướng dẫn", ("DVC, AT",) * 6),
    )
    assert (kind, roles[3]) == ("activities", "skills")


def test_a_sheet_of_pairs_explains_the_numbers_of_skills_of_another():
    asking = Asking({})
    pairs = [["Mã", "Nội dung"], *([f"KN{n}", f"{said} trực tuyến"] for n, said in enumerate(("Mua sắm", "Dịch vụ công", "Thanh toán"), 1))]  # fmt: skip
    note_legends(Book("xlsx", [Sheet("Chú giải", list(starmap(Row, enumerate(pairs, 1))))]), asking)
    table = _table(*PEOPLE, *[(f"KN{n}", TICKS) for n in range(1, 4)])
    assign(table, KNOWN, asking)
    assert [role.key for role in table.roles.values()][3:] == ["shopping", "public_services", "payment"]  # fmt: skip
    assert not asking.questions


def test_a_column_of_the_commune_is_one_whatever_it_is_called():
    own = Own(Kind.XA, "Krông Na")
    table = _table(*PEOPLE[1:], ("Đơn vị", ("Krông Na",) * 6), ("Năm sinh", YEARS))
    assign(table, replace(KNOWN, commune=own), asking := Asking({}))
    assert (table.roles[2].key, asking.questions) == ("commune", {})


def test_a_misspelled_heading_above_number_and_day_of_a_decision_is_understood():
    _, roles, asking = _read(
        ("Họ và tên", NAMES),
        ("Chức vụ", ("Tổ trưởng", *["Thành viên"] * 5)),
        ("Số quyết địịnh", ("46/QĐ-UBND ngày 08/01/2026",) * 6),
    )
    assert (roles, _subjects(asking)) == (["name", "role", "decision_and_day"], [])


def test_marks_without_a_heading_that_happen_to_count_up_are_asked_about_among_skills():
    marks = (0, 1, 0, 2, 2, 1)
    skills = [("DVC trực tuyến", marks[::-1]), ("", marks), ("Thanh toán trực tuyến", marks[::-1])]
    _, _, asking = _read(*PEOPLE, *skills)
    assert _subjects(asking) == ["column 5"]
    _, roles, asking = _read(("", (1, 1, 1, 2, 2, 3)), *PEOPLE[1:], ("Năm sinh", YEARS))
    assert (roles[1:], _subjects(asking)) == (["name", "relation", "birth"], [])


def test_days_beside_skills_are_no_skill():
    for cell, asked in (("2026-09-01 10:22:33", []), ("tốt", ["Cột khác"])):
        heads = [(one, TICKS) for one in ("DVC trực tuyến", "Mua sắm trực tuyến")]
        _, _, asking = _read(
            *PEOPLE, ("Năm sinh", YEARS), *heads, ("Cột khác", (cell,) * 5 + (None,))
        )
        assert _subjects(asking) == asked


def test_a_column_of_nothing_but_hidden_numbers_is_left_as_such():
    _, _, asking = _read(*PEOPLE, ("", (MARK,) * 6), ("Năm sinh", YEARS))
    assert [(one.why, one.columns, one.count) for one in asking.left] == [("identity", (3, 3), 6)]
    assert not asking.questions


def test_tt_between_short_names_of_skills_in_colours_numbers_nobody():
    heads = ("Hộ số", "Họ và tên", "Quan hệ", "DVC", "MS", "TT", "AT", "NT")
    given = [(head, values) for head, (_, values) in zip(heads[:3], PEOPLE, strict=True)]
    table = _table(*given, *((head, (None,) * 6) for head in heads[3:]))
    coloured = {at: Look(fill="#FFFF00") for at in range(3, 8)}
    table.rows = [replace(row, looks=coloured) for row in table.rows]
    assign(table, KNOWN, asking := Asking({}))
    assert [table.roles[at].key for at in range(3, 8)] == list(SKILLS)
    assert not asking.questions


NUMBERED = [(f"KN{number}", TICKS) for number in range(1, 6)]


@pytest.mark.parametrize(
    ("answers", "skills", "asked"),
    [
        ({}, [], [("numbered", "KN1–KN5")]),
        ({("numbered", "kn1–kn5"): "in_order"}, list(SKILLS), []),
        ({("numbered", "kn1–kn5"): "apart"}, [], [("column", f"KN{number}") for number in range(1, 6)]),
    ],
)  # fmt: skip
def test_five_numbered_columns_without_a_legend_are_one_question(answers, skills, asked):
    asking, table = Asking(answers), _table(*PEOPLE, *NUMBERED)
    assign(table, KNOWN, asking)
    assert [role.key for _, role in sorted(table.roles.items()) if role.key in SKILLS] == skills
    assert [(one.kind, one.subject) for one in asking.questions.values()] == asked
    kinds = {one.kind: set(one.choices) for one in asking.questions.values()}
    assert kinds.get("column", {*SKILLS, "skip"}) == {*SKILLS, "skip"}


@pytest.mark.parametrize(
    "columns",
    [NUMBERED[:4], [*NUMBERED[:3], *NUMBERED[:2:-1]], [("Dịch vụ công", TICKS), *NUMBERED]],
)
def test_other_numbers_than_one_to_five_in_order_are_asked_about_one_by_one(columns):
    asking, table = Asking({}), _table(*PEOPLE, *columns)
    assign(table, KNOWN, asking)
    assert asking.questions
    assert {one.kind for one in asking.questions.values()} == {"column"}


def test_an_answer_for_one_of_five_numbered_columns_asks_about_the_others_alone():
    asking, table = Asking({("column", "kn3"): "shopping"}), _table(*PEOPLE, *NUMBERED)
    assign(table, KNOWN, asking)
    assert {one.subject for one in asking.questions.values()} == {"KN1", "KN2", "KN4", "KN5"}


def test_the_name_of_a_team_beside_its_village_is_left_unasked():
    teams = [("Tên tổ", ["Tổ số 1", "Tổ số 1", "Tổ số 2"]), ("Chức vụ", ["Tổ trưởng", "Tổ phó", "Tổ trưởng"])]  # fmt: skip
    names = ("Họ và tên", NAMES[:3])
    kind, roles, asking = _read(("Thôn", VILLAGE[:3]), *teams, names)
    assert (kind, roles, _subjects(asking)) == ("teams", ["village", "", "role", "name"], [])


def test_households_are_counted_in_words_too():
    kind, roles, _ = _read(("Hộ", ["Hộ số 1", None, "Hộ số 2"]), ("Họ và tên", NAMES[:3]), ("Dịch vụ công", TICKS[:3]))  # fmt: skip
    assert (kind, roles) == ("households", ["number", "name", "public_services"])


def test_marks_below_skills_alone_beside_those_of_single_skills_are_asked_about():
    levels = ("Biết", "Chưa biết", "Biết", None, "Chưa biết", "Biết")
    single = [(one, levels[::-1]) for one in ("Mua sắm trực tuyến", "Thanh toán trực tuyến")]
    for cells, asked in ((levels, ["column 4"]), (("1, 2", "3", None, "1", "2", "2, 3"), [])):
        _, _, asking = _read(*PEOPLE, ("Kỹ năng số", cells), *single)
        assert _subjects(asking) == asked


@pytest.mark.parametrize(
    "heading", ["Họ và tên chủ hộ và các thành viên trong hộ", "Họ tên chủ hộ và thành viên"]
)
def test_heads_and_members_below_one_heading_are_told_by_their_relation(heading):
    head = ["TT", heading, "Quan hệ", "Năm sinh", "DVC"]
    rows = [1, "Nguyễn Văn An", "Chủ hộ", 1970, "x"], [None, "Lê Thị Bé", "Vợ", 1972, "x"]
    found = read("THÔN HỘI PHÚ", head, *rows)
    assert found.told("full_name") == [("Nguyễn Văn An",), ("Lê Thị Bé",)]
    assert len({line.block for line in found.lines}) == 1


@pytest.mark.parametrize("heading", ["Người được điều tra", "Tên người được hỏi"])
def test_skills_are_of_who_was_asked_and_not_of_the_head(heading):
    head = ["TT", "Thôn", "Họ tên chủ hộ", heading, "Năm sinh", "DVC"]
    rows = (
        [1, "Hội Phú", "Nguyễn Văn An", "Trần Thị Lan", 1975, "x"],
        [2, "Hội Phú", "Lê Thị Bình", "Lê Thị Bình", 1960, "x"],
    )
    found = read(head, *rows)
    told = {line.name: line.values.get("public_services") for line in found.lines}
    assert told["Trần Thị Lan"] is not None
    assert told["Nguyễn Văn An"] is None


@pytest.mark.parametrize("heading", ["Người trả lời", "Người cung cấp thông tin"])
def test_who_only_answered_is_nobody_of_the_household(heading):
    head = ["TT", "Thôn", "Họ tên chủ hộ", "Năm sinh", "SĐT", "DVC", heading]
    found = read(head, [1, "Hội Phú", "Nguyễn Văn An", 1950, "0905111222", "x", "Trần Văn Trưởng"])
    fields = ("head_name", "birth_year", "public_services")
    assert (found.told(*fields), found.asked) == ([("Nguyễn Văn An", 1950, 2)], set())


def test_a_size_on_the_first_row_of_each_household_makes_nobody_a_head():
    head = ["TT", "Họ và tên", "Năm sinh", "Số khẩu", "DVC"]
    rows = [1, "Nguyễn Văn An", 1960, 2, "x"], [None, "Lê Thị Bé", 1980, None, "x"]
    found = read("NHÂN KHẨU THÔN HỘI PHÚ", head, *rows, [2, "Trần Dung", 1961, 1, "x"])
    assert (found.lines, found.asked) == ([], {("grouping", "")})


def test_yes_and_no_below_a_skill_need_not_be_merged():
    heads = (
        ["TT", "Họ tên chủ hộ", "Năm sinh", "Dịch vụ công", None, "Mua sắm", None],
        [None, None, None, "Có", "Không", "Có", "Không"],
    )
    rows = (
        [1, "Nguyễn Văn An", 1975, "x", None, None, "x"],
        [2, "Lê Thị Bình", 1980, None, "x", "x", None],
    )
    found = read("THÔN HỘI PHÚ", *heads, *rows)
    assert (found.told("public_services", "shopping"), found.asked) == ([(2, 0), (0, 2)], set())
