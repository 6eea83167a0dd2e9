"""A member who left and a team that was dissolved are told from those who replaced somebody."""

from datetime import date

import pytest

from imports.tidy.shapes.over import has_left, is_over
from tests.imports.tidy.shapes.books import read

HEADINGS = ("STT", "Họ và tên", "Vai trò trong tổ", "Ghi chú")


@pytest.mark.parametrize(
    "text",
    [
        "Thôi tham gia từ 01/6/2026", "Đã giải thể 1/7/2025", "Đã giải thể", "Đã nghỉ", "đã thôi làm tổ viên", "Không còn tham gia", "Ngừng hoạt động",
        "Đã mất", "Miễn nhiệm theo QĐ 12", "Tổ đã giải thể", "Đã chuyển công tác", "Nghỉ từ tháng 5", "Luân chuyển công tác từ 01/6",
        "Chuyển công tác sang xã khác", "đã thay", "Thay thế", "Không hoạt động", "Tạm ngưng", "Đi nghĩa vụ quân sự", "Tạm ngừng hoạt động từ 01/6",
        "(chuyển công tác)", "(đã mất 2025)", "Đã sáp nhập vào tổ thôn 2",
    ],
)  # fmt: skip
def test_what_is_over_is_told(text):
    assert is_over(text)


@pytest.mark.parametrize(
    "text", ["Không tham gia nữa", "Chuyển về xã khác", "Xóa tên", "Đưa ra khỏi tổ", "Đi NVQS từ 2/2026", "Đã nghỉ"]
)  # fmt: skip
def test_what_is_of_a_member_is_nothing_of_a_whole_team(text):
    assert has_left(text)
    row = "Hội Phú", "Nguyễn Văn An", "Trần Thị Bê", text
    came = read("DANH SÁCH TỔ CNSCĐ", ("Thôn", "Tổ trưởng", "Tổ phó", "Ghi chú"), row)
    assert len(came.lines) == (0 if is_over(text) else 2)


@pytest.mark.parametrize(
    "text",
    [
        "Thay ông Nguyễn Văn Lâm (thôi tham gia)", "Đã nghỉ hưu", "Đang hoạt động", "Giữ nguyên", "Bổ sung mới", "Thay bà Hoa đã giải thể", "Hội viên", "Cán bộ hưu trí", "Nghỉ hưu từ 2020", "Thay ông An chuyển công tác",
        "Thay thế bà Hoa", "Thay tổ trưởng cũ", "Thay thế: ông Nguyễn Văn A", "Thay từ 3/2026", "Không tham gia", "Không làm",
        "Thay bằng QĐ số 45/QĐ-UBND", "Thay bằng số 0905 111 222", "Đã thay bằng máy mới", "Đã thay bởi QĐ 12/QĐ-UBND",
        "Sáp nhập với thôn 2", "Đã sáp nhập vào thôn 2", "Sáp nhập vào tổ dân phố 3", "Sáp nhập về thôn 3 từ 1/7/2025",
        "Đi bộ đội từ 1979 đến 1983", "Đi bộ đội từ 2018-2020, đã về", "Đi NVQS từ 2015 đến 2017",
        "Chuyển công tác về xã 2025", "Đi bộ đội về", "Không có điện thoại", "Đi làm về muộn",
    ],
)  # fmt: skip
def test_what_goes_on_is_not_over(text):
    assert not has_left(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nghỉ", "Đã nghỉ việc", "Nghỉ việc từ 1/2026", "Đã chuyển", "Bỏ", "Chưa thành lập", "Thay bằng ông Trần Văn Cường từ 1/6/2026",
        "Đã thay bởi bà Lê Thị Hoa",
    ],
)  # fmt: skip
def test_fewer_words_say_it_in_a_remark_than_anywhere_else(text):
    rows = (1, "Nguyễn Văn An", "Tổ trưởng", None), (2, "Trần Thị Bê", "Tổ viên", text)
    assert len(read("Tổ CNSCĐ thôn Hội Phú", HEADINGS, *rows).lines) == 1
    for heading in ("Tháng 8", "Nhóm Zalo", "Phụ cấp"):
        came = read("Tổ CNSCĐ thôn Hội Phú", (*HEADINGS[:3], heading), *rows)
        assert (len(came.lines), "over" in came.left) == (2, False)


