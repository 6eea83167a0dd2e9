"""Headings of forms that are whole questions."""

import pytest

from imports.tidy.columns.headings import plain, sure_of

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
    "Gia đình có điện thoại thông minh không?": ["skip"],
    "_submission_time": ["skip"],
    # Two skills in one question, and one bad thing that happened.
    "Có ai biết mua bán online và thanh toán không dùng tiền mặt không?": [],
    "Gia đình đã bị lừa đảo trên mạng chưa?": [],
}


@pytest.mark.parametrize("heading", MEANT)
def test_a_question_means_what_it_asks_for(heading):
    assert sure_of(plain(heading)) == MEANT[heading]
