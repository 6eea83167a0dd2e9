"""Households are told apart however the table does it; where it may be read in two ways, it is asked."""

import pytest

from imports.tidy.asking import Asking, about
from imports.tidy.shapes import households
from imports.tidy.shapes.households import signs
from imports.tidy.shapes.households.group_rows import household_named
from imports.tidy.shapes.households.members import members_of
from imports.tidy.shapes.households.words import is_same, name_of as named
from tests.imports.tidy.shapes import layouts
from tests.imports.tidy.shapes.layouts import BLANK, homes, read, table


@pytest.fixture(autouse=True)
def _rows_as_written(monkeypatch):
    monkeypatch.setattr(signs, "entries", layouts.entries)


# Two households, written in many ways: An Nam with Bình Minh and Chi Lan, then Dũng Hải with Em Tý.
TWO = ["An Nam +Bình Minh +Chi Lan", "Dũng Hải +Em Tý"]
PLAIN = {
    "head on every row": ("head name relation", [
        ("An Nam", "An Nam", "Chủ hộ"), ("An Nam", "Bình Minh", "Vợ"), ("An Nam", "Chi Lan", "Con"),
        ("Dũng Hải", "Dũng Hải", "Chủ hộ"), ("Dũng Hải", "Em Tý", "Con")]),
    "head on every row, no relation": ("head name", [
        ("An Nam", "An Nam"), ("An Nam", "Bình Minh"), ("An Nam", "Chi Lan"),
        ("Dũng Hải", "Dũng Hải"), ("Dũng Hải", "Em Tý")]),
    "head with a title, names without": ("head name", [
        ("Ông An Nam", "An Nam"), ("Ông An Nam", "Bình Minh"), ("Ông An Nam", "Chi Lan"),
        ("Bà Dũng Hải", "DŨNG HẢI"), ("Bà Dũng Hải", "Em Tý")]),
    "head on first rows": ("head name relation", [
        ("An Nam", "An Nam", "Chủ hộ"), (None, "Bình Minh", "Vợ"), (None, "Chi Lan", "Con"),
        ("Dũng Hải", "Dũng Hải", "Chủ hộ"), (None, "Em Tý", "Con")]),
    "head on first rows, its relation blank": ("head name relation", [
        ("An Nam", "An Nam", None), (None, "Bình Minh", "Vợ"), (None, "Chi Lan", "Con"),
        ("Dũng Hải", "Dũng Hải", None), (None, "Em Tý", "Con")]),
    "head not first": ("head name relation", [
        ("An Nam", "Bình Minh", "Vợ"), ("An Nam", "An Nam", "Chủ hộ"), ("An Nam", "Chi Lan", "Con"),
        ("Dũng Hải", "Em Tý", "Con"), ("Dũng Hải", "Dũng Hải", "Chủ hộ")]),
    "people sorted by name": ("head name relation", [
        ("An Nam", "An Nam", "Chủ hộ"), ("Dũng Hải", "Dũng Hải", "Chủ hộ"), ("An Nam", "Bình Minh", "Vợ"),
        ("Dũng Hải", "Em Tý", "Con"), ("An Nam", "Chi Lan", "Con")]),
    "relation alone": ("name relation", [
        ("An Nam", "Chủ hộ"), ("Bình Minh", "Vợ"), ("Chi Lan", "Con"), ("Dũng Hải", "CH"), ("Em Tý", "Con")]),
    "relation without marks": ("name relation", [
        ("An Nam", "chu ho"), ("Bình Minh", "vo"), ("Chi Lan", "con"), ("Dũng Hải", "CHU HO"), ("Em Tý", "con")]),
    "relation in English": ("name relation", [
        ("An Nam", "Head"), ("Bình Minh", "Wife"), ("Chi Lan", "Son"), ("Dũng Hải", "Head"), ("Em Tý", "Child")]),
    "number on every row": ("number name relation", [
        (1, "An Nam", "Chủ hộ"), (1, "Bình Minh", "Vợ"), (1, "Chi Lan", "Con"), (2, "Dũng Hải", "Chủ hộ"), (2, "Em Tý", "Con")]),
    "number on every row, head somewhere": ("number name relation", [
        (1, "Bình Minh", "Vợ"), (1, "Chi Lan", "Con"), (1, "An Nam", "Chủ hộ"), (2, "Em Tý", "Con"), (2, "Dũng Hải", "Chủ hộ")]),
    "number on first rows": ("stt name relation", [
        (1, "An Nam", "Chủ hộ"), (None, "Bình Minh", "Vợ"), (None, "Chi Lan", "Con"), (2, "Dũng Hải", "Chủ hộ"), (None, "Em Tý", "Con")]),
    "number on first rows, dashes below": ("stt name relation", [
        ("01", "Bình Minh", "Vợ"), ("-", "An Nam", "Chủ hộ"), ("-", "Chi Lan", "Con"), ("02", "Em Tý", "Con"), ("-", "Dũng Hải", "Chủ hộ")]),
    "number and person 1.2": ("stt name relation", [
        ("1.1", "Bình Minh", "Vợ"), ("1.2", "An Nam", "Chủ hộ"), ("1.3", "Chi Lan", "Con"), ("2.1", "Em Tý", "Con"), ("2.2", "Dũng Hải", "Chủ hộ")]),
    "people counted anew": ("stt name relation", [
        (1, "An Nam", "Chủ hộ"), (2, "Bình Minh", "Vợ"), (3, "Chi Lan", "Con"), (1, "Dũng Hải", "Chủ hộ"), (2, "Em Tý", "Con")]),
    "Roman numbers": ("stt name relation", [
        ("I", "An Nam", "Chủ hộ"), (1, "Bình Minh", "Vợ"), (2, "Chi Lan", "Con"), ("II", "Dũng Hải", "Chủ hộ"), (1, "Em Tý", "Con")]),
    "a running number that is missing": ("stt head name relation", [
        (1, "An Nam", "An Nam", "Chủ hộ"), (2, "An Nam", "Bình Minh", "Vợ"), (None, "An Nam", "Chi Lan", "Con"),
        (3, "Dũng Hải", "Dũng Hải", "Chủ hộ"), (4, "Dũng Hải", "Em Tý", "Con")]),
    "letters": ("stt name relation", [
        ("A", "An Nam", "Chủ hộ"), (1, "Bình Minh", "Vợ"), (2, "Chi Lan", "Con"), ("B", "Dũng Hải", "Chủ hộ"), (1, "Em Tý", "Con")]),
    "number of the household, letters below": ("stt name relation", [
        (1, "An Nam", "Chủ hộ"), ("a", "Bình Minh", "Vợ"), ("b", "Chi Lan", "Con"), (2, "Dũng Hải", "Chủ hộ"), ("a", "Em Tý", "Con")]),
    "a sign on first rows": ("stt name relation", [
        ("*", "An Nam", "Chủ hộ"), (None, "Bình Minh", "Vợ"), (None, "Chi Lan", "Con"), ("*", "Dũng Hải", "Chủ hộ"), (None, "Em Tý", "Con")]),
    "tick": ("name tick_head", [("An Nam", "x"), ("Bình Minh", None), ("Chi Lan", None), ("Dũng Hải", "x"), ("Em Tý", None)]),
    "tick yes and no": ("number name tick_head", [
        (7, "Bình Minh", "Không"), (7, "An Nam", "Có"), (7, "Chi Lan", "Không"), (8, "Em Tý", 0), (8, "Dũng Hải", 1)]),
    "mark before what they are called": ("name birth", [("An Nam - chủ hộ (Tư)", 1), ("Bình Minh", 2), ("Chi Lan (Út)", 3), ("Dũng Hải CH (Năm)", 4), ("Em Tý", 5)]),
    "mark in the name": ("name birth", [("An Nam (CH)", 1), ("Bình Minh", 2), ("Chi Lan", 3), ("Dũng Hải - chủ hộ", 4), ("Em Tý", 5)]),
    "mark behind a title": ("name birth", [
        ("Ông CH: An Nam", 1), ("Bình Minh", 2), ("Chi Lan", 3), ("Bà CH: Dũng Hải", 4), ("Em Tý", 5)]),
    "mark parted with the name": ("family given birth", [
        ("An Nam (chủ", "hộ)", 1), ("Bình", "Minh", 2), ("Chi", "Lan", 3), ("Dũng Hải - chủ", "hộ", 4), ("Em", "Tý", 5)]),
    "address on every row": ("hamlet name relation", [
        ("Số 1", "Bình Minh", "Vợ"), ("Số 1", "An Nam", "Chủ hộ"), ("Số 1", "Chi Lan", "Con"), ("Số 3", "Em Tý", "Con"), ("Số 3", "Dũng Hải", "Chủ hộ"),
        ("Số 5", "Giang Hà", "Chủ hộ")]),
    "blank rows, head somewhere": ("name relation", [
        ("Bình Minh", "Vợ"), ("An Nam", "Chủ hộ"), ("Chi Lan", "Con"), BLANK, ("Em Tý", "Con"), ("Dũng Hải", "Chủ hộ"), BLANK, ("Giang Hà", "Chủ hộ")]),
    "bold and relation": ("name relation", [
        ("!An Nam", "Chủ hộ"), ("Bình Minh", "Vợ"), ("Chi Lan", "Con"), ("!Dũng Hải", "Chủ hộ"), ("Em Tý", "Con")]),
    "group rows": ("name relation", [
        "Hộ ông An Nam", ("An Nam", "Chủ hộ"), ("Bình Minh", "Vợ"), ("Chi Lan", "Con"), "Hộ 2: Dũng Hải", ("Dũng Hải", "Chủ hộ"), ("Em Tý", "Con")]),
    "group rows, head not named again": ("name birth", [
        "1. Hộ ông An Nam (3 khẩu)", ("Bình Minh", 1980), ("Chi Lan", 2004), "2. Hộ bà Dũng Hải", ("Em Tý", 2001)]),
    "group rows by number": ("name relation", [
        "Hộ số 1", ("Bình Minh", "Vợ"), ("An Nam", "Chủ hộ"), ("Chi Lan", "Con"), "Hộ số 2", ("Em Tý", "Con"), ("Dũng Hải", "Chủ hộ")]),
    "head and members in two columns": ("head name relation", [
        ("An Nam", None, "Chủ hộ"), (None, "Bình Minh", "Vợ"), (None, "Chi Lan", "Con"), ("Dũng Hải", None, "Chủ hộ"), (None, "Em Tý", "Con")]),
    "head beside the first member": ("head name relation", [
        ("An Nam", "Bình Minh", "Vợ"), (None, "Chi Lan", "Con"), ("Dũng Hải", "Em Tý", "Con")]),
    "members in one cell": ("head members", [("An Nam", "Bình Minh (vợ, 1980); Chi Lan (con, 2004)"), ("Dũng Hải", "Em Tý - con - 2001")]),
    "several people in the column for names": ("head name", [("An Nam", "Bình Minh 1980; Chi Lan 2004"), ("Dũng Hải", "Em Tý")]),
    "people beside each other": ("name1 relation1 name2 relation2 name3 relation3", [
        ("An Nam", "Chủ hộ", "Bình Minh", "Vợ", "Chi Lan", "Con"), ("Em Tý", "Con", "Dũng Hải", "Chủ hộ", None, None)]),
    "members beside the head": ("head name1 relation1 name2 relation2", [
        ("An Nam", "Bình Minh", "Vợ", "Chi Lan", "Con"), ("Dũng Hải", "Em Tý", "Con", None, None)]),
    "name in two columns": ("head family given relation", [
        ("An Nam", "An", "Nam", "Chủ hộ"), ("An Nam", "Bình", "Minh", "Vợ"), ("An Nam", "Chi", "Lan", "Con"),
        ("Dũng Hải", "Dũng", "Hải", "Chủ hộ"), ("Dũng Hải", "Em", "Tý", "Con")]),
    "number merged over the rows of some": ("number name relation", [
        (1, "An Nam", "Chủ hộ"), (1, "Bình Minh", "Vợ"), (1, "Chi Lan", "Con"), (2, "Dũng Hải", "Chủ hộ"), (2, "Em Tý", "Con")]),
    "the same number in two villages": ("village number name relation", [
        ("Thôn 1", 1, "An Nam", "Chủ hộ"), ("Thôn 1", 1, "Bình Minh", "Vợ"), ("Thôn 1", 1, "Chi Lan", "Con"),
        ("Thôn 2", 1, "Dũng Hải", "Chủ hộ"), ("Thôn 2", 1, "Em Tý", "Con")]),
    "number anew on each page": ("number name relation", [
        (1, "An Nam", "Chủ hộ"), (1, "Bình Minh", "Vợ"), (1, "Chi Lan", "Con"), (2, "Giang Hà", "Chủ hộ"), (1, "Dũng Hải", "Chủ hộ"), (1, "Em Tý", "Con")]),
    "two heads of one name": ("head name relation", [
        ("An Nam", "An Nam", "Chủ hộ"), ("An Nam", "Bình Minh", "Vợ"), ("An Nam", "Chi Lan", "Con"),
        ("An Nam", "An Nam", "Chủ hộ"), ("An Nam", "Em Tý", "Con")]),
    "words for relations partly left out": ("name relation", [
        ("An Nam", "Chủ hộ"), ("Bình Minh", "Vợ"), ("Chi Lan", None), ("Dũng Hải", "Chủ hộ"), ("Em Tý", None)]),
}  # fmt: skip
MORE = {
    "two heads of one name": [TWO[0], "An Nam +Em Tý"],
    "number anew on each page": [TWO[0], "Giang Hà", TWO[1]],
    "address on every row": [*TWO, "Giang Hà"],
    "mark before what they are called": [
        "An Nam (Tư) +Bình Minh +Chi Lan (Út)",
        "Dũng Hải (Năm) +Em Tý",
    ],
    "mark behind a title": ["Ông An Nam +Bình Minh +Chi Lan", "Bà Dũng Hải +Em Tý"],
    "blank rows, head somewhere": [*TWO, "Giang Hà"],
    "head with a title, names without": [TWO[0], "DŨNG HẢI +Em Tý"],
}


