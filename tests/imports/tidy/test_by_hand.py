"""Sheets written by hand of kinds that the corpus has not, their truth first: nothing of them is taken otherwise, or lost."""

import pytest

from imports.tidy.asking import about
from imports.tidy.cells.names import name
from tests.imports.tidy.shapes import books
from tests.imports.tidy.test_offices import name_of, read, said


@pytest.mark.parametrize(
    ("cell", "called", "sex"),
    [
        ("Đ.c Lê Thị Nga", "Lê Thị Nga", None), ("đồng chí Ngô Bá Khá", "Ngô Bá Khá", None), ("(Bà) Võ Thị Út", "Võ Thị Út", "f"),
        ("Ông bà Lê Mười", "Lê Mười", None), ("Bà quả phụ Lê Thị Tư", "Lê Thị Tư", "f"),
        ("Thầy Lê Mười", "Lê Mười", None), ("Dì Lê Thị Tư", "Lê Thị Tư", "f"), ("Ông Văn Hợi", "Ông Văn Hợi", None),
        ("Ông Thị Thân", "Ông Thị Thân", None), ("Ông Văn Công Hợi", "Văn Công Hợi", "m"),
    ],
)  # fmt: skip
def test_what_somebody_is_called_by_is_no_part_of_a_name_and_a_family_is(cell, called, sex):
    told = name(cell)
    assert (told.value, told.more.get("sex")) == (called, sex)
    assert name("Ông Văn Hợi", has_titles=True).value == "Văn Hợi"
    assert name("Ông Thị Thân", has_titles=True).value == "Ông Thị Thân"


def test_a_role_is_told_from_a_name_with_nothing_between():
    lines, asking = read("""
        Danh sach to cong nghe so cong dong | | |
        TT | Ho va ten | Nam sinh | Dien thoai
        1 | Le An to truong | 1970 | 0905001001
        2 | Tran Thi Be to pho | 1975 | 0905001002
        3 | Nguyen Van Cu thanh vien | 1980 | 0905001003
        4 | Hồ Đức Dũng TV | 1966 | 0905001004
        5 | Lê Thị Sen ủy viên | 1967 | 0905001006
        6 | To Thi Pho | 1968 | 0905001005
        7 | Nguyen Thanh Vien | 1969 | 0905001007
    """)
    assert said(lines, "full_name", "role") == [
        ("Le An", "leader"), ("Tran Thi Be", "deputy"), ("Nguyen Van Cu", "member"), ("Hồ Đức Dũng", "member"),
        ("Lê Thị Sen", "member"), ("To Thi Pho", None), ("Nguyen Thanh Vien", None),
    ]  # fmt: skip
    assert not asking.questions


def test_whether_a_role_in_small_letters_is_a_name_is_asked():
    assert name("le an to truong").doubt.choices == ("Le An", "Le An To Truong", "skip")
    assert name("nguyen truong to").doubt is None


@pytest.mark.parametrize(
    "heading", ["Thành viên tổ CNSCĐ", "Họ tên thành viên tổ CNSCĐ", "Thành viên tổ"]
)
def test_members_of_a_team_are_no_households_where_the_heading_says_it(heading):
    lines, asking = read(f"""
        TT | {heading} | SĐT
        1 | Lê An - tổ trưởng | 0905001011
        2 | Trần Bình (tổ phó) | 0905001012
        3 | Hồ Đức Dũng TV | 0905001014
    """)
    assert said(lines, "full_name", "role", "village") == [
        ("Lê An", "leader", 1), ("Trần Bình", "deputy", 1), ("Hồ Đức Dũng", "member", 1),
    ]  # fmt: skip
    assert not asking.questions


def test_a_column_of_villages_is_that_whatever_stands_above_it():
    lines, asking = read("""
        Tổ CNSCĐ thôn | Họ tên | Nhiệm vụ
        Phú Hội | Lê An | Tổ trưởng
        Phú Hội | Trần Bé | Tổ phó
        Phú Lương | Lê Cam | Tổ trưởng
    """, name="Sheet1")  # fmt: skip
    assert said(lines, "full_name", "village") == [("Lê An", 1), ("Trần Bé", 1), ("Lê Cam", 2)]
    assert not asking.questions


