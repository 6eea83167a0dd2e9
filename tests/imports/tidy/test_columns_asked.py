"""Headings of forms that are whole questions."""

import pytest

from imports.tidy.columns.headings import plain, sure_of
from imports.tidy.model import Context
from imports.tidy.roles import SKILLS
from imports.tidy.shapes.periods import day_of_survey
from tests.imports.tidy.test_columns import NAMES, ORDER, TICKS, _read

MEANT = {
    "Gia đình có ai biết sử dụng dịch vụ công trực tuyến không?": ["public_services"],
    "Nhà mình có ai nộp hồ sơ trực tuyến được chưa?": ["public_services"],
    "Gia đình có ai biết mua hàng trên mạng không?": ["shopping"],
    "Nhà mình có ai chuyển khoản, quét QR chưa?": ["payment"],
    "Hộ có biết tự bảo vệ tài khoản, dữ liệu cá nhân trên mạng không?": ["safety"],
    "Có ai biết dùng nền tảng số của tỉnh không?": ["local_platform"],
    "4. Trong gia đình đã có người biết những kỹ năng nào sau đây? (có thể chọn nhiều)": ["skills"],
    "1. Ông/bà vui lòng cho biết họ và tên chủ hộ": ["head"],
    "2. Hộ ông/bà thuộc thôn nào?": ["village"],
    "Ông/bà sinh năm nào?": ["birth"],
    "Mối quan hệ của ông/bà với chủ hộ": ["relation"],
    # What they wish, who it is, what else they have: no skill of theirs.
    "Gia đình có nhu cầu học mua sắm trực tuyến không?": ["skip"],
    "Ông/bà có góp ý gì cho Tổ không?": ["skip"],
    "Ai trong hộ biết thanh toán không dùng tiền mặt?": ["skip"],
    "Gia đình có điện thoại thông minh không?": ["smartphone"],
    "Nhà mình có lắp internet chưa?": ["internet"],
    "Ai trong hộ có điện thoại thông minh?": ["skip"],
    "Hộ có điện thoại thông minh, internet không?": ["skip"],
    "_submission_time": ["skip"],
    "Số người trong hộ biết mua sắm trực tuyến": ["skip"],
    "Các kỹ năng chưa biết": ["skip"],
    "Kỹ năng cần hướng dẫn": ["skip"],
    # Two skills in one question, and one bad thing that happened.
    "Có ai biết mua bán online và thanh toán không dùng tiền mặt không?": [],
    "Gia đình đã bị lừa đảo trên mạng chưa?": [],
}


@pytest.mark.parametrize("heading", MEANT)
def test_a_question_means_what_it_asks_for(heading):
    assert sure_of(plain(heading)) == MEANT[heading]


PEOPLE = [("STT", ORDER), ("Chủ hộ", NAMES)]
OTHERS = ("Lê Thị Thu", "Trần Văn Hai", "Y Bih Niê", "Lê Văn Tám", "Phạm Văn Chín", "Võ Thị Mười")
RELATIONS = ("Vợ", "Con", "Con", "Con", "Chồng", "Vợ")
EACH = [(heading, TICKS) for heading in ("DVC", "Mua sắm", "Thanh toán", "An toàn", "Nền tảng số")]
LISTS = ("1, 2", "3", "1", "2", "4", "5")


@pytest.mark.parametrize(
    ("columns", "left"),
    [
        ([*PEOPLE, ("Người biết 5 KN", OTHERS), ("Quan hệ với chủ hộ", RELATIONS)], ["", ""]),
        ([*PEOPLE, ("Họ tên", OTHERS), ("Quan hệ với chủ hộ", RELATIONS)], ["name", "relation"]),
        ([*PEOPLE, *EACH, ("Kỹ năng đã biết", LISTS)], [*SKILLS, ""]),
        ([*PEOPLE, EACH[0], ("Kết quả", ("1/5", "0/5", "5/5", "4/5", "2/5", "3/5"))], [SKILLS[0], ""]),
    ],
)  # fmt: skip
def test_what_is_somebody_elses_or_said_again_is_left(columns, left):
    _, roles, asking = _read(*columns)
    assert (roles[2:], asking.questions) == (left, {})


@pytest.mark.parametrize(
    ("text", "is_day"),
    [
        ("Ngày khảo sát: 12/9/2026. Người khảo sát: Nguyễn Thị Lan", True),
        ("(Khảo sát ngày 12 tháng 9 năm 2026)", True),
        ("Khảo sát từ ngày 1/9/2026 đến ngày 12/9/2026", False),
        ("Kèm theo Kế hoạch khảo sát ngày 12/9/2026", False),
        ("Phú Hội, ngày 12/9/2026", False),
    ],
)
def test_the_day_of_a_survey_stands_above_its_table(text, is_day):
    said = day_of_survey((Context(text, "title", 0, 1),))
    assert (said is not None) is is_day