@pytest.mark.parametrize("layout", PLAIN)
def test_what_a_person_reads_at_once_is_taken_at_once(layout):
    columns, rows = PLAIN[layout]
    records, asking = read(table(columns, rows))
    found, wrong = homes(records)
    assert not asking.questions
    assert not wrong
    assert sorted(found) == sorted(MORE.get(layout, TWO))


FIVE = ("An Nam", "Bình Minh", "Chi Lan", "Dũng Hải", "Em Tý")
ASKED = {
    "bold names": ("name birth", [("!An Nam", 1), ("Bình Minh", 2), ("Chi Lan", 3), ("!Dũng Hải", 4), ("Em Tý", 5)], "bold", TWO),
    "an address on first rows": ("hamlet name", [
        ("Số 1", "An Nam"), (None, "Bình Minh"), (None, "Chi Lan"), ("Số 3", "Dũng Hải"), (None, "Em Tý")], "address", TWO),
    "one address, and a blank row": ("hamlet name", [("Số 1", "An Nam"), (None, "Bình Minh"), BLANK, (None, "Chi Lan")], "address", TWO[:1]),
    "blank rows": ("name birth", [("An Nam", 1), ("Bình Minh", 2), ("Chi Lan", 3), BLANK, ("Dũng Hải", 4), ("Em Tý", 5)], "blank_row", TWO),
    "a star": ("name birth", [("*An Nam", 1), ("Bình Minh", 2), ("Chi Lan", 3), ("*Dũng Hải", 4), ("Em Tý", 5)], "mark", TWO),
    "a star behind a title": ("name birth", [
        ("Ông *An Nam", 1), ("Bình Minh", 2), ("Chi Lan", 3), ("Bà *Dũng Hải", 4), ("Em Tý", 5)], "mark",
        ["Ông An Nam +Bình Minh +Chi Lan", "Bà Dũng Hải +Em Tý"]),
    "people counted anew without a head": ("stt name", [
        (1, "An Nam"), (2, "Bình Minh"), (3, "Chi Lan"), (1, "Dũng Hải"), (2, "Em Tý")], "number", TWO),
    "a number without a head": ("number name", [(1, "An Nam"), (1, "Bình Minh"), (1, "Chi Lan"), (2, "Dũng Hải"), (2, "Em Tý")], "number", TWO),
    "group rows without a head": ("name birth", ["Hộ 1", ("An Nam", 1), ("Bình Minh", 2), ("Chi Lan", 3), "Hộ 2", ("Dũng Hải", 4), ("Em Tý", 5)], "group_row", TWO),
    "how many live there, for each of them": ("name size", [
        ("An Nam", 3), ("Bình Minh", 3), ("Chi Lan", 3), ("Dũng Hải", 2), ("Em Tý", 2)], "row", list(FIVE)),
    "nothing": ("name birth", [(name, 1980) for name in FIVE], "row", list(FIVE)),
    "people side by side without a head": ("name1 name2 name3", [("An Nam", "Bình Minh", "Chi Lan"), ("Dũng Hải", "Em Tý", None)], "beside", TWO),
    "one name beside each head": ("head name", [("An Nam", "Bình Minh"), ("Dũng Hải", "Em Tý")], "cell", ["An Nam +Bình Minh", "Dũng Hải +Em Tý"]),
    "heads that come last or first": ("name relation", [
        ("An Nam", "Chủ hộ"), ("Bình Minh", "Vợ"), ("Chi Lan", "Con"), BLANK, ("Em Tý", "Con"), ("Dũng Hải", "Chủ hộ")], "blank_row", TWO),
}  # fmt: skip


