"""Sessions that were not held, and those of a plan, are brought in only if somebody says so."""

from datetime import date

import pytest

from tests.imports.tidy.shapes.books import read

HEAD = ["Ngày", "Thôn", "Nội dung", "Số người", "Kết quả"]
ROWS = ["Thôn", "Nội dung", "Ngày", "Số người"], ["Hội Phú", "DVC", "1/9/2026", 50]
N = None


def _held(title, people, result):
    rows = [
        ["2/6/2026", "Ea Kar", "QR", 20, "Đạt"],
        ["3/6/2026", "Hội Phú", title, people, result],
    ]
    found = read("HOẠT ĐỘNG TỔ CNSCĐ", HEAD, *rows)
    assert ("not_held" in found.left) == (len(found.lines) == 1)
    return len(found.lines) == 2


@pytest.mark.parametrize(
    "result",
    [
        "Đã hủy", "Bị hoãn", "Hoãn", "Dời sang tuần sau", "Dời lịch sang 14/6", "Chuyển sang ngày 20/6", "Chưa triển khai", "Lùi lịch", "Không hoạt động",
        "Không đủ người, hoãn", "Mất điện phải nghỉ", "Trùng họp dân nên không làm", "Không tổ chức được", "Nghỉ tết", "Mưa to, nghỉ", "Tạm dừng do mưa", "Dừng tổ chức", "Ngừng hoạt động",
        "Hoãn, đã làm việc với thôn", "Hoãn do mưa, đã hướng dẫn qua Zalo", "Hoãn, đã thông báo cho bà con", "Hoãn do mưa, đã dời sang 20/6", "Không tổ chức được do mất điện, đã báo cáo xã", "Hoãn do mưa bão ngày 3/6",
        "Nghỉ lễ 3/6", "Hoãn do chỉ có 3 người đến", "Không tổ chức được vì chỉ có 5 hộ ở nhà", "Chuyển sang ngày 20/6 do mưa",
    ],
)  # fmt: skip
def test_what_says_that_a_session_was_not_held(result):
    assert not _held("DVC", N, result)
    assert not _held("Đạt chuẩn số", N, result)  # what it was about says nothing of it
    assert _held("DVC", 12, result)  # somebody came


@pytest.mark.parametrize("title", ["DVC (đã hủy)", "DVC - HOÃN", "DVC (hoãn do mưa)"])
def test_a_title_may_say_it_at_its_end(title):
    assert not _held(title, N, N)


@pytest.mark.parametrize(
    "title",
    ["Hướng dẫn hủy thẻ, khóa thẻ", "Nghỉ dưỡng an toàn", "Chuyển tiền qua điện thoại", "Dừng thuê bao rác", "Hủy thẻ ngân hàng"],
)  # fmt: skip
def test_what_a_session_is_about_says_nothing_of_it(title):
    assert _held(title, N, "Đạt")


@pytest.mark.parametrize(
    "title",
    ["KẾ HOẠCH HOẠT ĐỘNG TỔ CNSCĐ THÁNG 9", "LỊCH TẬP HUẤN", "DỰ KIẾN CÁC BUỔI TUYÊN TRUYỀN", "Phụ lục 2: Kế hoạch ra quân", "KẾ HOẠCH TỔNG HỢP CÁC LỚP TẬP HUẤN",
     "KẾ HOẠCH THAM GIA NGÀY CHUYỂN ĐỔI SỐ"],
)  # fmt: skip
def test_whether_what_was_planned_was_held_is_asked(title):
    asked = read(title, *ROWS)
    assert (asked.lines, asked.asked) == ([], {("plan", title)})
    answers = {("plan", title): "take"}
    assert len(read(title, *ROWS, answers=answers).lines) == 1
    left = read(title, *ROWS, answers={("plan", title): "skip"})
    assert (left.lines, "skipped" in left.left, left.asked) == ([], True, set())


def test_the_question_says_how_many_rows_wait():
    heading, row = ROWS
    asked = read("LỊCH TẬP HUẤN", heading, row, row).asking.questions.values()
    assert [(one.count, [spot.row for spot in one.examples]) for one in asked] == [(2, [3, 4])]


@pytest.mark.parametrize(
    "titles",
    [
        ["KẾT QUẢ HOẠT ĐỘNG", "Thực hiện Kế hoạch số 12/KH-UBND"], ["BÁO CÁO HOẠT ĐỘNG", "KẾ HOẠCH SỐ 12/KH-UBND"], ["KẾ HOẠCH SỐ 12/KH-UBND NGÀY 2/1/2026"],
        ["Kết quả thực hiện kế hoạch"], ["NHẬT KÝ", "Kế hoạch và kết quả"],
    ],
)  # fmt: skip
def test_what_was_done_by_a_plan_is_not_asked_about(titles):
    found = read(*titles, *ROWS)
    assert (len(found.lines), found.asked) == (1, set())


@pytest.mark.parametrize(
    "remark",
    [
        "20 người biết VNeID; DVC: chưa thực hiện được", "Cài cho 10 máy, 2 máy cũ nên không làm được.", "Dời sang nhà văn hóa", "Dừng lại ở 3 nội dung",
        "Lùi đến 9h mới bắt đầu", "Không họp, đến từng nhà", "Nội dung thanh toán: chưa thực hiện được", "Nghỉ trưa", "Buổi sau hoãn do mưa",
        "Chuyển sang buổi chiều", "Chuyển sang buổi tối", "Dời sang ngày 3/6", "Chuyển sang ngày 20/6 do mưa, đã hướng dẫn đủ",
    ],
)  # fmt: skip
def test_remarks_on_sessions_that_were_held(remark):
    assert _held("DVC", N, remark)


