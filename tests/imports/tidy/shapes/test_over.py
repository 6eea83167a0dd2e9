"""A member who left and a team that was dissolved are told from those who replaced somebody."""

import pytest

from imports.tidy.shapes.over import is_over
from tests.imports.tidy.shapes.books import read

HEADINGS = ("STT", "Họ và tên", "Vai trò trong tổ", "Ghi chú")


@pytest.mark.parametrize(
    "text",
    [
        "Thôi tham gia từ 01/6/2026", "Đã giải thể 1/7/2025", "Đã giải thể", "Đã nghỉ", "đã thôi làm tổ viên", "Không còn tham gia", "Ngừng hoạt động",
        "Đã mất", "Miễn nhiệm theo QĐ 12", "Tổ đã giải thể", "Đã chuyển công tác", "Nghỉ từ tháng 5", "Luân chuyển công tác từ 01/6",
        "Chuyển công tác sang xã khác", "đã thay", "Thay thế", "Không hoạt động", "Tạm ngưng", "Đi nghĩa vụ quân sự", "Tạm ngừng hoạt động từ 01/6",
    ],
)  # fmt: skip
def test_what_is_over_is_told(text):
    assert is_over(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thay ông Nguyễn Văn Lâm (thôi tham gia)", "Đã nghỉ hưu", "Đang hoạt động", "Giữ nguyên", "Bổ sung mới", "Thay bà Hoa đã giải thể", "Hội viên", "Cán bộ hưu trí", "Nghỉ hưu từ 2020", "Thay ông An chuyển công tác",
        "Thay thế bà Hoa", "Thay tổ trưởng cũ", "Thay thế: ông Nguyễn Văn A", "Thay từ 3/2026", "Không tham gia", "Không làm",
        "Chuyển công tác về xã 2025", "Đi bộ đội về", "Không có điện thoại", "Đi làm về muộn",
    ],
)  # fmt: skip
def test_what_goes_on_is_not_over(text):
    assert not is_over(text)


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
