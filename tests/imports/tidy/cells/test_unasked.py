"""Zeros in the row of somebody who was not met are no answers."""

import pytest

from skills.catalogue import Result
from tests.imports.tidy.shapes.books import read

HEAD = ["TT", "Thôn", "Họ tên chủ hộ", "DVC", "Mua sắm", "Ghi chú"]
FIRST = [1, "Hội Phú", "Nguyễn Văn An", 1, 0, None]
N = None


def _told(*row):
    found = read(HEAD, FIRST, [2, "Hội Phú", "Lê Thị Bình", *row])
    return found.told("public_services", "shopping")[1], bool(found.lines[1].notes)


@pytest.mark.parametrize(
    "remark",
    ["Vắng nhà, chưa KS", "Không khảo sát được (đi làm xa)", "Chưa khảo sát", "Đi vắng", "vắng mặt", "không gặp được chủ hộ", "Không có ai ở nhà", "chưa được hỏi",
     "Chưa gặp", "Từ chối trả lời", "Không trả lời", "Không có nhà", "Không có mặt", "Đi xa, chưa gặp được", "Chủ hộ đi vắng", "Hộ nghèo, chưa khảo sát", "di vang",
     "Chưa khảo sát do đi vắng", "Vắng nhà nên chưa khảo sát", "Vắng nhà không khảo sát được", "Đi làm ăn xa chưa khảo sát được", "Chưa tiến hành khảo sát"],
)  # fmt: skip
def test_of_whom_a_remark_says_so_nothing_was_asked(remark):
    assert _told(0, 0, remark) == ((N, N), True)


@pytest.mark.parametrize(
    "remark", ["Đi làm xa", "Hộ nghèo", "Đã khảo sát", N, "Chưa biết chữ", "Vắng vẻ"]
)
def test_other_remarks_leave_the_answers(remark):
    assert _told(0, 0, remark)[0] == (Result.NONE, Result.NONE)


def test_who_answered_something_was_asked():
    assert _told(1, 0, "Vắng nhà")[0] == (Result.ALONE, Result.NONE)


@pytest.mark.parametrize(
    "remark",
    [
        "Vợ đi vắng, chồng trả lời", "Đi vắng, đã khảo sát qua điện thoại", "Hộ nghèo, không có nhà ở", "Không có nhà riêng, ở với con", "Không gặp khó khăn",
        "chưa hỏi vợ", "không ở nhà thuê", "Con đi vắng",
        "Chủ hộ đi vắng, vợ trả lời thay", "Vắng mặt chủ hộ, con trai cung cấp thông tin", "Không có ai ở nhà biết dùng điện thoại", "Không có người ở nhà biết chữ",
        "Không có ý kiến", "Chưa biết rõ", "Không biết rõ, cần hướng dẫn thêm", "Chồng đi xa, chưa rõ", "Không có điện thoại, chưa xác định",
        "SĐT: chưa hỏi", "Chưa biết, không hỏi ai", "Vợ ở nhà, chủ hộ vắng", "SĐT chưa hỏi được", "Con trai chưa khảo sát", "Thu nhập chưa khảo sát", "Không tham gia lớp học do vắng mặt", "Không học được vì đi vắng",
        "Hỏi con do chủ hộ đi vắng", "Chủ hộ vắng, hỏi vợ",
        "Hộ mới đến, chưa cập nhật", "Chưa khảo sát thu nhập", "Đi vắng nhiều, ít dùng điện thoại", "Chưa Hội viên", "Không Hội viên hội nông dân",
    ],
)  # fmt: skip
def test_what_sounds_alike_leaves_the_answers(remark):
    assert _told(0, 0, remark)[0] == (Result.NONE, Result.NONE)
