"""The hidden cell of a row: it comes back as it went out, and nothing else is believed."""

import json
from datetime import date

import pytest

from imports.spreadsheet.columns import HOUSEHOLDS
from imports.spreadsheet.lines import is_as_exported, pack, unpack

SAID = {"id": "N0000001", "full_name": '=1+"1"\\', "birth_year": 1980, "sex": "", "payment": 0}


def test_it_comes_back_as_it_went_out():
    exported = unpack(HOUSEHOLDS, pack(HOUSEHOLDS, SAID), "N0000001")
    assert {name: value for name, value in exported.items() if value is not None} == {
        name: value for name, value in SAID.items() if value != ""
    }


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        "[",
        12,
        1.5,
        True,
        "null",
        "{}",
        "[" * 30_000,
        "9" * 30_000,
        json.dumps(["N0000001"]),
        json.dumps(["N0000001", *[[]] * (len(HOUSEHOLDS.exported) - 1)]),
        json.dumps(["N0000001", *[1.5] * (len(HOUSEHOLDS.exported) - 1)]),
        json.dumps(["N0000001", *[True] * (len(HOUSEHOLDS.exported) - 1)]),
        "[" + ",".join(["NaN"] * len(HOUSEHOLDS.exported)) + "]",
        pack(HOUSEHOLDS, {**SAID, "id": "N0000002"}),
        pack(HOUSEHOLDS, {**SAID, "id": None}),
    ],
)
def test_anything_else_is_as_if_it_were_not_there(cell):
    assert unpack(HOUSEHOLDS, cell, "N0000001") is None


def test_without_a_code_beside_it_nothing_is_believed():
    assert unpack(HOUSEHOLDS, pack(HOUSEHOLDS, {**SAID, "id": None}), None) is None


@pytest.mark.parametrize(
    ("cell", "value", "same"),
    [
        ("Lê  Hai", "Lê Hai", True),
        ("Le\u0302 Hai", "Lê Hai", True),
        (1980, 1980, True),
        ("0905", "0905", True),
        (905, "0905", False),
        ("1980", 1980, False),
        (True, 1, False),
        ("Lê Hai ", "Lê Hai ", False),
        (None, None, False),
        ("", None, False),
        (date(1999, 1, 2), "1999-01-02", True),
        (date(1999, 1, 2), "1999-01-03", False),
    ],
)
def test_a_cell_is_as_it_was_letter_by_letter(cell, value, same):
    assert is_as_exported(cell, value) is same
