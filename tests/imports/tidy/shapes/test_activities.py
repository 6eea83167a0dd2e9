"""Sessions are read with the days that months, sheets and titles complete; a year that nobody says is asked."""

from datetime import date

import pytest

from tests.imports.tidy.shapes.books import EA_KAR, HOI_PHU, read, read_sheets

N = None
HEAD = ["TT", "Ngày", "Thôn", "Nội dung", "Số lượt người"]


def test_days_below_a_month_are_of_it():
    found = read(
        HEAD,
        "Tháng 7/2026",
        [1, 3, "Hội Phú", "Cài VNeID", 25],
        [2, "10", "Ea Kar", "Thanh toán QR", 30],
        "Tháng 8/2026",
        [3, "05", "Hội Phú", "Dịch vụ công", 12],
    )
    days = [date(2026, 7, 3), date(2026, 7, 10), date(2026, 8, 5)]
    assert found.told("held_on", "village") == list(
        zip(days, (HOI_PHU, EA_KAR, HOI_PHU), strict=True)
    )
    assert not found.asked


def test_a_month_may_be_the_name_of_the_sheet_or_a_column():
    row = [1, "12", "Hội Phú", "Cài VNeID", 25]
    assert read_sheets({"T7.2026": [HEAD, row]}).told("held_on") == [(date(2026, 7, 12),)]
    head = ["TT", "Tháng", "Ngày", "Thôn", "Nội dung", "Số lượt người"]
    found = read("SỔ THEO DÕI NĂM 2026", head, [1, 8, 12, "Hội Phú", "Cài VNeID", 25])
    assert found.told("held_on") == [(date(2026, 8, 12),)]


def test_a_month_in_a_column_is_that_of_the_rows_below_it_too():
    head = ["Tháng", "Ngày", "Thôn", "Nội dung", "Số người tham gia"]
    first, second = ["8/2026", "02", "Hội Phú", "Cài VNeID", 22], [None, "16", "Ea Kar", "QR", 17]
    found = read(head, first, second, ["9/2026", "06", "Hội Phú", "DVC", 9])
    days = [date(2026, 8, 2), date(2026, 8, 16), date(2026, 9, 6)]
    assert (found.told("held_on"), found.asked) == ([(day,) for day in days], set())


def test_a_day_is_of_the_month_above_it_whichever_is_written_first():
    rows = [
        [1, "9/2/2026", "Hội Phú", "Cài VNeID", 25],
        [2, "9/4/2026", "Ea Kar", "Thanh toán QR", 30],
    ]
    found = read_sheets({"Tháng 9": [HEAD, *rows]})
    assert found.told("held_on") == [(date(2026, 9, 2),), (date(2026, 9, 4),)]
    # One that can be day first alone speaks for all of the column.
    plain = read_sheets(
        {"Tháng 2": [HEAD, [1, "2/3/2026", *rows[0][2:]], [2, "14/2/2026", *rows[1][2:]]]}
    )
    assert plain.told("held_on") == [(date(2026, 3, 2),), (date(2026, 2, 14),)]


def test_a_year_in_the_title_is_that_of_its_days():
    found = read("SỔ THEO DÕI HOẠT ĐỘNG NĂM 2025", HEAD, [1, "12/8", "Hội Phú", "Cài VNeID", 25])
    assert found.told("held_on") == [(date(2025, 8, 12),)]


def test_a_year_that_nobody_says_is_asked_once_and_taken():
    rows = [HEAD, [1, "12/8", "Hội Phú", "Cài", 25], [2, "ngày 3 tháng 9", "Ea Kar", "QR", 30]]
    found = read(*rows)
    assert [kind for kind, _subject in found.asked] == ["year"]
    assert found.told("held_on") == [(None,), (None,)]
    told = read(*rows, answers={("year", ""): "2025"})
    assert told.told("held_on") == [(date(2025, 8, 12),), (date(2025, 9, 3),)]


