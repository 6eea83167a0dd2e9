"""Whatever stands in a book, it is put in order or left; nothing raises, whatever is answered."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from areas.kinds import Kind
from imports.spreadsheet.book import Book, Fault, Look, Row, Sheet
from imports.tidy.asking import Asking, about
from imports.tidy.file import Tidied
from imports.tidy.model import Known
from imports.tidy.villages import Villages
from tests.proving import sample_or_all

KNOWN = Known(
    date(2026, 9, 25), Villages({1: {(Kind.THON, "Phú Hội")}, 2: {(Kind.BUON, "Ma Thìn")}})
)
HEADINGS = (
    "STT", "Họ và tên", "Chủ hộ", "Thôn", "Năm sinh", "Tuổi", "Nam", "Nữ", "Giới tính", "Quan hệ", "SĐT", "KN1", "1",
    "Dịch vụ công", "Mua sắm", "An toàn", "Ghi chú", "Số QĐ", "Ngày", "Chức vụ", "Thành viên", "Số hộ", "Số thôn", "Xã",
    "Biết", "Chưa biết", "Họ", "Tên", "Mã hộ", "Ngày sinh", "Nội dung", "Số người", "Tháng", "Người 1", "Con 1", "",
)  # fmt: skip
WORDS = (
    "Nguyễn Văn A", "NGUYỄN THỊ B", "Phú Hội", "buôn Ma Thìn", "x", "o", "K", "-", "nt", "//", "Chủ hộ", "vợ", "con",
    "1960", "60", "01/02/1970", "19700102", "0905111222", "O9O5111222", "12/QĐ-UBND ngày 3/4/2025", "Tổng cộng", "I",
    "Tổ trưởng", "Tháng 9", "Cả 5", "DVC, TT", "Xã Hòa Thịnh", "Thôn Phú Hội, xã Tuy An Đông", "(tiếp)", "5 người",
)  # fmt: skip
cells = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.sampled_from(HEADINGS).map(lambda text: text or None),
    st.integers(-3, 50_000),
    st.floats(-1e6, 1e6),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(list(Fault)),
    st.text(max_size=30).map(lambda text: text.strip() or None),
)
looks = st.dictionaries(
    st.integers(0, 8), st.builds(Look, st.sampled_from(["", "#FF0000"])), max_size=2
)


@st.composite
def sheets(draw):
    headings = draw(st.lists(st.sampled_from(HEADINGS), max_size=9))
    rows = draw(st.lists(st.lists(cells, max_size=9), max_size=12))
    at = draw(st.integers(0, len(rows)))
    rows.insert(at, [text or None for text in headings])
    return Sheet(
        draw(st.sampled_from(["Sheet1", "Thôn Phú Hội", "Tháng 9", ""])),
        [
            Row(number, row, draw(st.booleans()) and number % 5 == 0, looks=draw(looks))
            for number, row in enumerate(rows, 1)
            if any(cell is not None for cell in row)
        ],
    )


def read(book, answers):
    asking = Asking(answers)
    list(Tidied(book, KNOWN, asking, "tệp.xlsx").lines())
    return asking


@pytest.mark.engines
@settings(max_examples=sample_or_all(40, 4000), deadline=None)
@given(st.lists(sheets(), min_size=1, max_size=2), st.data())
def test_no_book_and_no_answers_make_the_reader_fail(found, data):
    book = Book("xlsx", found)
    asking = read(book, {})
    for _ in range(3):
        answers = dict(asking.answers)
        for one in list(asking.questions.values())[:6]:
            if one.choices:
                answers[about(one.kind, one.subject)] = data.draw(
                    st.sampled_from(list(one.choices))
                )
        asking = read(book, answers)
        # A word that stands for a skill in one column and for a mark in another is asked about with other choices.
        again = [one for key, one in asking.questions.items() if answers.get(key) in one.choices]
        assert not [one for one in again if one.kind != "year"]
