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
    ["Vắng nhà, chưa KS", "Không khảo sát được (đi làm xa)", "Chưa khảo sát", "Đi vắng", "vắng mặt", "không gặp được chủ hộ", "Không có ai ở nhà", "chưa được hỏi"],
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
    ],
)  # fmt: skip
def test_what_sounds_alike_leaves_the_answers(remark):
    assert _told(0, 0, remark)[0] == (Result.NONE, Result.NONE)