def test_the_year_of_a_paper_above_is_not_that_of_the_days():
    found = read(
        "(Kèm theo Công văn số 12/UBND ngày 3/4/2024)", HEAD, [1, "12/8", "Hội Phú", "Cài", 25]
    )
    assert found.told("held_on") == [(None,)]


@pytest.mark.parametrize(
    "text",
    [
        "8h00, 12/8/2026",
        "14 giờ ngày 12/8/2026",
        "Từ 7h30 đến 10h00 ngày 12/8/2026",
        "8g30 - 12/8",
        "Tối 12/8/2026",
    ],
)
def test_a_time_before_a_day_is_no_day(text):
    found = read("NĂM 2026", HEAD, [1, text, "Hội Phú", "Cài VNeID", 25])
    assert found.told("held_on") == [(date(2026, 8, 12),)]


def test_ticks_say_what_was_taught():
    head = ["TT", "Ngày tổ chức", "Thôn", "Dịch vụ công", "Mua sắm", "Thanh toán", "Số người"]
    found = read(head, [1, "12/8/2026", "Hội Phú", "x", None, "x", 20])
    assert found.told("public_services", "shopping", "payment") == [(1, None, 1)]


def test_two_days_without_a_year_are_asked_with_the_year_above_them():
    found = read("NĂM 2026", HEAD, [1, "6-7/9", "Hội Phú", "Cài VNeID", 25])
    assert found.asked == {("repair", "6-7/9/2026")}


def test_which_skills_numbers_mean_is_asked_with_the_skills():
    head = ["TT", "Ngày", "Thôn", "Nội dung", "Kỹ năng hướng dẫn", "Số người"]
    found = read(head, [1, "5/9/2026", "Hội Phú", "Cài VNeID", "1, 4", 25])
    assert {tuple(one.choices) for one in found.asking.questions.values()} <= {
        ("1", "2", "3", "4", "5", "skip"),
        tuple("12345"),
    }


def test_totals_are_no_marks():
    head = ["TT", "Ngày", "Thôn", "Dịch vụ công", "Mua sắm", "Thanh toán", "Số người"]
    rows = [[1, "12/8/2026", "Hội Phú", 1, N, 1, 20], [2, "13/8/2026", "Ea Kar", N, 1, N, 9]]
    found = read(head, *rows, [N, "Tổng: 2", N, 1, 1, 5, 29])
    assert found.told("public_services", "shopping", "payment") == [(1, N, 1), (N, 1, N)]
    assert not found.asked


def test_where_the_committee_sits_is_no_other_commune():
    head = ["TT", "Ngày", "Địa điểm", "Nội dung", "Số lượt người"]
    found = read(head, [1, "12/8/2026", "Trụ sở UBND xã", "Ra quân", 100])
    assert {kind for kind, _subject in found.asked} == {"village"}


def test_a_session_of_the_commune_has_no_village():
    head = ["TT", "Ngày", "Tổ", "Nội dung", "Số lượt người"]
    found = read(
        head,
        [1, "12/8/2026", "Tổ CNSCĐ xã Hòa Xuân", "Cài VNeID", 25],
        [2, "13/8/2026", "Tổ CNSCĐ thôn Hội Phú", "Cài VNeID", 25],
    )
    assert found.told("tier", "village") == [("commune", None), (None, HOI_PHU)]
    bare = read(
        ["TT", "Ngay", "To", "Noi dung", "So luot nguoi"],
        [1, "12/8/2026", "To CNSCD xa Hoa Xuan", "Cai VNeID", 25],
        [2, "13/8/2026", "To cong nghe so cong dong thon Hoi Phu", "Cai VNeID", 25],
    )
    assert bare.told("tier", "village") == [("commune", None), (None, HOI_PHU)]


def test_a_row_that_says_nothing_of_a_session_is_left_and_told():
    found = read(HEAD, [1, "12/8/2026", "Hội Phú", "Cài", 25], [2, None, "Ea Kar", None, None])
    assert len(found.lines) == 1
    assert found.left