def test_a_mark_behind_a_name_is_no_number_so_that_its_column_is_read():
    lines, asking = read("""
        DANH SÁCH CHỦ HỘ THÔN PHÚ HỘI | |
        STT | Họ và tên chủ hộ | DVC
        1 | Nguyễn Văn An (1975) | x
        2 | Trần Thị Bé (SN 1980) | x
        3 | Lê Văn Cò - 1962 |
        4 | Phạm Thị Dung, sinh năm 1990 | x
    """)
    assert said(lines, "head_name", "birth_year", "public_services") == [
        ("Nguyễn Văn An", 1975, 2), ("Trần Thị Bé", 1980, 2), ("Lê Văn Cò", 1962, None), ("Phạm Thị Dung", 1990, 2),
    ]  # fmt: skip
    assert not asking.questions


def test_a_year_behind_a_former_commune_is_the_heads():
    lines, _ = read("""
        STT | Chủ hộ | Thôn | Xã (cũ) | Năm sinh
        1 | Diệp Văn Lân | Phú Hội | An Ninh Đông | 1958
        2 | Diệp Thị Ly | Phú Lương | An Hải | 1968
    """)
    assert said(lines, "head_name", "birth_year") == [("Diệp Văn Lân", 1958), ("Diệp Thị Ly", 1968)]


def test_what_a_row_above_a_household_says_of_its_head_is_taken_or_named():
    lines, asking = read("""
        STT | Họ và tên | Quan hệ | Năm sinh
        Hộ 1: Đồng Văn Khê, ĐT 0905550001 | | |
        1 | Đồng Văn Khê | Chủ hộ | 1956
        2 | Từ Thị Lạch | Vợ | 1959
        Hộ 2: Từ Văn Suối (xóm 2) | | |
        1 | Từ Văn Suối | Chủ hộ | 1970
        Hộ 3: Từ Văn Biển - SN 1971 | | |
        1 | Từ Văn Biển | Chủ hộ | 1971
    """)
    assert [(name_of(one), one.values.get("phone")) for one in lines] == [
        ("Đồng Văn Khê", "0905550001"), ("Từ Thị Lạch", None), ("Từ Văn Suối", None), ("Từ Văn Biển", None),
    ]  # fmt: skip
    assert [one.rows for one in asking.left if one.why == "not_understood"] == [(5, 5)]


def test_a_day_without_a_session_is_none_and_is_named():
    lines, asking = read("""
        Ngày | Nội dung | Địa điểm | Số người
        5/9/2026 | HD cài VNeID | NVH thôn | 25
        12/9/2026 | Nghỉ, không tổ chức | | 0
        13/9/2026 | Hoãn vì mưa | |
        15/9/2026 | Hoàn thiện hồ sơ | UBND xã | 18
        16/9/2026 | Huy động bà con cài VNeID | UBND xã | 12
        17/9/2026 | Nghỉ ngơi giữa giờ, hỏi đáp | UBND xã | 9
    """)
    assert [one.values["people"] for one in lines] == [25, 18, 12, 9]
    assert [one.rows for one in asking.left if one.why == "not_held"] == [(3, 3), (4, 4)]


def test_a_note_tells_too_that_there_was_no_session():
    lines, asking = read("""
        Ngày | Nội dung | Địa điểm | Số người | Ghi chú
        5/9/2026 | HD cài VNeID | NVH thôn | 25 |
        12/9/2026 | HD dịch vụ công | NVH thôn | | Hoãn vì mưa
        13/9/2026 | HD thanh toán | NVH thôn | 0 | Không tổ chức được
        14/9/2026 | Nghỉ lễ | | - |
        15/9/2026 | Mưa, không tổ chức được | | |
        16/9/2026 | Hủy tài khoản lừa đảo | NVH thôn | |
        17/9/2026 | HD thanh toán | NVH thôn | | Không thực hiện phần ví điện tử
    """)
    assert [one.values["held_on"].day for one in lines] == [5, 16, 17]
    rows = [one.rows for one in asking.left if one.why == "not_held"]
    assert rows == [(3, 3), (4, 4), (5, 5), (6, 6)]


def test_sums_of_months_are_no_sessions():
    lines, asking = read("""
        Tháng | Thôn | Số buổi | Số người
        8 | Phú Hội | 3 | 45
        9 | Phú Hội | 4 | 50
    """)
    assert not lines
    assert [one.rows for one in asking.left if one.why == "summary"] == [(2, 2), (3, 3)]