@pytest.mark.parametrize("layout", ASKED)
def test_what_may_be_read_in_two_ways_is_asked_and_nothing_taken_before(layout):
    columns, rows, answer, expected = ASKED[layout]
    records, asking = read(table(columns, rows))
    assert not records
    assert [key for key, _ in asking.questions] == ["grouping"]
    choices = next(iter(asking.questions.values())).choices
    assert choices[-1] == "skip"
    assert answer in choices
    records, asking = read(table(columns, rows), grouping=answer)
    assert not asking.questions
    assert homes(records) == (expected, [])


@pytest.mark.parametrize("layout", ASKED)
def test_who_says_that_nothing_tells_households_finds_the_table_named_as_left(layout):
    columns, rows, *_ = ASKED[layout]
    records, asking = read(table(columns, rows), grouping="skip")
    assert not records
    assert "grouping" in [left.why for left in asking.left]


WRONG = {
    "two heads in one household": ("number name relation", [
        (n, f"An {n}", "Chủ hộ") for n in range(1, 7)] + [(7, "Bình Minh", "Chủ hộ"), (7, "Chi Lan", "Chủ hộ")], {"Bình Minh", "Chi Lan"}),
    "a household without a head": ("number name relation", [
        (n, f"An {n}", "Chủ hộ") for n in range(1, 7)] + [(7, "Bình Minh", "Vợ"), (7, "Chi Lan", "Con")], {"Bình Minh", "Chi Lan"}),
    "a blank head among filled ones": ("head name relation", [
        row for n in range(1, 7) for row in ((f"An {n}", f"An {n}", "Chủ hộ"), (f"An {n}", f"Bé {n}", "Con"))] + [(None, "Chi Lan", "Con")], {"Chi Lan"}),
    "a head called quite otherwise": ("head name relation", [
        row for n in "abcd" for row in ((f"An {n}", f"An {n}", "Chủ hộ"), (f"An {n}", f"Bé {n}", "Con"))]
        + [("Dũng Hải", "Giang Hà", "Chủ hộ"), ("Dũng Hải", "Em Tý", "Con")], {"Giang Hà", "Em Tý"}),
    "two wives below one head": ("name relation", [
        row for n in "abcd" for row in ((f"An {n}", "Chủ hộ"), (f"Bé {n}", "Vợ"))] + [("Chi Lan", "Vợ")], {"Bé d", "Chi Lan"}),
    "a relation left out where others have one": ("name relation", [
        row for n in "abcd" for row in ((f"An {n}", "Chủ hộ"), (f"Bé {n}", "Vợ"))] + [("Chi Lan", None)], {"Chi Lan"}),
    "a head spelled in two ways": ("head name", [
        row for n in "abcd" for row in ((f"An {n}", f"An {n}"), (f"An {n}", f"Bé {n}"))]
        + [("Dũng Hải", "Dũng Hãi"), ("Dũng Hải", "Em Tý")], {"Dũng Hãi", "Em Tý"}),
    "a head who is nobody of the household": ("head name", [
        row for n in "abcd" for row in ((f"An {n}", f"An {n}"), (f"An {n}", f"Bé {n}"))]
        + [("Dũng Hải", "Giang Hà"), ("Dũng Hải", "Em Tý")], {"Giang Hà", "Em Tý"}),
    "a head left out of the column on first rows": ("head name relation", [
        row for n in "abcd" for row in ((f"An {n}", f"An {n}", None), (None, f"Bé {n}", "Con"), (None, f"Chi {n}", "Con"))]
        + [(None, "Dũng Hải", None), (None, "Em Tý", "Con")], {"Dũng Hải", "Em Tý"}),
    "a row without a name": ("head name relation birth", [
        ("An Nam", "An Nam", "Chủ hộ", 1980), ("An Nam", None, "Con", 2004), ("An Nam", "Chi Lan", "Con", 2005)], {""}),
    "a cell that nobody can part": ("head members", [("An Nam", "Bình Minh và hai con gái 12, 15")], {"Bình Minh và hai con gái 12, 15"}),
}  # fmt: skip


