"""Sessions that were not held, and those of a plan, are brought in only if somebody says so."""

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
        "Không đủ người, hoãn", "Mất điện phải nghỉ", "Trùng họp dân nên không làm", "Không tổ chức được", "Nghỉ tết", "Mưa to, nghỉ",
    ],
)  # fmt: skip
def test_what_says_that_a_session_was_not_held(result):
    assert not _held("DVC", N, result)
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
    ["KẾ HOẠCH HOẠT ĐỘNG TỔ CNSCĐ THÁNG 9", "LỊCH TẬP HUẤN", "DỰ KIẾN CÁC BUỔI TUYÊN TRUYỀN", "Phụ lục 2: Kế hoạch ra quân"],
)  # fmt: skip
def test_whether_what_was_planned_was_held_is_asked(title):
    asked = read(title, *ROWS)
    assert (asked.lines, asked.asked) == ([], {("plan", title)})
    answers = {("plan", title): "take"}
    assert len(read(title, *ROWS, answers=answers).lines) == 1
    left = read(title, *ROWS, answers={("plan", title): "skip"})
    assert (left.lines, "table" in left.left, left.asked) == ([], True, set())


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
    ],
)  # fmt: skip
def test_remarks_on_sessions_that_were_held(remark):
    assert _held("DVC", N, remark)


@pytest.mark.parametrize("title", ["Hướng dẫn đặt lịch, hủy lịch khám", "Dừng, đỗ xe trên VNeID", "Thủ tục hộ kinh doanh: tạm ngừng, hủy", "Dời lịch chiếu phim"])  # fmt: skip
def test_titles_of_sessions_that_were_held(title):
    assert _held(title, N, N)


@pytest.mark.parametrize(("heading", "cell"), [("Nam", 12), ("Số máy cài", 12), ("Ghi chú", "cài cho 12 máy")])  # fmt: skip
def test_where_anything_was_counted_a_session_was_held(heading, cell):
    rows = ["2/6/2026", "Ea Kar", "QR", "Đạt", N], ["3/6/2026", "Hội Phú", "DVC", "Hoãn", cell]
    found = read("HOẠT ĐỘNG", [*HEAD[:3], "Kết quả", heading], *rows)
    assert len(found.lines) == 2


@pytest.mark.parametrize("heading", ["Khó khăn", "Tồn tại, hạn chế", "Kiến nghị"])
def test_what_was_hard_is_said_of_sessions_that_were_held(heading):
    rows = (
        ["2/6/2026", "Ea Kar", "QR", N],
        ["3/6/2026", "Hội Phú", "DVC", "Trùng họp dân nên không làm"],
    )
    assert len(read("HOẠT ĐỘNG", [*HEAD[:3], heading], *rows).lines) == 2


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Số người tham gia", 12), ("Trong đó nữ", 12), ("Kết quả", "Đạt yêu cầu")],
)
def test_where_what_came_of_it_is_said_a_plan_was_held(heading, cell):
    head = ["Thôn", "Nội dung", "Ngày", heading]
    found = read("LỊCH TẬP HUẤN", head, ["Hội Phú", "DVC", "1/9/2026", cell])
    assert (len(found.lines), found.asked) == (1, set())