@pytest.mark.parametrize(
    "heading", ["Nơi làm rẫy", "Quê bên vợ", "Sinh hoạt chi hội tại", "Tổ phụ trách"]
)
def test_villages_below_other_words_are_asked_about(heading):
    text = f"""
        STT | Chủ hộ | {heading} | DVC
        1 | Lê Văn An | Phú Lương | x
        2 | Trần Văn Bé | Phú Lương |
    """
    lines, asking = read(text)
    assert said(lines, "head_name", "village") == [("Lê Văn An", 1), ("Trần Văn Bé", 1)]
    assert [(one.subject, one.choices) for one in asking.questions.values()] == [
        (heading, ["village", "skip"])
    ]
    lines, _ = read(text, answers={about("column", heading): "village"})
    assert said(lines, "head_name", "village") == [("Lê Văn An", 2), ("Trần Văn Bé", 2)]


def test_villages_below_no_heading_are_no_names_of_people():
    lines, asking = read("""
        STT | Chủ hộ | Năm sinh | | DVC
        1 | Lê Văn An | 1970 | Phú Lương | x
        2 | Trần Văn Bé | 1971 | Phú Hội |
    """, name="Sheet1")  # fmt: skip
    assert said(lines, "head_name", "village") == [("Lê Văn An", 2), ("Trần Văn Bé", 1)]
    assert not asking.questions


@pytest.mark.parametrize("heading", ["Thành viên tổ CNSCĐ", "Là thành viên tổ CNSCĐ"])
@pytest.mark.parametrize("cell", ["Phạm Thị Dung", "x"])
def test_who_of_the_team_stands_beside_a_head_is_nobody_of_the_household(heading, cell):
    lines, asking = read(f"""
        STT | Chủ hộ | Năm sinh | DVC | {heading}
        1 | Lê Văn An | 1970 | x | {cell}
        2 | Trần Văn Bé | 1971 | | {cell}
    """)
    assert said(lines, "head_name", "public_services") == [("Lê Văn An", 2), ("Trần Văn Bé", None)]
    assert not asking.questions
    assert [one.name for one in asking.left if one.why == "column"] == [heading]


def test_in_a_cell_of_several_a_family_is_no_title_either():
    lines, asking = read("""
        Tổ CNSCĐ thôn | Tổ trưởng | Các thành viên
        Phú Hội | Ông Văn Hợi | Ông Thị Thân, Ông Văn Bình
        Phú Lương | Dì Lê Thị Tư | Ông Văn Bảy; đ.c Ngô Bá Khá; dì Lê Thị Bảy; cô giáo Lê Thị Tám
    """)
    assert said(lines, "full_name") == [
        ("Ông Văn Hợi",), ("Ông Thị Thân",), ("Ông Văn Bình",),
        ("Lê Thị Tư",), ("Văn Bảy",), ("Ngô Bá Khá",), ("Lê Thị Bảy",), ("Lê Thị Tám",),
    ]  # fmt: skip
    assert not asking.left
    assert name("Đồng Chí Thanh", has_titles=True).value == "Đồng Chí Thanh"


def test_the_telephone_of_a_relative_is_not_the_heads():
    lines, asking = read("""
        STT | Họ và tên | Quan hệ
        Hộ 1: Lê Hòa, ĐT 0905550001 | |
        1 | Lê Hoà | Chủ hộ
        Hộ 2: Trần Văn Tám (vợ: 0905550007) | |
        1 | Trần Văn Tám | Chủ hộ
        Hộ 3: Trần Văn Chín, ĐT 0905550008 (con) | |
        1 | Trần Văn Chín | Chủ hộ
    """)
    assert [one.values.get("phone") for one in lines] == ["0905550001", None, None]
    assert [one.rows for one in asking.left if one.why == "not_understood"] == [(4, 4), (6, 6)]


def test_a_remark_below_a_table_makes_its_legend_no_column():
    lines, asking = read("""
        STT | Chủ hộ | Năm sinh | DVC | | Chú thích
        1 | Lê Văn An | 1970 | x | | x: biết
        2 | Trần Văn Bé | 1971 | o | | o: chưa biết
        3 | Ngô Thị Cam | 1972 | x | |
        | | | | Người lập biểu |
    """)
    assert said(lines, "public_services") == [(2,), (0,), (2,)]
    assert not asking.questions


def test_a_part_of_a_village_between_the_rows_is_where_those_below_live():
    lines, asking = read("""
        TT | Chủ hộ | Năm sinh | DVC
        Xóm 1 | | |
        1 | Lê Văn An | 1970 | x
        2 | Trần Văn Bé | 1971 |
        Xóm Bắc | | |
        Hộ nghèo | | |
        1 | Ngô Thị Cam | 1972 | x
        Thôn Phú Lương | | |
        1 | Đỗ Văn Dần | 1973 | x
    """)
    assert said(lines, "head_name", "village", "hamlet") == [
        ("Lê Văn An", 1, "Xóm 1"), ("Trần Văn Bé", 1, "Xóm 1"), ("Ngô Thị Cam", 1, "Xóm Bắc"), ("Đỗ Văn Dần", 2, None),
    ]  # fmt: skip
    assert not asking.questions