@pytest.mark.parametrize("layout", WRONG)
def test_who_cannot_be_placed_for_sure_is_named_wrong_and_the_others_are_taken(layout):
    columns, rows, expected = WRONG[layout]
    records, asking = read(table(columns, rows))
    found, wrong = homes(records)
    assert not asking.questions
    assert found
    if expected != {""} and layout != "a cell that nobody can part":
        assert set(wrong) == expected
    assert wrong


def test_two_heads_of_one_name_one_after_the_other_are_told_apart_by_where_they_live():
    rows = [
        ("An Nam", "Bình Minh", "Con", "Tổ 1"), ("An Nam", "An Nam", "Chủ hộ", "Tổ 1"),
        ("An Nam", "An Nam", "Chủ hộ", "Tổ 7"), ("An Nam", "Chi Lan", "Vợ", "Tổ 7"),
    ]  # fmt: skip
    records, asking = read(table("head name relation hamlet", rows))
    assert homes(records) == (["An Nam +Bình Minh", "An Nam +Chi Lan"], [])
    assert not asking.questions


def test_unknown_words_for_relations_are_asked_where_one_may_mean_the_head():
    people = table("name relation", [("An Nam", "1"), ("Bình Minh", "2"), ("Em Tý", "1")])
    records, asking = read(people)
    assert not records
    assert [(key, text) for key, text in asking.questions] == [("relation", "1"), ("relation", "2")]