def test_who_is_in_charge_of_a_session_leads_no_team():
    title = "LỊCH RA QUÂN TỔ CNSCĐ - THÁNG 8/2026"
    came = read(
        title,
        ["Thứ, ngày", "Thôn", "Người phụ trách", "Số người dự"],
        ["Thứ Bảy, 01/8", "Hội Phú", "Nguyễn Văn An", 30],
        ["CN 9/8", "Hội Phú", "Trần Văn Minh", 25],
        answers={("plan", title): "take"},
    )
    assert came.kinds == {"activities"}
    assert came.told("people", "held_on") == [(30, date(2026, 8, 1)), (25, date(2026, 8, 9))]


def test_two_days_below_a_month_are_asked():
    came = read(
        "CÁC BUỔI HƯỚNG DẪN NĂM 2026",
        ["Ngày", "Thôn", "Nội dung", "Số người dự"],
        ["Tháng 8"],
        ["15, 16", "Hội Phú", "An toàn mạng", 30],
        ["20", "Hội Phú", "VNeID", 12],
    )
    assert ("repair", "15-16/8/2026") in came.asked


@pytest.mark.parametrize(("heading", "women"), [("Số người dự (trong đó nữ)", 12), ("Số người tham gia/nữ", 12), ("Số người dự", None)])  # fmt: skip
def test_women_are_counted_behind_those_who_came_if_the_heading_says_so(heading, women):
    head = [*HEAD[:-1], heading]
    found = read(head, [1, "5/9/2026", "Hội Phú", "Cài VNeID", "25 (12)"])
    assert found.told("people", "women") == [(25 if women else None, women)]


def test_the_house_of_a_head_of_a_village_is_no_village():
    head = ["TT", "Ngày", "Địa điểm", "Nội dung"]
    found = read(
        "SỔ THEO DÕI BUỔI CỦA TỔ CNSCĐ BUÔN EA KAR",
        head,
        [1, "5/9/2026", "Nhà buôn trưởng", "QR"],
        [2, "6/9/2026", "Nhà ông thôn trưởng", "QR"],
    )
    assert found.told("place", "village") == [
        ("Nhà buôn trưởng", EA_KAR),
        ("Nhà ông thôn trưởng", EA_KAR),
    ]
    assert not found.asked


def test_what_any_column_says_was_not_held_is_none():
    found = read(
        [*HEAD, "Trạng thái"],
        [1, "03/7/2026", "Hội Phú", "Cài VNeID", None, "Chưa thực hiện"],
        [2, "04/7/2026", "Hội Phú", "QR", None, "Hoãn do mưa"],
        [3, "05/7/2026", "Hội Phú", "DVC", 12, "Đã thực hiện"],
    )
    assert found.told("title") == [("DVC",)]
    assert "not_held" in found.left


def test_days_without_a_year_are_within_the_days_of_the_title():
    title = "BÁO CÁO THÁNG 1/2026 (Từ 15/12/2025 đến 14/01/2026)"
    found = read(title, HEAD, [1, "20/12", "Hội Phú", "A", 5], [2, "10/01", "Hội Phú", "B", 5])
    assert found.told("held_on") == [(date(2025, 12, 20),), (date(2026, 1, 10),)]


def test_december_in_the_list_of_a_january_is_of_the_year_before():
    found = read(
        "THÁNG 01/2026", HEAD, [1, "31/12", "Hội Phú", "A", 5], [2, "5/1", "Hội Phú", "B", 5]
    )
    assert found.told("held_on") == [(date(2025, 12, 31),), (date(2026, 1, 5),)]


def test_a_month_column_has_its_own_year():
    head = ["Tháng", "Ngày", "Thôn", "Nội dung", "Số người tham gia"]
    found = read("THÁNG 01/2026", head, ["12/2025", "15/12", "Hội Phú", "A", 5])
    assert found.told("held_on") == [(date(2025, 12, 15),)]


