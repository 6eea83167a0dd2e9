"""Whatever stands in cells, what reads them answers, and says no other than that it is wrong."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from areas.kinds import Kind
from imports.spreadsheet import values
from imports.spreadsheet.book import Fault, Row, Sheet
from imports.spreadsheet.columns import SHEET_KINDS
from imports.spreadsheet.data_rows import data_rows
from imports.spreadsheet.fonts import Encoding, convert, judge, suspect
from imports.spreadsheet.headings import find
from imports.spreadsheet.values import Understood, Wrong
from imports.tidy.villages import Villages

TODAY = date(2026, 11, 26)
READERS = {
    "birth_year": lambda cell: values.birth_year(cell, today=TODAY),
    "day": lambda cell: values.day(cell, latest=TODAY),
    "text": lambda cell: values.text(cell, longest=120),
    **{
        name: getattr(values, name)
        for name in values.__all__
        if name not in {"Understood", "Wrong", "birth_year", "day", "text"}
    },
}
SPELLINGS = [
    spelling
    for kind in SHEET_KINDS.values()
    for column in kind.columns
    for spelling in (str(column.label), *column.also, *column.maybe)
]
WORDS = st.sampled_from([*SPELLINGS, "x", "X", "0", "không", "TT", "Tổng cộng", "(1)", "Thôn 1"])
LINES = st.text(max_size=30) | WORDS | st.from_regex(r"[0-9/. :-]{1,12}", fullmatch=True)
CELLS = (
    st.none() | LINES | st.integers() | st.booleans() | st.sampled_from(Fault)
    | st.floats(allow_nan=False, allow_infinity=False) | st.dates()
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=12)
VILLAGES = Villages({1: [(Kind.THON, "Phú Hội")], 2: [(Kind.TO_DAN_PHO, "3")]})


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@settings(max_examples=60, deadline=None)
@given(cell=CELLS)
def test_a_reader_understands_or_says_what_is_wrong_and_how_to_mend_it(reader, cell):
    try:
        told = reader(cell)
    except Wrong as wrong:
        told = wrong
    assert isinstance(told, Understood) or (told.what and told.how)


@pytest.mark.parametrize("kind", SHEET_KINDS.values(), ids=lambda kind: kind.key)
@settings(max_examples=40, deadline=None)
@given(cells=ROWS)
def test_any_rows_have_headings_or_none_and_no_row_is_lost(kind, cells):
    sheet = Sheet("S", [Row(n, row) for n, row in enumerate(cells, start=1)])
    headings = find(sheet.rows, kind)
    columns = [match.column for match in headings.matches.values()]
    assert len(set(columns)) == len(columns)
    last = max(headings.rows, default=0)
    assert [row.number for row, _ in data_rows(sheet, headings, kind)] == [
        row.number for row in sheet.rows if row.number > last
    ]


@settings(max_examples=150, deadline=None)
@given(text=LINES)
def test_any_text_is_converted_or_left_and_names_a_village_or_none(text):
    for encoding in Encoding:
        assert isinstance(convert(text, encoding), str)
    if suspect(text):
        assert convert(text, suspect(text)) != text
    judge([text])
    found = VILLAGES.find(text)
    assert found.pk is None or not found.proposals