@pytest.mark.parametrize("text", ["Đã sáp nhập", "Đã sáp nhập từ thôn 3, thôn 4", "Tổ sáp nhập từ 2 tổ cũ", "Nghỉ thai sản"])  # fmt: skip
def test_a_team_goes_on_after_a_merger_of_its_village(text):
    rows = (1, "Nguyễn Văn An", "Tổ trưởng", None), (2, "Trần Thị Bê", "Tổ viên", text)
    assert len(read("Tổ CNSCĐ thôn Hội Phú", HEADINGS, *rows).lines) == 2


@pytest.mark.parametrize(
    "heads",
    [
        [("STT", "Họ và tên", "Vai trò trong tổ", "Tập huấn", None), (None, None, None, "Từ ngày", "Đến ngày")], [(*HEADINGS[:3], "Từ ngày", "Đến ngày")],
        [(*HEADINGS[:3], "Ngày cấp", "Ngày hết hiệu lực")], [(*HEADINGS[:3], "Từ năm", "Đến năm")],
    ],
)  # fmt: skip
def test_a_course_or_a_term_of_all_that_ended_ends_nobody(heads):
    days = ("2020", "2025") if "Từ năm" in heads[-1] else ("1/3/2025", "5/3/2025")
    came = read(
        "Tổ CNSCĐ thôn Hội Phú",
        *heads,
        (1, "Nguyễn Văn An", "Tổ trưởng", *days),
        (2, "Trần Thị Bê", "Tổ viên", *days),
    )
    assert (len(came.lines), "over" in came.left) == (2, False)


@pytest.mark.parametrize("heading", ["Thời điểm kết thúc", "End date", "Ngày chấm dứt", "Ngày tháng kết thúc", "Ngày kết thúc"])  # fmt: skip
def test_an_end_of_whatever_all_had_is_of_nobody(heading):
    came = read(
        "Tổ CNSCĐ thôn Hội Phú",
        (*HEADINGS[:3], "Kỹ năng đã học", heading),
        (1, "Nguyễn Văn An", "Tổ trưởng", "DVC", "5/3/2025"),
        (2, "Trần Thị Bê", "Tổ viên", "DVC", "5/3/2025"),
    )
    assert (len(came.lines), "over" in came.left) == (2, False)


@pytest.mark.parametrize(
    "heads", [("Đã học lớp", "Từ ngày", "Đến ngày"), ("Nhiệm kỳ", "Từ năm", "Đến năm")]
)  # fmt: skip
def test_a_course_or_a_term_of_some_ends_nobody_either(heads):
    came = read(
        "Tổ CNSCĐ thôn Hội Phú",
        (*HEADINGS[:3], *heads),
        (1, "Nguyễn Văn An", "Tổ trưởng", "Có", "1/6/2025", "5/6/2025"),
        (2, "Trần Thị Bê", "Tổ viên", None, None, None),
        (3, "Trần Thị Chi", "Tổ viên", None, None, None),
    )
    assert (len(came.lines), "over" in came.left) == (3, False)


@pytest.mark.parametrize("heading", ["Ngày thôi tham gia", "Miễn nhiệm từ ngày", "Đến ngày"])
def test_one_who_left_ends_nothing_of_a_row_of_a_whole_team(heading):
    heads = [
        (("Thôn", "Tổ trưởng", "Tổ phó", heading),),
        (("Thôn", "Tổ trưởng", None, "Tổ phó", None), (None, "Họ tên", "Từ ngày", "Họ tên", heading)),
    ]  # fmt: skip
    one = ("Hội Phú", "Nguyễn Văn An", "Trần Thị Bê", "1/6/2025")
    two = ("Hội Phú", "Nguyễn Văn An", "1/1/2024", "Trần Thị Bê", "1/6/2025")
    for heading_rows, row in zip(heads, (one, two), strict=True):
        came = read("DANH SÁCH TỔ CNSCĐ", *heading_rows, row)
        assert (len(came.lines), "over" in came.left) == (2, False)


