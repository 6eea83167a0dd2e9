"""Sheets as offices, forms and volunteers make them, read whole: what is taken, asked and left."""

from datetime import date

import pytest

from areas.kinds import Kind
from imports.spreadsheet.book import Book
from imports.tidy.asking import Asking, about
from imports.tidy.file import Tidied
from imports.tidy.model import Known
from imports.tidy.villages import Villages
from tests.imports.tidy.grids import sheet_of

KNOWN = Known(
    date(2026, 9, 25),
    Villages({1: {(Kind.THON, "Phú Hội")}, 2: {(Kind.THON, "Phú Lương")}}),
)


def read(*texts, name="Thôn Phú Hội", answers=None):
    asking = Asking(answers or {})
    sheets = [sheet_of(text, name) for text in texts]
    lines = [line for _, line in Tidied(Book("xlsx", sheets), KNOWN, asking, "ds.xlsx").lines()]
    return lines, asking


def said(lines, *fields):
    return [tuple(line.values.get(field) for field in fields) for line in lines]


def name_of(line):
    return line.values.get("full_name") or line.values.get("head_name")


SOMEBODY = """
    TT | Họ tên chủ hộ | Tuổi | {} | Quan hệ | Kỹ năng đã biết
    1 | Bùi Văn Lộc | 61 | Bùi Thị Lan | con gái | thanh toán
    2 | Đỗ Thị Xuân | 70 | | | không
    3 | Hồ Văn Quang | 45 | Hồ Văn Quang | chủ hộ | cả 5
"""


@pytest.mark.parametrize(
    "heading",
    [
        "Người rành công nghệ nhất nhà",
        "Họ và tên người biết CNTT tốt nhất trong hộ",
        "Người trả lời phỏng vấn",
        "Người được hỏi",
        "Họ tên thành viên",
    ],
)
def test_skills_are_of_whom_the_row_names_and_the_age_before_is_the_heads(heading):
    lines, asking = read(SOMEBODY.format(heading))
    assert [(name_of(one), one.values.get("birth_year"), one.values.get("payment")) for one in lines] == [
        ("Bùi Văn Lộc", 1965, None), ("Bùi Thị Lan", None, 2), ("Đỗ Thị Xuân", 1956, 0), ("Hồ Văn Quang", 1981, 2),
    ]  # fmt: skip
    assert not asking.questions


def test_a_year_behind_the_name_stays_of_whom_it_names():
    lines, _ = read("""
        Chủ hộ | Người được khảo sát | Năm sinh | DVC
        Bùi Văn Lộc | Bùi Thị Lan | 1990 | x
        Hồ Văn Quang | Hồ Văn Quang | 1980 |
    """)
    assert [(name_of(one), one.values.get("birth_year")) for one in lines] == [
        ("Bùi Văn Lộc", None), ("Bùi Thị Lan", 1990), ("Hồ Văn Quang", 1980),
    ]  # fmt: skip


def test_members_below_a_head_keep_the_year_before_their_names():
    lines, _ = read("""
        Chủ hộ | Năm sinh | Họ tên thành viên
        Bùi Văn Lộc | 1960 | Bùi Văn Lộc
        Bùi Văn Lộc | 1990 | Bùi Thị Lan
        Hồ Văn Quang | 1980 | Hồ Văn Quang
        Hồ Văn Quang | 1982 | Lê Thị Thu
    """)
    assert [(name_of(one), one.values.get("birth_year")) for one in lines] == [
        ("Bùi Văn Lộc", 1960), ("Bùi Thị Lan", 1990), ("Hồ Văn Quang", 1980), ("Lê Thị Thu", 1982),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "name", "relation"),
    [
        ("Vợ: Trần Thị Bông", "Trần Thị Bông", "spouse"),
        ("- Vợ: Trần Thị Bông", "Trần Thị Bông", "spouse"),
        ("+ Con: Nguyễn Văn Lẽ", "Nguyễn Văn Lẽ", "child"),
        ("Con gái Nguyễn Thị Lan", "Nguyễn Thị Lan", "child"),
        ("• Cháu nội Nguyễn Bi", "Nguyễn Bi", "grandchild"),
        ("- Nguyễn Thị Vợ", "Nguyễn Thị Vợ", None),
    ],
)
def test_a_bullet_and_a_relation_before_a_name_are_no_part_of_it(written, name, relation):
    lines, _ = read(f"""
        Họ tên | Năm sinh | DVC
        Hộ ông Nguyễn Văn Lành | |
        - Nguyễn Văn Lành | 1962 | x
        {written} | 1964 |
    """)
    assert said(lines, "full_name") == [("Nguyễn Văn Lành",), (name,)]
    assert lines[1].values.get("relation") == relation