def test_two_sheets_with_one_number_are_joined():
    homes_of = table(
        "household_id village head", [("H01", "Thôn 1", "An Nam"), ("H02", "Thôn 2", "Dũng Hải")]
    )
    people = table(
        "household_id name relation",
        [("H01", "An Nam", "Chủ hộ"), ("H01", "Bình Minh", "Vợ"), ("H01", "Chi Lan", "Con"), ("H02", "Dũng Hải", "Chủ hộ"), ("H02", "Em Tý", "Con")],
        sheet=1,
    )  # fmt: skip
    records, asking = read(homes_of, people)
    assert not asking.questions
    assert homes(records) == (TWO, [])
    assert [one.cells["village"] for one in records] == ["Thôn 1"] * 3 + ["Thôn 2"] * 2


def test_a_household_that_is_listed_twice_in_the_sheet_of_people_is_two_of_which_it_may_be_asked():
    homes_of = table(
        "household_id village head", [("1", "Thôn 1", "An Nam"), ("2", "Thôn 2", "Dũng Hải")]
    )
    people = table(
        "household_id name relation",
        [("1", "An Nam", "Chủ hộ"), ("1", "Bình Minh", "Vợ"), ("2", "Dũng Hải", "Chủ hộ"), ("1", "Chi Lan", "Con"), ("1", "An Nam", "Chủ hộ")],
        sheet=1,
    )  # fmt: skip
    records, _asking = read(homes_of, people)
    assert homes(records) == (["An Nam +Bình Minh", "An Nam +Chi Lan", "Dũng Hải"], [])
    assert [one.cells["village"] for one in records] == ["Thôn 1"] * 4 + ["Thôn 2"]


def test_two_sheets_whose_heads_are_not_the_same_are_asked_about():
    homes_of = table(
        "household_id village head", [("1", "Thôn 1", "An Nam"), ("2", "Thôn 2", "Dũng Hải")]
    )
    people = table(
        "household_id name", [("1", "Bình Minh"), ("1", "Chi Lan"), ("2", "Em Tý")], sheet=1
    )
    records, asking = read(homes_of, people)
    assert not records
    assert list(asking.questions) == [("link", "")]
    assert homes(read(homes_of, people, link="join")[0]) == (TWO, [])


def test_what_is_said_of_the_household_comes_to_its_head_wherever_it_stands():
    rows = [
        ("Thôn 1", "Số 1", "Con", "Chi Lan", None, "0901", "Hộ nghèo", 1),
        (None, None, "Chủ hộ", "An Nam", "0902", None, None, 2),
    ]
    records, _ = read(table("village hamlet relation name phone phone_of_head note stt", rows))
    head, member = (
        records
        or read(
            table(
                "number village hamlet relation name phone phone_of_head note",
                [(1, *row[:-1]) for row in rows],
            )
        )[0]
    )
    assert (head.cells["village"], head.cells["hamlet"]) == ("Thôn 1", "Số 1")
    assert head.cells["phone"] == "0902"
    assert member.cells["village"] == "Thôn 1"
    assert "hamlet" not in member.cells


