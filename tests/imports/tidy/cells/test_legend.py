"""A file says what its marks mean, in many ways; what it says in two ways it does not say."""

import pytest

from imports.tidy.cells.legend import means


@pytest.mark.parametrize(
    ("text", "marks", "meant"),
    [
        ("Ghi chú: Đ: biết sử dụng; S: chưa biết sử dụng", "đ s x", {"đ": "alone", "s": "none"}),
        ("1 - chưa biết; 2 - biết, có hỗ trợ; 3 - biết, tự làm", "1 2 3", {"1": "none", "2": "help", "3": "alone"}),
        ("Mức 3: tự làm được; mức 2: cần hỗ trợ; mức 1: chưa biết", "1 2 3", {"1": "none", "2": "help", "3": "alone"}),
        ("(0) chưa biết", "0", {"0": "none"}),
        ("Mã: 1 = biết tự làm; 0 = không biết; 9 = không trả lời", "0 1 9", {"1": "alone", "0": "none", "9": "unasked"}),
        ("Mã hoá: 1 = biết; 9 = không trả lời được", "1 9", {"1": "alone"}),
        ("Đánh dấu x nếu biết, o nếu chưa biết", "x o", {"x": "alone", "o": "none"}),
        ("Biết: x; Chưa biết: o", "x o", {"x": "alone", "o": "none"}),
        ("x (biết), o (chưa biết)", "x o", {"x": "alone", "o": "none"}),
        ("Đánh dấu “x” vào ô biết", "x o", {"x": "alone"}),
        ("o: chưa khảo sát", "x o", {"o": "unasked"}),
        ("+ là có, - là không", "+ -", {"+": "alone", "-": "none"}),
        ("x: chưa biết", "x", {"x": "none"}),
        ("1: Dịch vụ công; 2: Mua sắm", "1 2", {}),
        ("T: tốt; K: khá", "t k", {}),
        ("Kỹ năng số (0: chưa biết; 1: biết, cần hỗ trợ; 2: tự làm được)", "0 1 2", {"0": "none", "1": "help", "2": "alone"}),
        ("DANH SÁCH HỘ DÂN BIẾT SỬ DỤNG DỊCH VỤ CÔNG", "x o", {}),
        ("Ngày 1 - 2 - 2026", "1 2", {}),
    ],
)  # fmt: skip
def test_a_legend_is_read(text, marks, meant):
    assert {mark: one for mark, (one, _) in means([text], set(marks.split())).items()} == meant


def test_what_is_told_in_two_ways_is_not_told():
    assert means(["o: chưa biết", "o: chưa khảo sát"], {"o"}) == {}