@pytest.mark.parametrize(
    "sentence", ["Không có hộ nào khảo sát", "Chưa khảo sát", "Hiện chưa có hộ nào", "Chưa lập sổ"]
)
def test_a_sentence_that_there_is_nobody_is_no_household(sentence):
    lines, asking = read(f"""
        STT | Chủ hộ | SĐT | DVC
        1 | Trần Văn Một | 0905000003 | x
        | {sentence} | |
    """)
    assert said(lines, "head_name") == [("Trần Văn Một",)]
    assert asking.left


def test_a_list_of_who_came_to_a_class_is_no_list_of_households():
    lines, asking = read("""
        DANH SÁCH NGƯỜI DÂN THAM GIA LỚP HƯỚNG DẪN SỬ DỤNG VNeID
        Thời gian: 8h00 ngày 12 tháng 9 năm 2026
        TT | Họ và tên | Năm sinh | Địa chỉ | Số điện thoại | Ký tên
        1 | Lê Thị Hồng | 1975 | Phú Lương | 0905888001 |
        2 | Trần Văn Nam | 1980 | Phú Lương | |
    """)
    assert not lines
    assert not asking.questions
    assert "attendance" in {one.why for one in asking.left}


@pytest.mark.parametrize(
    ("heading", "cell", "skills"),
    [
        ("Kỹ năng số người biết nhiều nhất trong hộ đã biết (chọn nhiều)", "Thanh toán trực tuyến, Mua sắm", (2, 2)),
        ("KN số đạt được", "thanh toán, mua hàng", (2, 2)),
        ("Kỹ năng số đạt được", "không", (0, 0)),
    ],
)  # fmt: skip
def test_skills_in_one_cell_below_a_long_heading_are_read(heading, cell, skills):
    lines, asking = read(f"""
        Chủ hộ | SĐT | {heading}
        Trần Văn Một | 0905000003 | {cell}
        Trần Văn Hai | 0905000004 | cả 5
    """)
    assert said(lines, "payment", "shopping")[0] == skills
    assert not asking.questions


@pytest.mark.parametrize(
    "heading", ["Trong nhà có bao nhiêu người?", "Số người biết dùng DVC trong nhà"]
)
def test_how_many_they_are_is_not_asked_about_as_a_skill(heading):
    _, asking = read(f"""
        Chủ hộ | SĐT | {heading}
        Trần Văn Một | 0905000003 | 3
        Trần Văn Hai | 0905000004 | 5
    """)
    assert not asking.questions


@pytest.mark.parametrize(
    ("heading", "skill"),
    [("Trả tiền bằng điện thoại", "payment"), ("e-gov", "public_services")],
)
def test_what_people_say_for_a_skill_is_not_asked(heading, skill):
    lines, asking = read(f"""
        Chủ hộ | SĐT | {heading}
        Trần Văn Một | 0905000003 | x
        Trần Văn Hai | 0905000004 |
    """)
    assert lines[0].values[skill] == 2
    assert not asking.questions


def test_an_address_that_is_nearly_a_village_is_asked_about_in_its_own_words():
    _, asking = read(
        """
        Chủ hộ | Địa chỉ
        Trần Văn Một | Xóm 2, thôn Phú Hội
        Trần Văn Hai | T. Phú Luong
    """,
        name="Sheet1",
    )
    questions = [(one.subject, one.proposal) for one in asking.questions.values()]
    assert questions == [("T. Phú Luong", "2")]


@pytest.mark.parametrize(
    "heading",
    ["Biết 5 KN", "Hộ đạt 5 kỹ năng số", "Đủ 5 kỹ năng", "Có người biết cả 5 kỹ năng số cơ bản"],
)
def test_a_mark_for_all_five_says_all_five_and_a_no_says_nothing_of_any(heading):
    lines, asking = read(f"""
        TT | Chủ hộ | SĐT | {heading}
        1 | Trần Văn Một | 0905000003 | x
        2 | Trần Văn Hai | 0905000004 | không
        3 | Trần Văn Ba | 0905000005 |
    """)
    assert said(lines, "payment", "local_platform") == [(2, 2), (None, None), (None, None)]
    assert not asking.questions
    assert "not_all_five" in {one.why for one in asking.left}