@pytest.mark.parametrize("title", ["Hướng dẫn đặt lịch, hủy lịch khám", "Dừng, đỗ xe trên VNeID", "Thủ tục hộ kinh doanh: tạm ngừng, hủy", "Dời lịch chiếu phim", "Đặt vé tàu (hủy)", "Dịch vụ khám bệnh - hủy", "Thủ tục nghĩa vụ quân sự: miễn, hoãn", "Tra cứu chuyến bay bị chậm, hoãn"])  # fmt: skip
def test_titles_of_sessions_that_were_held(title):
    assert _held(title, N, N)


@pytest.mark.parametrize(("heading", "cell"), [("Nam", 12), ("Số máy cài", 12), ("Ghi chú", "cài cho 12 máy")])  # fmt: skip
def test_where_anything_was_counted_a_session_was_held(heading, cell):
    rows = ["2/6/2026", "Ea Kar", "QR", "Đạt", N], ["3/6/2026", "Hội Phú", "DVC", "Hoãn", cell]
    found = read("HOẠT ĐỘNG", [*HEAD[:3], "Kết quả", heading], *rows)
    assert len(found.lines) == 2


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Tuần", 24), ("Năm", 2026), ("Số buổi", 1), ("Giờ", 14), ("Kinh phí", 500000), ("Số người dự kiến", 50), ("SĐT người phụ trách", "0905111222"),
     ("Người liên hệ", "0905111222"), ("Số thành viên tổ hỗ trợ", 4), ("Địa điểm", "Đạt Lý"), ("Địa điểm", "Khá nhà ông Ba")],
)  # fmt: skip
def test_a_number_of_something_else_is_nobody_who_came(heading, cell):
    rows = (
        ["2/6/2026", "Ea Kar", "QR", "Đạt", N],
        ["3/6/2026", "Hội Phú", "DVC", "Nghỉ, không tổ chức", cell],
    )
    found = read("HOẠT ĐỘNG", [*HEAD[:3], "Ghi chú", heading], *rows)
    assert (len(found.lines), "not_held" in found.left) == (1, True)


@pytest.mark.parametrize("heading", ["Khó khăn", "Tồn tại, hạn chế", "Kiến nghị"])
def test_what_was_hard_is_said_of_sessions_that_were_held(heading):
    rows = (
        ["2/6/2026", "Ea Kar", "QR", N],
        ["3/6/2026", "Hội Phú", "DVC", "Trùng họp dân nên không làm"],
    )
    assert len(read("HOẠT ĐỘNG", [*HEAD[:3], heading], *rows).lines) == 2


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Số người tham gia", 12), ("Trong đó nữ", 12), ("Kết quả", "Đạt yêu cầu"), ("Số người dự", 12), ("Số lượt", 12), ("Ghi chú", "Đã tổ chức")],
)  # fmt: skip
def test_where_what_came_of_it_is_said_a_plan_was_held(heading, cell):
    head = ["Thôn", "Nội dung", "Ngày", heading]
    found = read("LỊCH TẬP HUẤN", head, ["Hội Phú", "DVC", "1/9/2026", cell])
    assert (len(found.lines), found.asked) == (1, set())


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Thành phần tham gia", "Toàn dân"), ("Nội dung khác", "Kết quả triển khai VNeID"), ("Số người tham gia (dự kiến)", 30), ("Dự kiến số lượt", 30), ("Số người", 30)],
)  # fmt: skip
def test_who_is_to_come_is_no_result_of_a_plan(heading, cell):
    head = ["Thôn", "Nội dung", "Ngày", heading]
    found = read("KẾ HOẠCH TẬP HUẤN", head, ["Hội Phú", "DVC", "1/9/2026", cell])
    assert found.asked == {("plan", "KẾ HOẠCH TẬP HUẤN")}


@pytest.mark.parametrize(
    "own", ["20/6/2026", "2026-06-20", 46193, date(2026, 6, 20), "Thứ bảy 20/6", "20"]
)
@pytest.mark.parametrize("remark", ["Dời sang ngày 20/6", "Chuyển lịch đến 20/6"])
def test_a_session_that_was_moved_to_its_own_day_was_held(own, remark):
    rows = ["2/6/2026", "Ea Kar", "QR", 20, N], [own, "Hội Phú", "DVC", N, remark]
    assert len(read("HOẠT ĐỘNG TỔ CNSCĐ", HEAD, *rows).lines) == 2


@pytest.mark.parametrize(
    "heading", ["Số người (gồm cán bộ, hội viên)", "Số người tham gia (kể cả cán bộ)", "Tổng số người tham gia (cán bộ, nhân dân)"]
)  # fmt: skip
def test_who_came_may_be_counted_with_members(heading):
    rows = (
        ["2/6/2026", "Ea Kar", "QR", 20, N],
        ["13/6/2026", "Hội Phú", "DVC", 25, "Chuyển sang ngày 20/6"],
    )
    found = read("HOẠT ĐỘNG", [*HEAD[:3], heading, "Ghi chú"], *rows)
    assert len(found.lines) == 2