def test_a_list_of_several_months_is_of_no_one_of_them():
    title = "LỊCH TỪ THÁNG 01 ĐẾN 12 NĂM 2025"
    found = read(title, HEAD, [1, "15/12", "Hội Phú", "A", 5])
    assert found.told("held_on") == [(date(2025, 12, 15),)]


def test_people_of_a_village_that_came_are_counted():
    head = ["TT", "Ngày", "Thôn", "Nội dung", "Số người tham gia (trong thôn)"]
    found = read(head, [1, "03/7/2026", "Hội Phú", "QR", 20])
    assert found.told("people") == [(20,)]


def test_households_of_the_village_are_none_that_came():
    head = ["TT", "Ngày", "Thôn", "Nội dung", "Số hộ trong thôn", "Số hộ tham gia"]
    found = read(head, [1, "03/7/2026", "Hội Phú", "Cài VNeID", 250, 20])
    assert found.told("households") == [(20,)]


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("Từ ngày", "Đến ngày"), ("Ngày bắt đầu", "Ngày kết thúc"), ("Thời gian bắt đầu", "Thời gian kết thúc"), ("Từ", "Đến"),
        ("Ngày khai giảng", "Ngày bế giảng"), ("Bắt đầu", "Kết thúc"), ("Start date", "End date"), ("tu ngay", "den ngay"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("title", [None, "HOẠT ĐỘNG CỦA TỔ CNSCĐ", "Số hộ các thôn"])
def test_a_session_of_several_days_is_of_its_first(begins, ends, title):
    head = ["TT", "Thôn", begins, ends, "Nội dung", "Số người tham gia"]
    rows = ["Hội Phú", "5/3/2026", "7/3/2026", "DVC", 25], ["Ea Kar", "12/4/2026", N, "QR", 30]
    found = read(title, head, *([n, *row] for n, row in enumerate(rows, start=1)))
    days = [date(2026, 3, 5), date(2026, 4, 12)]
    assert found.told("held_on", "village", "people") == [
        (days[0], HOI_PHU, 25),
        (days[1], EA_KAR, 30),
    ]
    assert (found.kinds, found.asked) == ({"activities"}, set())
    assert ends in {one.name for one in found.asking.left}


def test_from_and_to_below_one_heading_need_not_be_merged():
    head = ["TT", "Thôn", "Thời gian", N, "Nội dung", "Số người tham gia"]
    row = [1, "Hội Phú", "5/3/2026", "7/3/2026", "Hướng dẫn DVC", 25]
    found = read(head, [N, N, "Từ", "Đến", N, N], row)
    assert (found.told("held_on", "people"), found.asked) == ([(date(2026, 3, 5), 25)], set())


def test_the_day_of_a_session_is_not_that_from_which_something_else_ran():
    head = ["TT", "Thôn", "Ngày", "Từ ngày", "Đến ngày", "Nội dung", "Số người"]
    found = read(head, [1, "Hội Phú", "5/3/2026", "1/3/2026", "2/3/2026", "DVC", 25])
    assert (found.told("held_on"), found.asked) == ([(date(2026, 3, 5),)], set())


def test_hours_between_which_a_session_was_held_are_no_days_of_it():
    head = ["TT", "Thôn", "Ngày", "Bắt đầu", "Kết thúc", "Nội dung", "Số người"]
    found = read(head, [1, "Hội Phú", "5/3/2026", "7h30", "11h00", "Hướng dẫn DVC", 25])
    assert (found.told("held_on"), found.asked) == ([(date(2026, 3, 5),)], set())


def test_a_class_counts_its_learners():
    head = ["TT", "Tên lớp", "Ngày", "Địa điểm", "Số học viên"]
    found = read(head, [1, "Lớp kỹ năng số", "5/3/2026", "Thôn Hội Phú", 25])
    assert found.told("title", "people") == [("Lớp kỹ năng số", 25)]