def test_notes_and_sizes_have_no_field_and_are_named_as_left():
    rows = [("An Nam", "An Nam", "Hộ nghèo", 2), ("An Nam", "Chi Lan", "Đi làm xa", 2)]
    records, asking = read(table("head name note size", rows))
    assert not any({"note", "size"} & one.cells.keys() for one in records)
    assert [(one.why, one.columns, one.count) for one in asking.left] == [
        ("no_field", (2, 2), 2),
        ("no_field", (3, 3), 2),
    ]


def test_a_number_that_is_said_of_all_is_the_heads():
    rows = [("An Nam", "An Nam", "0901"), ("An Nam", "Chi Lan", "0901")]
    head, member = read(table("head name phone", rows))[0]
    assert head.cells["phone"] == "0901"
    assert "phone" not in member.cells


def test_rows_with_nothing_but_a_number_are_left_and_named():
    rows = [(1, "An Nam", "Chủ hộ"), (2, None, None), (3, None, None)]
    records, asking = read(table("stt name relation", rows))
    assert len(records) == 1
    assert [left.why for left in asking.left] == ["nobody", "nobody"]


CELLS = {
    "Trần Thị Bé (vợ, 1980); Lê Văn Cường (con, 2004)": "Trần Thị Bé/vợ/1980 Lê Văn Cường/con/2004",
    "1. Trần Thị Bé - vợ - 1980\n2. Lê Văn Cường - con - 2004": "Trần Thị Bé/vợ/1980 Lê Văn Cường/con/2004",
    "Vợ: Trần Thị Bé (1980), con: Lê Văn Cường (2004)": "Trần Thị Bé/Vợ/1980 Lê Văn Cường/con/2004",
    "vợ Trần Thị Bé sinh năm 1980; con gái Lê Thị Hoa sn 2004": "Trần Thị Bé/vợ/1980 Lê Thị Hoa/con gái/2004",
    "Trần Thị Bé, Lê Văn Cường": "Trần Thị Bé//- Lê Văn Cường//-",
    "Trần Thị Bé, 1980; Lê Văn Cường, 2004": "Trần Thị Bé//1980 Lê Văn Cường//2004",
    "Võ Thị Nữ (mẹ chồng, 1940); Chu Văn Nam (con rể, 1975)": "Võ Thị Nữ/mẹ chồng/1940 Chu Văn Nam/con rể/1975",
    "Võ Văn An 1965 - vợ Trần Thị Bé 1980 - con Võ Văn Cường 2004": "Võ Văn An//1965 Trần Thị Bé/vợ/1980 Võ Văn Cường/con/2004",
    "+ Võ Văn Bảy: em trai, 1990 + H'Blăm Niê: em dâu, 1991": "Võ Văn Bảy/em trai/1990 H'Blăm Niê/em dâu/1991",
}  # fmt: skip


@pytest.mark.parametrize("text", CELLS)
def test_a_cell_is_parted_into_its_people(text):
    found = members_of(text)
    assert all(one.is_clear for one in found), found
    told = [
        f"{one.cells['full_name']}/{one.cells.get('relation', '')}/{one.cells.get('birth_year', '-')}"
        for one in found
    ]
    assert " ".join(told) == CELLS[text]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Hộ ông Nguyễn Văn A", "Nguyễn Văn A"),
        ("HỘ BÀ TRẦN THỊ B", "TRẦN THỊ B"),
        ("Gia đình ông Y Bhem Niê", "Y Bhem Niê"),
        ("Chủ hộ: Lê Văn C", "Lê Văn C"),
        ("3. Hộ 3: Nguyễn Văn A (4 khẩu)", "Nguyễn Văn A"),
        ("Hộ số 12", ""),
        ("Hộ ông Phan Công Nghĩa", "Phan Công Nghĩa"),
        ("Hộ bà So Thị Xấp", "So Thị Xấp"),
        ("Chủ hộ: bà Kpă H´Yâm", "Kpă H´Yâm"),
        ("Hộ: Trần Văn Khá", "Trần Văn Khá"),
        ("Chủ hộ: Đặng Hồng Quyên", "Đặng Hồng Quyên"),
        ("Hộ Nông Thị Bé", "Nông Thị Bé"),
    ],
)
def test_a_row_names_a_household(text, head):
    assert household_named(text).head == head


@pytest.mark.parametrize(
    "text",
    ["Hộ nghèo", "Hộ cận nghèo", "II. Hộ chính sách", "Thôn Phú Hội", "Tổng số hộ", "Hộ gia đình văn hóa", "Hộ kinh doanh", "Chủ hộ là nữ", "Ho ngheo", "HỘ CẬN NGHÈO"],
)  # fmt: skip
def test_a_row_of_kinds_of_households_names_none(text):
    assert household_named(text) is None


def test_names_are_one_with_a_title_without_marks_and_with_a_tone_elsewhere():
    for one, other in (
        ("Ông Hoà", "ông Hoà"),
        ("Nguyễn Văn Hoà", "NGUYỄN VĂN HÒA"),
        ("Bà Lê Thị B", "Le Thi B"),
    ):
        assert is_same(named(one), named(other))
    assert not is_same(named("Nguyễn Thị Hà"), named("Nguyễn Thị Hạ"))