@pytest.mark.parametrize("asked", ["Thôn bác đang ở", "Thôn nơi anh/chị hiện đang sinh sống"])
def test_a_form_asks_where_somebody_lives(asked):
    lines, asking = read(f"""
        {asked} | Chủ hộ | Năm sinh
        Phú Lương | Lê Văn An | 1970
        Phú Hội | Trần Văn Bé | 1971
    """)
    assert said(lines, "village") == [(2,), (1,)]
    assert not asking.questions


def test_one_fact_below_no_heading_keeps_the_remarks_beyond_it_in_the_table():
    lines, asking = read("""
        STT | Chủ hộ | Năm sinh | DVC | | Chú thích
        1 | Lê Văn An | 1970 | x | cấp 2 | mới về
        2 | Trần Văn Bé | 1971 | | | hộ mới
        3 | Ngô Thị Cam | 1972 | | |
    """)
    assert said(lines, "public_services") == [(2,), (None,), (None,)]
    assert [one.subject for one in asking.questions.values()] == ["column 5"]
    assert [one.name for one in asking.left if one.why == "no_field"] == ["Chú thích"]


def test_one_telephone_below_no_heading_is_a_telephone():
    lines, asking = read("""
        STT | Chủ hộ | Năm sinh | DVC |
        1 | Lê Văn An | 1970 | x | 0905111222
        2 | Trần Văn Bé | 1971 | |
    """)
    assert said(lines, "phone") == [("0905111222",), (None,)]
    assert not asking.questions


def test_marks_below_tt_among_skills_are_payments_though_nothing_else_counts_the_rows():
    lines, asking = read("""
        Chủ hộ | Năm sinh | DVC | MS | TT | AT | NT
        Lê Văn An | 1970 | 1 | 0 | 0 | 1 | 1
        Trần Văn Bé | 1971 | 0 | 1 | 1 | 0 | 1
        Ngô Thị Cam | 1972 | 0 | 1 | 1 | 0 | 0
    """)
    assert said(lines, "payment") == [(0,), (2,), (2,)]
    assert not asking.questions


def test_names_of_women_of_the_highlands_tell_a_column_of_names():
    lines, asking = read("""
        STT | Họ tên chủ hộ | Thành viên trong hộ | Quan hệ với chủ hộ | Năm sinh
        1 | Tô Ngọc Oanh | | Chủ hộ | 1955
        2 | | Nguyễn Thị Dung | Mẹ | 1931
        3 | Y Nguyên Kbuôr | | Chủ hộ | 1971
        4 | | H'Linh Niê | Vợ | 1973
        5 | | H’Ñek Kbuôr | Con | 1991
        6 | | H'Hĕ Kbuôr | Con | 1995
    """)
    assert [name_of(line) for line in lines] == [
        "Tô Ngọc Oanh", "Nguyễn Thị Dung", "Y Nguyên Kbuôr", "H'Linh Niê", "H’Ñek Kbuôr", "H'Hĕ Kbuôr",
    ]  # fmt: skip
    assert not asking.questions


def test_how_many_men_and_women_live_in_a_household_is_the_sex_of_nobody():
    lines, asking = read("""
        TT | Họ tên chủ hộ | Nam | Nữ | Tổng số khẩu
        1 | Lường Văn Pẩng | 2 | 3 | 5
        2 | Tòng Thị Dung | 1 | 1 | 2
        3 | Lù Văn Què | 0 | 1 | 1
    """)
    assert said(lines, "sex") == [(None,)] * 3
    assert {one.name for one in asking.left} == {"Nam", "Nữ", "Tổng số khẩu"}


def test_the_day_of_a_week_is_no_day():
    lines, asking = read("""
        Ngày giờ | Nội dung | Địa điểm | Số người tham gia
        Thứ 7, 8/8/2026 (19h30) | Cài VNeID | Nhà sinh hoạt | 22
        T5-13/8/2026 | Cài VNeID | Nhà ông Tư | 15
        7, 8/8/2026 | Cài VNeID | Nhà ông Tư | 15
    """)
    assert [str(line.values.get("held_on")) for line in lines] == [
        "2026-08-08",
        "2026-08-13",
        "None",
    ]
    assert [one.subject for one in asking.questions.values()] == ["7, 8/8/2026"]


