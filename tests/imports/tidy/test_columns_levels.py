"""Columns that are the answers to one skill: a tick says what stands above it."""

import pytest

from imports.tidy.asking import Asking
from imports.tidy.columns import assign
from tests.imports.tidy.test_columns import KNOWN, NAMES, ORDER, PHONES, _read, _subjects, _table

X, Y = ("x", None, "x", None, None, "x"), (None, "x", None, "x", None, "x")
HEADS = [("STT", ORDER), ("Chủ hộ", NAMES)]
# Of each: what stands above the columns, and what the first of them says then.
SAID = {
    "Biết | DVC, Chưa biết | DVC": ["Biết", "Chưa biết", "Biết", "Chưa biết", None, "Biết & Chưa biết"],
    "Không đạt | Mua sắm | Kỹ năng, Đạt | Mua sắm | Kỹ năng": ["Không đạt", "Đạt", "Không đạt", "Đạt", None, "Không đạt & Đạt"],
    "DVC | Đã biết, DVC | Chưa biết": ["Đã biết", "Chưa biết", "Đã biết", "Chưa biết", None, "Đã biết & Chưa biết"],
    "Có | Đắk Lắk Số, Không | Đắk Lắk Số": ["Có", "Không", "Có", "Không", None, "Có & Không"],
    "DVC - Chưa biết, DVC - Biết": ["Chưa biết", "Biết", "Chưa biết", "Biết", None, "Chưa biết & Biết"],
    "Thanh toán (thành thạo), Thanh toán (chưa biết)": ["đã biết", "chưa biết", "đã biết", "chưa biết", None, "đã biết & chưa biết"],
    "Biết DVC, Không biết DVC": ["Biết", "Không biết", "Biết", "Không biết", None, "Biết & Không biết"],
    "Chưa biết DVC, Biết sử dụng DVC": ["Chưa biết", "Biết", "Chưa biết", "Biết", None, "Chưa biết & Biết"],
    "Thành thạo | DVC, Cần HT | DVC": ["đã biết", "có người giúp", "đã biết", "có người giúp", None, "đã biết & có người giúp"],
    "Thành thạo | DVC, Cần giúp | DVC": ["đã biết", "có người giúp", "đã biết", "có người giúp", None, "đã biết & có người giúp"],
    "Thành thạo | DVC, Biết | DVC": ["Thành thạo", "Biết", "Thành thạo", "Biết", None, "Thành thạo & Biết"],
}  # fmt: skip


@pytest.mark.parametrize("headings", SAID)
def test_a_tick_says_what_stands_above_it(headings):
    one, other = headings.split(", ")
    table, asking = _table(*HEADS, (one, X), (other, Y)), Asking({})
    assign(table, KNOWN, asking)
    assert [row.cells[2] for row in table.rows] == SAID[headings]
    assert {row.cells[3] for row in table.rows} == {None}
    assert (len(table.roles), asking.questions, asking.left) == (3, {}, [])


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Chưa biết | DVC", "Chưa biết"),
        ("Chưa biết DVC", "Chưa biết"),
        ("Không sử dụng được dịch vụ công", "Không sử dụng được"),
        ("chua biet thanh toan truc tuyen", "chua biet"),
    ],
)
def test_the_one_column_of_those_who_cannot_says_so(heading, said):
    table = _table(*HEADS, (heading, X))
    assign(table, KNOWN, asking := Asking({}))
    assert [row.cells[2] for row in table.rows][:2] == [said, None]
    assert not asking.questions


def test_two_answers_without_a_skill_are_left():
    kind, roles, asking = _read(*HEADS, ("Đạt", X), ("Chưa đạt", Y), ("SĐT", PHONES))
    assert (kind, roles, _subjects(asking)) == ("households", ["stt", "head", "", "", "phone"], [])
    assert [one.name for one in asking.left] == ["Đạt", "Chưa đạt"]


def test_counts_of_people_are_no_answers():
    counts = (2, 1, 0, 3, 2, 1)
    table = _table(*HEADS, ("Biết | DVC", counts), ("Chưa biết | DVC", counts))
    assign(table, KNOWN, Asking({}))
    assert [row.cells[2] for row in table.rows] == list(counts)


def test_a_box_that_was_not_ticked_says_nothing_beside_one_that_was():
    boxes = ("Biết | DVC", ("☑", "☐", "☐")), ("Chưa biết | DVC", ("☐", "☑", "☐"))
    table = _table(("STT", ORDER[:3]), ("Chủ hộ", NAMES[:3]), *boxes)
    assign(table, KNOWN, Asking({}))
    assert [row.cells[2] for row in table.rows] == ["Biết", "Chưa biết", None]


@pytest.mark.parametrize(
    ("one", "other"),
    [("DVC | Trước tập huấn", "DVC | Sau tập huấn"), ("Đầu năm | DVC", "Cuối năm | DVC"), ("DVC | Trước", "DVC | Hiện nay"),
     ("DVC | Thông tin cũ", "DVC | Thông tin điều chỉnh"), ("DVC | Số liệu đã nhập", "DVC | Đề nghị sửa")],
)  # fmt: skip
def test_of_two_moments_the_later_one_counts(one, other):
    _, roles, asking = _read(*HEADS, (one, X), (other, Y))
    assert roles[2:] == ["", "public_services"]
    assert [left.columns for left in asking.left] == [(2, 2)]
    assert not asking.questions


def test_what_a_household_has_may_be_answered_in_two_columns():
    table = _table(*HEADS, ("Có | Smartphone", X), ("Không | Smartphone", Y))
    assign(table, KNOWN, Asking({}))
    assert [row.cells[2] for row in table.rows][:3] == ["Có", "Không", "Có"]
    assert table.roles[2].key == "smartphone"


APART = {
    "two people": ("Biết DVC | Chủ hộ", "Không biết DVC | Vợ"),
    "two rounds": ("Biết DVC (trước)", "Không biết DVC (sau)"),
    "to know one and to have one": ("Biết dùng smartphone", "Không biết dùng smartphone"),
}


@pytest.mark.parametrize("headings", APART.values(), ids=APART)
def test_who_can_and_who_cannot_are_one_answer_only_of_the_same_words(headings):
    one, other = headings
    table = _table(*HEADS, (one, X), (other, Y))
    assign(table, KNOWN, Asking({}))
    assert [row.cells[2] for row in table.rows][:3] == ["x", None, "x"]


def test_a_no_that_is_written_below_who_can_stays_one():
    can = ("Không", "Có", "Không", None, None, "Có")
    table = _table(*HEADS, ("Biết DVC", can), ("Không biết DVC", Y))
    assign(table, KNOWN, Asking({}))
    assert [row.cells[2] for row in table.rows][:3] == ["Không", "Có", "Không"]
