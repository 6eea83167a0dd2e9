"""Codes for relations and sexes are read where the file explains them, and asked about where it does not."""

import pytest

from tests.imports.tidy.shapes.books import read

HEAD = ("Hộ số", "Họ tên", "QHCH", "GT", "Năm sinh")
ROWS = [
    (1, "Lê Văn An", 1, 1, 1960),
    (1, "Hồ Thị Bé", 2, 2, 1962),
    (2, "Cao Thị Dần", 1, 2, 1955),
    (2, "Cao Văn Em", 3, 1, 1980),
]
SAID = [("head", "m"), ("spouse", "f"), ("head", "f"), ("child", "m")]
LEGENDS = {
    "below": (
        [],
        ["Mã QHCH: 1: chủ hộ; 2: vợ/chồng; 3: con; 4: khác", "Giới tính: 1 - nam; 2 - nữ"],
    ),
    "above": (["Quan hệ: 1=Chủ hộ, 2=Vợ, 3=Con. Giới tính: 1=Nam, 2=Nữ"], []),
}


@pytest.mark.parametrize("place", LEGENDS)
def test_codes_that_the_file_explains_are_not_asked_about(place):
    above, below = LEGENDS[place]
    found = read("DANH SÁCH THÔN HỘI PHÚ", *above, HEAD, *ROWS, None, *below)
    assert found.told("relation", "sex") == SAID
    assert found.asked == set()


def test_a_code_that_is_not_explained_is_asked_about_with_all_of_its_column():
    legend = "Mã QHCH: 1: chủ hộ; 2: vợ/chồng"
    found = read("DANH SÁCH THÔN HỘI PHÚ", HEAD, *ROWS, None, legend, "1: nam; 2: nữ; 2: nam")
    assert {kind for kind, _ in found.asked} == {"relation"}
    assert [line for line in found.lines if "relation" in line.values] == []