def test_a_column_made_for_households_tells_them_where_nobody_is_called_head_in_some():
    rows = [("A1", "An Nam", "Chủ hộ"), ("A1", "Bình Minh", "Vợ"), ("A2", "Dũng Hải", "Chủ hộ"), ("A2", "Em Tý", "Con"), ("A3", "Gió Lê", "Con"), ("A3", "Hạ Lê", "Con")]  # fmt: skip
    found, asking = read(table("household_id name relation", rows))
    assert homes(found) == (["An Nam +Bình Minh", "Dũng Hải +Em Tý"], ["Gió Lê", "Hạ Lê"])
    assert not asking.questions


@pytest.mark.parametrize(("sign", "answer"), [("!", "bold"), ("*", "mark")])
def test_few_rows_below_one_marked_name_may_be_one_household(sign, answer):
    people = table("name birth", [(f"{sign}An Nam", 1), ("Bình Minh", 2), ("Chi Lan", 3)])
    _, asking = read(people)
    assert answer in asking.questions["grouping", ""].choices
    assert homes(read(people, grouping=answer)[0]) == (TWO[:1], [])


@pytest.mark.parametrize(("columns", "asked"), [("name size hamlet", 0), ("name hamlet size", 1)])
def test_sheets_of_one_form_are_read_alike_where_one_is_plainly_of_heads(columns, asked):
    """Two rows that say "2" may be the two of one household, but not where the sheet beside it lists heads."""
    keys = columns.split()
    plain = [("An Nam", 3, "Xóm 1"), ("Bình Minh", 2, "Xóm 2"), ("Gió Lê", 5, "Xóm 1")]
    other = [("Dũng Hải", 2, "Xóm 3"), ("Em Tý", 2, "Xóm 3")]
    rows = [dict(zip(("name", "size", "hamlet"), row, strict=True)) for row in other]
    second = table(columns, [tuple(row[key] for key in keys) for row in rows], sheet=1)
    found, asking = read(table("name size hamlet", plain), second)
    assert len(asking.questions) == asked
    assert len(homes(found)[0]) == (3 if asked else 5)


def test_an_answer_holds_for_tables_that_would_not_be_asked_of_alone():
    many = table("name birth", [("!An Nam", 1), ("Bình Minh", 2), ("Chi Lan", 3)])
    alone = table("name birth", [("!Dũng Hải", 1), ("!Em Tý", 2)], sheet=1)
    found = homes(read(many, alone, grouping="bold")[0])
    assert found == (["An Nam +Bình Minh +Chi Lan", "Dũng Hải", "Em Tý"], [])


@pytest.mark.parametrize(("columns", "answers"), [
    ("name birth village", {"grouping": "bold"}),
    ("name relation village", {}),
])  # fmt: skip
def test_nobody_is_put_into_a_household_of_another_village_because_its_head_is_not_told(
    columns, answers
):
    """Of other spellings of one village it is no other."""
    said = ("Chủ hộ", "Vợ", "Con", "Con") if "relation" in columns else (1, 2, 3, 4)
    names = ("!An Nam", "Bình Minh", "Chi Lan", "Em Tý")
    places = ("Thôn Hội Phú", "hội phú", "Phú Lễ", None)
    last = [("!Gió Lê", said[0], "Phú Lễ"), ("Hạ Lê", said[1], None)]
    people = table(columns, [*zip(names, said, places, strict=True), *last])
    assert homes(read(people, **answers)[0]) == (
        ["An Nam +Bình Minh", "Gió Lê +Hạ Lê"],
        ["Chi Lan", "Em Tý"],
    )


def test_nobody_of_another_address_is_put_below_a_bold_name_where_addresses_stand_on_each_row():
    people = [("!An Nam", 1, "Tổ 1"), ("Bình Minh", 2, "tổ 1"), ("Chi Lan", 3, "Tổ 2"), ("Em Tý", 4, None)]  # fmt: skip
    last = [("!Gió Lê", 1, "Tổ 2"), ("Hạ Lê", 2, "Tổ 2"), ("!Ích Lê", 3, "Tổ 3"), ("Kim Lê", 4, "Tổ 3")]  # fmt: skip
    whole = (["Gió Lê +Hạ Lê", "Ích Lê +Kim Lê"], [])
    for other, found in (("Tổ 2", (["An Nam +Bình Minh"], ["Chi Lan", "Em Tý"])), (None, (["An Nam +Bình Minh +Chi Lan +Em Tý"], []))):  # fmt: skip
        rows = [*people[:2], (*people[2][:2], other), people[3], *last]
        homes_of, strays = homes(read(table("name birth hamlet", rows), grouping="bold")[0])
        assert (homes_of, strays) == ([*found[0], *whole[0]], found[1])
    # So it is where the address changes in half of the households, not where each person has another one.
    more = [("!Lan Hồ", 1, "Tổ 4"), ("Mai Hồ", 2, "Tổ 5")]
    for at, strays in (("Tổ 3", ["Bình Minh", "Mai Hồ"]), ("Tổ 6", [])):
        rows = [("!An Nam", 1, "Tổ 1"), ("Bình Minh", 2, "Tổ 2"), *more, last[0], (*last[1][:2], at.replace("3", "2")), *last[2:3], (*last[3][:2], at)]  # fmt: skip
        assert homes(read(table("name birth hamlet", rows), grouping="bold")[0])[1] == strays
    rows = [("!An Nam", 1, None), ("Bình Minh", 2, "Tổ 1"), ("Chi Lan", 3, "Tổ 1"), *last]
    homes_of, strays = homes(read(table("name birth hamlet", rows), grouping="bold")[0])
    assert (homes_of, strays) == (["An Nam +Bình Minh +Chi Lan", *whole[0]], [])