@pytest.mark.parametrize("heading", ["Biết cả 5 KN", "Tổng KN"])
def test_a_sum_beside_the_skills_says_nothing_of_its_own(heading):
    lines, asking = read(f"""
        Chủ hộ | DVC | Mua sắm | Thanh toán | An toàn mạng | Nền tảng số | {heading}
        Trần Văn Một | x | x | x | x | x | x
        Trần Văn Hai | x | | | | |
    """)
    assert said(lines, "public_services", "shopping") == [(2, 2), (2, None)]
    assert not asking.questions


def test_sessions_right_of_a_gap_are_no_columns_of_the_households():
    lines, _ = read("""
        TT | Chủ hộ | SĐT | | Ngày | Nội dung buổi | Số người
        1 | Nguyễn Văn A | 0905000111 | | 03/9/2026 | Hướng dẫn DVC | 20
        2 | Trần Văn Bê | 0905000112 | | 10/9/2026 | Thanh toán số | 25
        3 | Lê Thị Xê | | | | |
    """)
    assert [name_of(one) for one in lines if name_of(one)] == [
        "Nguyễn Văn A",
        "Trần Văn Bê",
        "Lê Thị Xê",
    ]
    assert [(one.values["held_on"], one.values["people"]) for one in lines if not name_of(one)] == [
        (date(2026, 9, 3), 20),
        (date(2026, 9, 10), 25),
    ]


def test_a_short_word_for_a_skill_is_no_running_number_beside_one():
    lines, asking = read("""
        STT | Chủ hộ | DVC | MS | TT | AT | NT
        1 | Trần Văn Một | 1 | 0 | 1 | 1 | 0
        2 | Trần Văn Hai | 0 | 0 | 0 | 0 | 0
        3 | Trần Văn Ba | 1 | 1 | 1 | 1 | 1
    """)
    assert said(lines, "payment", "safety") == [(2, 2), (0, 0), (2, 2)]
    assert not asking.questions


def test_a_year_behind_each_of_several_people_is_of_that_person():
    lines, asking = read("""
        STT | Chủ hộ | Năm sinh | Người thứ 2 | Năm sinh | Người thứ 3 | Năm sinh
        1 | Nguyễn Văn Chín | 1960 | Trần Thị Ba | 1962 | Nguyễn Văn Con | 1990
        2 | Lê Văn Mười | 1955 | | | |
        3 | Phan Thị Năm | 1970 | Phan Văn Em | 1999 | |
    """)
    assert [(name_of(one), one.values.get("birth_year")) for one in lines] == [
        ("Nguyễn Văn Chín", 1960), ("Trần Thị Ba", 1962), ("Nguyễn Văn Con", 1990),
        ("Lê Văn Mười", 1955), ("Phan Thị Năm", 1970), ("Phan Văn Em", 1999),
    ]  # fmt: skip
    assert not asking.questions


def test_what_a_report_counts_is_no_session():
    lines, asking = read("""
        Nội dung | Tháng 7 | Tháng 8 | Tháng 9 | Cộng
        Số buổi tổ chức | 2 | 3 | 1 | 6
        Số lượt người | 45 | 60 | 20 | 125
        Trong đó nữ | 20 | 33 | 9 | 62
    """)
    assert not lines
    assert {"summary"} <= {one.why for one in asking.left}


def test_the_telephone_of_a_leader_is_the_leaders():
    lines, asking = read("""
        Tên tổ | Quyết định | Tổ trưởng | SĐT tổ trưởng | Tổ phó | Các thành viên
        Thôn Phú Hội | 145/QĐ-UBND | Nguyễn Hữu Phước | 0905111222 | Trần Thị Bích | Ngô Văn Đạt; Lê Thị Hà
        Thôn Phú Lương | 145/QĐ-UBND | Đặng Văn Quý | 0913222111 | Lê Thị Thu | Phan Minh Tâm
    """)
    assert [name_of(one) for one in lines if "phone" in one.values] == [
        "Nguyễn Hữu Phước",
        "Đặng Văn Quý",
    ]
    assert not asking.questions


def test_a_head_and_one_skill_are_headings_enough():
    lines, asking = read("""
        Chủ hộ | DVC
        Nguyễn Văn Đông | x
        Lê Thị Gấm |
    """)
    assert said(lines, "head_name", "public_services") == [
        ("Nguyễn Văn Đông", 2),
        ("Lê Thị Gấm", None),
    ]
    assert not asking.questions


