import pytest

from households.sheet.rules import Line, mark, read

NAMES = {"le lan": ["a"], "tran hoa": ["b", "c"]}
LEAVE = [None] * 5


@pytest.mark.parametrize("word", ["x", "X", "1", "có", "✓", " Biết "])
def test_a_mark_that_means_known(word):
    assert mark(word) == 2


@pytest.mark.parametrize(
    ("word", "result"), [("h", 1), ("hỗ trợ", 1), ("-", 0), ("–", 0), ("không", 0)]
)
def test_a_mark_that_means_less(word, result):
    assert mark(word) == result


@pytest.mark.parametrize("word", ["", " ", "Lê Lan", "3", "?"])
def test_what_is_no_mark(word):
    assert mark(word) is None


def test_a_block_is_placed_from_the_current_cell_down():
    assert read("x\t\t1\t-\th\r\n\t\t\t\t\r\n", ["a", "b"], {}, 0) == [
        Line("a", "", [2, None, 2, 0, 1]),
        Line("b", "", LEAVE),
    ]


def test_a_narrow_block_leaves_the_other_skills():
    assert read("x\nx\n", ["a", "b"], {}, 3)[0].results == [None, None, None, 2, None]


def test_a_block_wider_than_the_sheet_is_cut_at_the_fifth_skill():
    assert read("x\tx\tx", ["a"], {}, 4)[0].results == [None, None, None, None, 2]


def test_a_line_beyond_the_last_row_says_so():
    assert [line.error for line in read("x\nx", ["a"], {}, 0)] == ["", "Hết hàng trong bảng."]


def test_a_block_with_names_is_matched_by_name():
    lines = read("LÊ LAN\tx\tx\t\t\t\nTrần Hòa\tx\nAi Đó\tx\n", ["z"], NAMES, 2)
    assert lines[0] == Line("a", "LÊ LAN", [2, 2, None, None, None])
    assert [line.error for line in lines[1:]] == [
        "Có nhiều hộ cùng tên này: ghi tay hàng này.",
        "Không có chủ hộ tên này trong sổ.",
    ]


def test_a_mark_nobody_understands_refuses_its_line_alone():
    lines = read("Lê Lan\tmaybe\n", [], NAMES, 0)
    assert (lines[0].key, lines[0].error) == ("a", "Không hiểu dấu “maybe”.")


def test_a_wrong_mark_further_down_does_not_make_a_list_of_names():
    lines = read("x\nzz\n", ["a", "b"], NAMES, 0)
    assert [line.error for line in lines] == ["", "Không hiểu dấu “zz”."]