@pytest.mark.parametrize(
    ("addresses", "found"),
    [
        (("Tổ 1", "Tổ 1", None, None), ["An Nam +Bình Minh", "An Nam +Em Tý"]),
        (("Tổ 1", None, "Tổ 1", None), ["An Nam +Bình Minh +Em Tý", "An Nam"]),
        (("Tổ 1", None, None, None), ["An Nam +Bình Minh +Em Tý", "An Nam"]),
    ],
)
def test_of_two_heads_of_one_name_people_are_put_where_they_live(addresses, found):
    said = (("An Nam", "Chủ hộ"), ("Bình Minh", "Vợ"), ("Em Tý", "Mẹ"), ("An Nam", "Chủ hộ"))
    rows = [(*one, "An Nam", at) for one, at in zip(said, addresses, strict=True)]
    assert homes(read(table("name relation head hamlet", rows))[0]) == (found, [])


def test_ch_in_capitals_is_the_head_whatever_is_said_of_ch_beside_it():
    rows = [("An Nam", "An Nam", "CH"), ("An Nam", "Bình Minh", "Vợ"), ("An Nam", "Chi Lan", "Ch")]
    people = table("head name relation", rows)
    asking = Asking({about("relation", "Ch"): "head"})
    assert homes(list(households.records([people], layouts.KNOWN, asking))) == (TWO[:1], [])


@pytest.mark.parametrize(
    "rows",
    [
        ("CH: An Nam", "Vợ: Bình Minh", "Con: Chi Lan"),
        ("An Nam (CH)", "Bình Minh (vợ)", "Chi Lan (con gái)"),
        ("An Nam - chủ hộ", "Bình Minh - vợ", "Chi Lan - con"),
    ],
)
def test_a_relation_may_stand_beside_the_name(rows):
    people = table("name birth", [(name, n) for n, name in enumerate((*rows, *rows))])
    found = read(people)[0]
    assert homes(found)[0][:1] == TWO[:1]
    assert [one.cells.get("relation", "").split()[0].casefold() for one in found[1:3]] == [
        "vợ",
        "con",
    ]


def test_what_somebody_is_called_is_no_relation():
    people = table(
        "head name", [("An Nam", "An Nam"), ("An Nam", "Chi Lan (Út)"), ("An Nam", "Em Tý (Ba)")]
    )
    assert not any("relation" in one.cells for one in read(people)[0])


def test_a_column_that_numbers_households_is_a_choice_though_many_have_no_one_head():
    rows = [
        (1, "An Nam", "x"),
        (1, "Bình Minh", None),
        (2, "Dũng Hải", "x"),
        (2, "Em Tý", "x"),
        (3, "Giang Hà", None),
        (3, "Hoa Lý", None),
    ]
    _, asking = read(table("number name tick_head", rows))
    assert "number" in asking.questions["grouping", ""].choices


def test_a_letter_behind_the_number_of_a_household_says_whom_of_it_a_row_is_about():
    rows = [
        (one, name, None)
        for one, name in zip(("1", "1a", "1b", "2", "2a"), NAMES_OF_FIVE, strict=True)
    ]
    rows[0], rows[3] = (*rows[0][:2], "CH"), (*rows[3][:2], "CH")
    assert homes(read(table("number name relation", rows))[0]) == (
        ["An Nam +Bình Minh +Chi Lan", "Dũng Hải +Em Tý"],
        [],
    )
    alone = [
        (one, name, "CH") for one, name in zip(("12a", "12b", "14"), NAMES_OF_FIVE, strict=False)
    ]
    assert len(homes(read(table("number name relation", alone))[0])[0]) == len(alone)


NAMES_OF_FIVE = ("An Nam", "Bình Minh", "Chi Lan", "Dũng Hải", "Em Tý")


def test_whoever_has_the_number_and_is_nobodys_wife_or_child_is_the_head():
    rows = [
        (1, "An Nam", None),
        (None, "Bình Minh", "Vợ"),
        (None, "Chi Lan", "Con"),
        (2, "Dũng Hải", None),
        (None, "Em Tý", "Con"),
    ]
    found, asking = read(table("stt name relation", rows))
    assert homes(found) == (["An Nam +Bình Minh +Chi Lan", "Dũng Hải +Em Tý"], [])
    assert not asking.questions
    rows[1] = (None, "Bình Minh", None)
    assert "grouping" in {
        one.kind for one in read(table("stt name relation", rows))[1].questions.values()
    }


def test_lists_that_begin_anew_for_each_page_are_not_two_households():
    rows = [
        (n, f"Lê {letter}n")
        for part in ("ABCDEFGHIKLMN", "OPQRSTUVXYZGH")
        for n, letter in enumerate(part, 1)
    ]
    _records, asking = read(table("stt name", rows))
    assert "number" not in asking.questions["grouping", ""].choices
