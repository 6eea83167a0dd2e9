"""Rows of a file as the preview shows them, and how many there are to look at."""

import pytest

from imports.jobs.queries.preview import rows_in_words, shown
from imports.models import Import, ImportRow

TABLES = [
    {"sheet": 0, "name": "Hộ", "kind": kind, "fields": {"0": "name"}, "headings": {"0": "Tên"}}
    for kind in ("households", "teams")
]


def test_rows_of_tables_side_by_side_stay_with_their_table():
    rows = [
        ImportRow(kind=kind, line=line, cells=[f"{kind} {line}"])
        for line in (3, 4)
        for kind in ("households", "teams")
    ]
    groups = shown(Import(layout={"tables": TABLES}), rows)
    texts = [[row["cells"][0]["text"] for row in group.rows] for group in groups]
    assert texts == [["households 3", "households 4"], ["teams 3", "teams 4"]]


def test_a_sheet_called_like_its_kind_is_named_once():
    tables = [{**table, "name": "Người dùng", "kind": "accounts"} for table in TABLES[:1]]
    tables += [{**tables[0], "name": "Phòng VHXH"}]
    rows = [ImportRow(kind="accounts", line=3, cells=["Lê Một"], sheet=0)]
    (group,) = shown(Import(layout={"tables": tables}), rows)
    assert group.caption == "Người dùng"


@pytest.mark.parametrize(
    ("text", "wrong", "looks"),
    [("Lê Một", False, ""), ("Lê 1", True, "wrong"), ("", True, "wrong"), ("", False, "nil")],
)
def test_a_blank_cell_is_told_from_one_that_is_wrong(text, wrong, looks):
    problems = [{"column": "name", "value": text, "what": "", "how": ""}] if wrong else []
    row = ImportRow(kind="households", line=3, cells=[text], problems=problems)
    (group,) = shown(Import(layout={"tables": TABLES}), [row])
    cell = group.rows[0]["cells"][0]
    assert (cell["looks"], cell["label"]) == (looks, "Tên")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({}, "Xem 24 dòng đã đọc"),
        ({"error": 3}, "Xem 24 dòng đã đọc, 3 dòng lỗi"),
        ({"error": 3, "note": 7}, "Xem 24 dòng đã đọc, 3 dòng lỗi, 7 dòng lưu ý"),
    ],
)
def test_it_is_said_how_many_rows_are_to_be_looked_at(found, words):
    assert rows_in_words(Import(rows_read=24, found=found)) == words