@pytest.mark.parametrize(
    ("title", "is_asked"),
    [
        ("DANH SÁCH HỘ CHƯA BIẾT SỬ DỤNG DỊCH VỤ SỐ", True),
        ("Danh sách người dân được tổ hướng dẫn", True),
        ("Nhu cầu tập huấn kỹ năng số", True),
        ("DANH SÁCH HỘ BIẾT VÀ CHƯA BIẾT SỬ DỤNG DỊCH VỤ SỐ", False),
        ("DANH SÁCH HỘ", False),
    ],
)
def test_a_tick_in_a_list_of_those_who_cannot_or_are_to_learn_is_asked_about(title, is_asked):
    """The answer holds for lists called so, and for no other."""
    text = f"{title}\nTT|Chủ hộ|Năm sinh|DVC|Mua sắm|Thanh toán\n1|Lê Văn An|1970|x||\n2|Hồ Thị Bé|1980||x|x"
    lines, asking = read(text)
    subject = f"x – {title}"
    assert [one.subject for one in asking.questions.values()] == [subject] * is_asked
    assert said(lines, "public_services") == [(None if is_asked else 2,), (None,)]
    lines, _ = read(text, answers={about("mark", subject): "none", about("mark", "v"): "none"})
    assert said(lines, "public_services") == [(0 if is_asked else 2,), (None,)]


def test_who_is_ticked_as_dead_or_gone_is_left_out():
    lines, asking = read("""
    TT | Hộ số | Họ và tên | Quan hệ | Năm sinh | DVC | Đã mất | Chuyển đi
    1 | 1 | Lê Văn An | Chủ hộ | 1970 | x | |
    2 | 1 | Hồ Văn Tư | Bố | 1940 | | x |
    3 | 1 | Lê Thị Bé | Con | 2001 | x | | x
    4 | 1 | Lê Văn Ca | Con | 2003 | x | |
    """)
    assert [name_of(one) for one in lines] == ["Lê Văn An", "Lê Văn Ca"]
    assert [one.rows for one in asking.left if one.why == "gone"] == [(3, 3), (4, 4)]
    assert not asking.questions


def test_who_died_may_be_told_in_the_cells_of_skills():
    lines, asking = read("""
    TT | Hộ số | Họ và tên | Quan hệ | Năm sinh | SĐT | DVC
    1 | 1 | Lê Văn An | Chủ hộ | 1970 | 0905111222 | x
    2 | 1 | Hồ Văn Tư | Bố | 1940 | | Đã chết
    3 | 1 | Lê Thị Bé | Con | 2001 | | Chuyển đi TP.HCM
    4 | 1 | Lê Văn Ca | Con | 2003 | Mất sim | x
    """)
    assert [name_of(one) for one in lines] == ["Lê Văn An", "Lê Văn Ca"]
    assert [one.rows for one in asking.left if one.why == "gone"] == [(3, 3), (4, 4)]


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("1-3, 5", ["135", "1235"]),
        ("2, 3-5", ["235", "2345"]),
        ("135", ["135", *"12345"]),
        ("3/5", []),
    ],
)
def test_numbers_of_skills_that_may_be_read_in_two_ways_are_asked(cell, choices):
    lines, asking = read(f"""
    TT | Chủ hộ | Năm sinh | Kỹ năng đã biết (1: DVC; 2: mua sắm; 3: thanh toán; 4: an toàn; 5: nền tảng)
    1 | Lê Văn An | 1970 | {cell}
    2 | Hồ Thị Bé | 1980 | 1, 2
    """)
    found = [list(one.choices)[: len(choices)] for one in asking.questions.values()]
    assert found == ([choices] if choices else [])
    assert said(lines, "public_services", "local_platform")[0] == (None, None)


def test_where_lists_are_written_with_slashes_a_part_of_five_is_a_list():
    lines, asking = read("""
    TT | Chủ hộ | Năm sinh | Kỹ năng đã biết (1: DVC; 2: mua sắm; 3: thanh toán; 4: an toàn; 5: nền tảng)
    1 | Lê Văn An | 1970 | 3/5
    2 | Hồ Thị Bé | 1980 | 1/3/4
    """)
    assert said(lines, "payment", "local_platform")[0] == (2, 2)
    assert not asking.questions


@pytest.mark.parametrize("title", ["ThS. ", "BS. ", "Thượng úy ", "Đ/c "])
def test_a_degree_or_a_rank_is_no_part_of_a_name(title):
    lines, _ = read(f"""
    STT | Họ và tên | Chức vụ trong tổ
    1 | {title}Lê Văn An | Tổ trưởng
    2 | {title}Hồ Thị Bé | Thành viên
    """)
    assert [name_of(one) for one in lines] == ["Lê Văn An", "Hồ Thị Bé"]