def test_a_head_with_a_telephone_below_one_heading_is_nobody_else():
    lines, _ = read("""
        STT | Họ tên chủ hộ / SĐT | Năm sinh
        1 | Lữ Văn Bình - 0912100001 | 1 961
        2 | Lữ Thị Cam; ĐT 0912100002 | 1972
    """)
    assert said(lines, "head_name", "phone", "birth_year") == [
        ("Lữ Văn Bình", "0912100001", 1961), ("Lữ Thị Cam", "0912100002", 1972),
    ]  # fmt: skip


def test_a_remark_in_brackets_where_somebody_should_stand_is_nobody():
    lines, asking = read("""
        TT | Họ tên | Chức vụ trong tổ | SĐT
        1 | (khuyết) | Tổ trưởng |
        2 | Lê Văn An | Tổ phó | 0905111222
        3 | (Bà) Lê Thị Tý | Thành viên | 0905111223
    """)
    assert [name_of(line) for line in lines] == ["Lê Văn An", "Lê Thị Tý"]
    assert (asking.questions, [one.rows for one in asking.left]) == ({}, [(2, 2)])


@pytest.mark.parametrize(
    ("called", "is_asked"),
    [
        ("Tô Thanh Ngân Lý Xuân Hòa", True), ("H'Lê Êban Y Luyện Êban H'Lê Mlô", True), ("Kpă Hyai Siu H'Đrin Siu Khơi R'Ô H'Nghĩa", True),
        ("Công Tằng Tôn Nữ Hoàng Anh", False), ("Nguyễn Phạm Lê Quốc Bảo", False), ("Nguyễn Thị Kim Hoàng Thư", False),
    ],
)  # fmt: skip
def test_names_that_run_together_are_not_one_person_without_a_question(called, is_asked):
    doubt = name(called).doubt
    assert (doubt is not None) == is_asked


def test_members_of_a_cell_that_run_together_are_named_and_not_asked_about():
    lines, asking = read("""
        STT | Họ tên chủ hộ | Các thành viên trong hộ | Năm sinh
        1 | Lý Công Sáu | Tô Thanh Ngân Lý Xuân Hòa | 1975
        2 | Hồ Văn Luận | Tô Thị Chi; Hồ Thị Lý | 1977
    """)
    assert [one.problems[0]["value"] for one in lines if one.problems] == [
        "Tô Thanh Ngân Lý Xuân Hòa"
    ]
    assert not asking.questions


def test_questions_that_a_program_numbered_are_headings():
    lines, asking = read("""
        start | _1_Ho_ten_chu_ho | _2_Thon | _3_Nam_sinh | _4_Dich_vu_cong | _id
        2026-08-01T08:00:00 | Trần Quang Cơ | phu_hoi | 1959 | biet | 101
        2026-08-01T08:10:00 | Trần Thị Quế | phu_luong | 1966 | biet | 102
    """)
    assert said(lines, "head_name", "village", "birth_year", "public_services") == [
        ("Trần Quang Cơ", 1, 1959, 2), ("Trần Thị Quế", 2, 1966, 2),
    ]  # fmt: skip
    assert {one.name for one in asking.left} == {"start", "_id"}


@pytest.mark.parametrize(
    "hamlets", [("I", "Xóm Trên", "II", "Xóm Dưới"), ("A", "Xóm Trên", "B", "Xóm Dưới")]
)
def test_a_numbered_row_between_households_may_be_their_hamlet(hamlets):
    first, upper, second, lower = hamlets
    head = ["STT", "Chủ hộ", "Năm sinh", "DVC"]
    rows = [first, upper], [1, "Lê An", 1975, "x"], [second, lower], [2, "Lê Bé", 1980, "x"]
    found = books.read("DANH SÁCH HỘ THÔN HỘI PHÚ", head, *rows)
    assert found.told("head_name", "hamlet") == [("Lê An", upper), ("Lê Bé", lower)]


@pytest.mark.parametrize(
    ("heading", "households"),
    [
        ("Số hộ/số khẩu", 250), ("Số hộ, số người", 250), ("Số hộ/dân số", 250), ("Số hộ dân/tổng số hộ dân", None), ("Số hộ (dân tộc)", None),
    ],
)  # fmt: skip
def test_a_second_number_is_of_people_only_where_the_heading_says_so(heading, households):
    row = [1, "Hội Phú", "250/1.020"]
    found = books.read("DANH SÁCH THÔN", ["STT", "Thôn", heading], row)
    assert found.told("households") == [(households,)]
