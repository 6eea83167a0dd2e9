"""One cell, three values: exported, in the sheet, in the register. The newer is never replaced."""

from datetime import date

import pytest

from imports.kinds.households.exported import reconcile
from imports.kinds.households.register import Home, Person
from imports.spreadsheet.columns import HOUSEHOLDS
from imports.spreadsheet.lines import Line

DAY, LATER = date(2026, 1, 2), date(2026, 3, 4)
# Each field: a value, another, and a third.
VALUES = {
    "full_name": ("Lê Hai", "Lê Hải", "Lê Hài"),
    "birth_year": (1980, 1981, 1982),
    "sex": ("f", "m", None),
    "relation": ("child", "parent", "other"),
    "hamlet": ("Xóm 1", "Xóm 2", "=Xóm 3"),
    "phone": ("0905000111", "0905000222", "0905000333"),
    "payment": (0, 1, 2),
    "local_platform": (None, 1, 2),
    "smartphone": (1, 0, None),
}
# Which value was exported, stands in the sheet, in the register; what is left in the row; a note.
TABLE = [
    ((0, 0, 0), None, ""),
    ((0, 1, 0), 1, ""),
    ((0, 0, 1), None, "đã đổi thành"),
    ((0, 1, 1), 1, ""),
    ((0, 1, 2), None, "giữ trong sổ"),
]


def reconciled(name, was, said, now, *, is_head=None, **more):
    """Settle a row in which one cell speaks; return the row."""
    is_head = name in ("hamlet", "phone", "smartphone") if is_head is None else is_head
    exported = dict.fromkeys(HOUSEHOLDS.exported) | {
        "id": "N0000001",
        "full_name": "Lê Hai",
        "head_name": "Lê Ba",
    }
    exported |= {"relation": "head" if is_head else "child", "village": "Thôn 1"} | {name: was}
    values = (
        {key: value for key, value in exported.items() if value is not None} | {name: said} | more
    )
    line = Line(
        2, {key: value for key, value in values.items() if value is not None}, exported=exported
    )
    stands = {key: now if key == name else exported[key] for key in HOUSEHOLDS.exported}
    results = tuple(stands[key] for key in HOUSEHOLDS.exported[9:14])
    facts = (stands["birth_year"], stands["sex"] or "", stands["relation"], DAY, results)
    person = Person(1, stands["full_name"], is_head, *facts)
    home = Home(7, 3, "", stands["hamlet"] or "", stands["phone"] or "", 2, [person])
    home.smartphone, home.internet = stands["smartphone"], stands["internet"]
    reconcile(line, home, person)
    return line


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize(("which", "left", "words"), TABLE)
def test_each_field_goes_by_the_three(name, which, left, words):
    was, said, now = (VALUES[name][n] for n in which)
    line = reconciled(name, was, said, now)
    assert line.values.get(name) == (None if left is None else VALUES[name][left])
    notes = [note["what"] for note in line.notes if note["column"] == name]
    if said is None and was is not None:
        assert "xóa trống" in notes[0]
    else:
        assert bool(notes) == bool(words)
        assert words in "".join(notes)
    assert not line.problems


@pytest.mark.parametrize("name", [name for name in VALUES if name != "local_platform"])
def test_a_cell_that_was_emptied_takes_nothing_away_and_says_so(name):
    value = VALUES[name][0]
    line = reconciled(name, value, None, value)
    assert name not in line.values or name == "relation"
    assert any("xóa trống" in note["what"] for note in line.notes)


def test_both_values_are_said_where_both_changed():
    (note,) = reconciled("birth_year", 1980, 1981, 1982).notes
    assert note["what"].startswith("Lúc tải mẫu là 1980, tệp ghi 1981, trong sổ nay là 1982")


def test_codes_villages_and_heads_that_did_not_change_say_nothing():
    line = reconciled("sex", "f", "f", "f", household="H0000007", version=1)
    assert set(line.values) == {"id", "version"}


@pytest.mark.parametrize(("was", "said"), [("head", "child"), ("child", "head")])
def test_who_heads_a_household_is_not_changed_by_a_sheet(was, said):
    line = reconciled("relation", was, said, was, is_head=was == "head")
    assert "relation" not in line.values
    assert "Đổi chủ hộ" in line.notes[0]["what"]


class TestNames:
    @pytest.mark.parametrize("name", ["Trần Văn Một", "1"])
    def test_another_name_altogether_is_somebody_else(self, name):
        assert (
            "Tên khác hẳn" in reconciled("full_name", "Lê Hai", name, "Lê Hai").problems[0]["what"]
        )

    def test_a_head_is_renamed_in_either_column(self):
        line = reconciled("head_name", "Lê Hai", "Lê Hải", "Lê Hai", is_head=True)
        assert line.values["full_name"] == "Lê Hải"

    def test_but_not_to_two_names(self):
        said = {"full_name": "Lê Hái"}
        line = reconciled("head_name", "Lê Hai", "Lê Hải", "Lê Hai", is_head=True, **said)
        assert "hai cách" in line.problems[0]["what"]

    def test_nor_from_the_row_of_somebody_else(self):
        line = reconciled("head_name", "Lê Ba", "Lê Bá", "Lê Ba")
        assert "full_name" not in line.values
        assert "dòng của chủ hộ" in line.notes[0]["what"]


class TestDays:
    def test_the_day_of_old_findings_is_not_that_of_new_ones(self):
        exported = DAY.isoformat()
        line = reconciled("assessed_on", exported, DAY, exported, payment=2)
        assert "assessed_on" not in line.values
        assert line.values["payment"] == 2

    def test_a_new_day_is_that_of_new_findings(self):
        line = reconciled("assessed_on", DAY.isoformat(), LATER, None, payment=2)
        assert line.values["assessed_on"] == LATER

    def test_a_new_day_alone_is_no_finding(self):
        line = reconciled("assessed_on", DAY.isoformat(), LATER, None)
        assert "assessed_on" not in line.values
        assert "không đổi" in line.notes[0]["what"]


def test_a_household_without_anybody_takes_no_changes():
    exported = dict.fromkeys(HOUSEHOLDS.exported) | {"id": "H0000007", "head_name": "Lê Hai"}
    home = Home(7, 3, "le hai", "", "", 2)
    same = Line(2, {"id": "H0000007", "head_name": "Lê Hai"}, exported=exported)
    other = Line(
        3, {"id": "H0000007", "head_name": "Lê Hai", "phone": "0905000111"}, exported=exported
    )
    reconcile(same, home, None)
    reconcile(other, home, None)
    assert not same.problems
    assert len(other.problems) == 1