def test_who_left_a_team_is_named_and_not_brought_in():
    came = read(
        "Tổ CNSCĐ thôn Hội Phú",
        HEADINGS,
        (1, "Nguyễn Văn An", "Tổ trưởng", "Thay ông Lâm (thôi tham gia)"),
        (2, "Trần Thị Bê", "Tổ viên", "Thôi tham gia từ 01/6/2026"),
    )
    assert came.told("full_name") == [("Nguyễn Văn An",)]
    assert "over" in came.left


def test_what_is_said_beside_the_table_of_a_team_is_of_nobody_in_it():
    came = read(
        "Tổ CNSCĐ thôn Hội Phú",
        (*HEADINGS[:3], None, "STT", "Họ tên chủ hộ", "Ghi chú"),
        (1, "Nguyễn Văn An", "Tổ trưởng", None, 1, "Lê Văn Tám", None),
        (2, "Trần Thị Bê", "Tổ viên", None, 2, "Lê Thị Hoa", "Chuyển đi"),
        (3, "Trần Thị Chi", "Tổ viên", None, 3, "Hồ Văn Sáu", None),
    )
    assert [name for (name,) in came.told("full_name")][:3] == [
        "Nguyễn Văn An",
        "Trần Thị Bê",
        "Trần Thị Chi",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Ngày thôi tham gia", "Ngày nghỉ", "Ngày miễn nhiệm", "Ngày giải thể", "Thời gian thôi nhiệm vụ", "Ngày rời tổ",
        "Thôi từ ngày",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("day", "stays"),
    [
        ("01/6/2026", False), (date(2026, 6, 1), False), ("2025", False), (2025, False), (date(2028, 6, 1), True), ("01/06/2028", True),
        (2026, True), ("-", True), (None, True), ("nhiệm kỳ", True), ("6/2025", False), ("Tháng 6/2026", False), ("từ 6/2025", False),
        ("10/2027", True), ("x", False), ("nay", True),
    ],
)  # fmt: skip
def test_whose_day_of_leaving_has_come_is_not_brought_in(heading, day, stays):
    came = read(
        "Tổ CNSCĐ thôn Hội Phú",
        (*HEADINGS[:3], heading),
        (1, "Nguyễn Văn An", "Tổ trưởng", None),
        (2, "Trần Thị Bê", "Tổ viên", day),
    )
    assert len(came.lines) == 1 + stays
    assert ("over" in came.left) == (not stays)
    assert not came.asked


@pytest.mark.parametrize("heading", ["Đến ngày", "Ngày kết thúc"])
def test_an_end_beside_the_day_on_which_members_joined_is_of_them(heading):
    def read_with(*heads):
        rows = (1, "Nguyễn Văn An", "Tổ trưởng"), (2, "Trần Thị Bê", "Tổ viên")
        days = [(None,) * len(heads), ("1/3/2024", "1/6/2025")[-len(heads) :]]
        rows = [(*row, *told) for row, told in zip(rows, days, strict=True)]
        return len(read("Tổ CNSCĐ thôn Hội Phú", (*HEADINGS[:3], *heads), *rows).lines)

    assert (read_with("Từ ngày", heading), read_with(heading)) == (1, 2)


@pytest.mark.parametrize("heading", ["Ngày vào tổ", "Từ ngày", "Ngày sinh", "Ngày ký", "Đến từ"])
def test_other_days_are_of_nobody_who_left(heading):
    came = read(
        "Tổ CNSCĐ thôn Hội Phú",
        (*HEADINGS[:3], heading),
        (1, "Nguyễn Văn An", "Tổ trưởng", "01/6/2020"),
    )
    assert (len(came.lines), "over" in came.left) == (1, False)


def test_a_team_that_was_dissolved_is_not_brought_in():
    head = ("TT", "Thôn", "Số QĐ", "Ngày QĐ", "Ngày giải thể", "Tổ trưởng")
    came = read(
        head,
        (1, "Hội Phú", "1/QĐ-UBND", "3/4/2024", "30/6/2025", "Nguyễn Văn An"),
        (2, "Ea Kar", "2/QĐ-UBND", "3/4/2024", None, "Trần Thị Bê"),
    )
    assert came.told("full_name") == [("Trần Thị Bê",)]
