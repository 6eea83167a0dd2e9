"""The same head, person or household twice in a file, and what clashes with the register."""

from datetime import date
from types import SimpleNamespace

import pytest

from imports.spreadsheet.lines import Line
from imports.tidy.asking import Asking
from imports.tidy.looks.hidden import WITHHELD, WITHHELD_BIRTHS
from imports.tidy.model import Known
from imports.tidy.same import settled


def person(number, name, year=None, *, block="", head=False, village=1, **values):
    said = {"village": village, "full_name": name, "birth_year": year, **values}
    said = {key: value for key, value in said.items() if value is not None}
    return Line(number, said, block=block, is_head=head)


def home(number, block, *people, **values):
    """Return the lines of a household; `people` are name and year, the head first."""
    return [
        person(number + n, *one, block=block, head=not n, **(values if not n else {}))
        for n, one in enumerate(people)
    ]


class Known2(SimpleNamespace):
    def named(self, village, name):
        return [one for where, called, one in self.homes if (where, called) == (village, name)]


def settle(*homes, answers=None, register=()):
    asking = Asking(answers or {})
    known = Known(date(2026, 9, 1), None, register=Known2(homes=register))
    lines = [line for one in homes for line in one]
    return [line.number for line in settled(lines, known, asking)], asking


TWO = home(2, "a", ("Lê Hoa", 1960), phone="0905111222"), home(4, "b", ("Lê Hoa", 1971))


@pytest.mark.parametrize(("answer", "kept"), [(None, []), ("different", [2, 4]), ("same", [2])])
def test_two_heads_of_one_name_wait_until_it_is_told(answer, kept):
    numbers, asking = settle(*TWO, answers={("same", "lê hoa"): answer} if answer else {})
    assert numbers == kept
    assert [one.count for one in asking.questions.values()] == ([2] if answer is None else [])
    left = [(one.why, one.rows) for one in asking.left]
    assert left == ([("differs", (4, 4)), ("same", (4, 4))] if answer == "same" else [])


def test_of_two_that_are_the_same_the_people_come_together():
    homes = home(2, "a", ("Lê Hoa", 1960)), home(5, "b", ("Lê Hoa", 1971), ("Lê Nở", 2001), phone="0905111222")  # fmt: skip
    asking = Asking({("same", "lê hoa"): "same"})
    lines = list(settled([*homes[0], *homes[1]], Known(date(2026, 9, 1), None), asking))
    assert [(line.number, line.block) for line in lines] == [(2, "a"), (6, "a")]
    assert lines[0].values["birth_year"] == 1960
    assert lines[0].values["phone"] == "0905111222"


def joined(*homes):
    """Return the lines of households whose heads are told to be the same, and what is named as left."""
    asking = Asking({("same", "lê hoa"): "same"})
    lines = [line for one in homes for line in one]
    return list(settled(lines, Known(date(2026, 9, 1), None), asking)), asking


def test_of_three_that_are_the_same_each_says_what_the_others_do_not():
    who = ("Lê Hoa", 1960), ("Lê Nở", 2001)
    said = [{"shopping": "alone"}, {"payment": "none"}, {"phone": "0905111222"}]
    homes = [home(2 + 3 * n, str(n), *who, **one) for n, one in enumerate(said)]
    homes[2][1].values["sex"] = "f"
    lines, asking = joined(*homes, home(20, "d", ("Lê Hoa", 1960), ("Lê Mới", 2010)))
    assert [line.number for line in lines] == [2, 3, 21]
    assert {"shopping", "payment", "phone"} <= lines[0].values.keys()
    assert lines[1].values["sex"] == "f"
    assert {one.why for one in asking.left} == {"same"}


def test_whom_two_copies_have_beside_the_first_comes_once():
    who = [("Lê Văn Con", 1990), ("Lê Văn Con", None)]
    homes = [home(2, "a", ("Lê Hoa", 1960))]
    homes += [home(10 * n, str(n), ("Lê Hoa", 1960), one) for n, one in enumerate(who, 1)]
    lines, _ = joined(*homes)
    assert [line.values.get("full_name") for line in lines] == ["Lê Hoa", "Lê Văn Con"]


def test_of_two_rounds_the_later_one_holds_whichever_stands_first():
    rounds = [{"assessed_on": date(2026, 8, 5), "shopping": "alone"}, {"assessed_on": date(2026, 3, 5), "shopping": "none", "payment": "help"}]  # fmt: skip
    for some in (rounds, rounds[::-1]):
        homes = [home(2 + n, str(n), ("Lê Hoa", 1960), **one) for n, one in enumerate(some)]
        (line,), asking = joined(*homes)
        said = {key: line.values[key] for key in ("assessed_on", "shopping", "payment")}
        assert said == {"assessed_on": date(2026, 8, 5), "shopping": "alone", "payment": "help"}
        assert {one.why for one in asking.left} == {"same"}


def test_what_copies_of_no_day_say_otherwise_is_named():
    homes = [home(2 + n, str(n), ("Lê Hoa", 1960), shopping=one) for n, one in enumerate(("none", "alone"))]  # fmt: skip
    (line,), asking = joined(*homes)
    assert line.values["shopping"] == "none"
    assert [(one.why, one.rows) for one in asking.left] == [("differs", (3, 3)), ("same", (3, 3))]


def test_a_household_that_stands_twice_with_equal_cells_is_one():
    people = ("Lê Hoa", 1960), ("Lê Nở", 2001)
    numbers, asking = settle(home(2, "a", *people), home(8, "b", *people))
    assert (numbers, list(asking.questions)) == ([2, 3], [])
    assert [(one.why, one.rows, one.count) for one in asking.left] == [("same", (8, 9), 2)]


def test_two_of_whom_nothing_but_the_name_is_said_are_asked_about():
    numbers, asking = settle(home(2, "a", ("Lê Hoa", None)), home(3, "b", ("Lê Hoa", None)))
    assert (numbers, list(asking.questions)) == ([], [("same", "lê hoa")])


def test_of_two_households_that_may_be_the_same_nothing_is_asked_of_their_people():
    people = ("Lê Hoa", 1960), ("Lê Nở", 2001)
    _, asking = settle(home(2, "a", *people), home(8, "b", *people, phone="0905111222"))
    assert list(asking.questions) == [("same", "lê hoa")]


@pytest.mark.parametrize(
    ("phones", "asked"), [(("0905111222", "0905111222"), True), (("0905111222", ""), False)]
)
def test_heads_whom_people_call_otherwise_are_asked_about_where_they_have_one_telephone(
    phones, asked
):
    homes = [
        home(at, f"{at}", (name, 1960), phone=phone)
        for at, name, phone in zip((2, 8), ("Lê Hoa (Út)", "Lê Hoa (Ba)"), phones, strict=True)
    ]
    numbers, asking = settle(*homes)
    assert (numbers, list(asking.questions)) == (
        ([], [("same", "lê hoa")]) if asked else ([2, 8], [])
    )


def test_what_people_call_somebody_is_not_taken_where_the_copy_says_it_otherwise():
    homes = [
        home(at, f"{at}", (f"Lê Hoa ({name})", 1960), (f"Lê Nở ({name})", 2001), phone="0905111222")
        for at, name in ((2, "Út"), (8, "Ba"))
    ]
    asking = Asking({("same", "lê hoa"): "same"})
    lines = list(settled([*homes[0], *homes[1]], Known(date(2026, 9, 1), None), asking))
    assert [line.name for line in lines] == ["Lê Hoa", "Lê Nở"]


@pytest.mark.parametrize("answer", [None, "different", "same"])
def test_one_person_in_two_households(answer):
    homes = home(2, "a", ("Lê A", 1960), ("Lê Nở", 2001)), home(5, "b", ("Trần B", 1962), ("Lê Nở", 2001))  # fmt: skip
    numbers, _ = settle(*homes, answers={("same", "lê nở"): answer} if answer else {})
    assert numbers == {None: [2, 5], "different": [2, 3, 5, 6], "same": [2, 3, 5]}[answer]


@pytest.mark.parametrize(
    ("answer", "kept"), [(None, [2]), ("different", [2, 3, 4]), ("same", [2, 4])]
)
def test_one_name_twice_in_a_household_is_asked_about_where_one_has_no_year(answer, kept):
    rows = home(2, "a", ("Lê A", 1960), ("Lê Nở",), ("Lê Nở", 2001))
    numbers, _ = settle(rows, answers={("same", "lê nở"): answer} if answer else {})
    assert numbers == kept


def test_the_row_of_the_head_takes_the_year_of_the_other_and_another_relation_is_somebody_else():
    rows = home(2, "a", ("Lê A",), ("Lê A", 1960))
    said = settled(rows, Known(date(2026, 9, 1), None), Asking({("same", "lê a"): "same"}))
    assert [line.values["birth_year"] for line in said] == [1960]
    rows = home(2, "a", ("Lê A",), ("Lê A", 1960))
    rows[0].values["relation"], rows[1].values["relation"] = "head", "child"
    assert settle(rows)[0] == [2, 3]


def test_of_two_of_one_name_and_two_years_nobody_is_taken_for_the_same_as_a_third_without():
    numbers, asking = settle(home(2, "a", ("Lê Nở", 1960), ("Lê Nở", 2001), ("Lê Nở",)))
    assert (numbers, asking.questions) == ([2, 3, 4], {})


def test_twins_and_namesakes_in_other_villages_are_no_question():
    twins = home(2, "a", ("Lê A", 1960), ("Lê Hà", 2001), ("Lê Hạ", 2001))
    others = home(6, "b", ("Trần Vũ", 1960), village=3), home(7, "c", ("Trần Vũ", 1971), village=4)
    numbers, asking = settle(twins, *others)
    assert (len(numbers), list(asking.questions)) == (5, [])


@pytest.mark.parametrize(
    ("relation", "sexes", "asked"), [("child", "mf", 0), ("child", "mm", 1), ("", "mf", 1)]
)
def test_twins_whose_marks_are_gone_are_told_by_their_sex(relation, sexes, asked):
    rows = home(2, "a", ("Le A", 1960), ("Le Ha", 2001), ("Le Ha", 2001))
    for line, sex in zip(rows[1:], sexes, strict=True):
        line.values |= {"relation": relation, "sex": sex, "note": str(line.number)}
    numbers, asking = settle(rows)
    assert (numbers, len(asking.questions)) == ([2] if asked else [2, 3, 4], asked)


@pytest.mark.parametrize("answer", [None, "different", "same"])
def test_heads_of_one_name_and_year_in_two_villages_of_a_small_file(answer):
    homes = home(2, "a", ("Lê A", 1960), village=1), home(5, "b", ("Lê A", 1960), ("Lê B", 1990), village=2)  # fmt: skip
    numbers, _ = settle(*homes, answers={("same", "lê a"): answer} if answer else {})
    assert numbers == {None: [], "different": [2, 5, 6], "same": [2, 6]}[answer]


@pytest.mark.parametrize(
    ("born", "phone", "asks"),
    [
        (1960, "0905111222", False),
        (1960, "0912333444", True),
        (None, "0912333444", True),
        (1972, "0912333444", False),
        (1960, "", False),
    ],
)
def test_a_clash_with_the_register_is_asked(born, phone, asks):
    known = [(1, "le hoa", SimpleNamespace(born=born, phone=phone))]
    numbers, asking = settle(TWO[0], register=known)
    assert (numbers, bool(asking.questions)) == (([], True) if asks else ([2], False))


@pytest.mark.parametrize(
    ("born", "phone", "answer", "name"),
    [
        (1960, "0905111222", None, "Lê Hoa"),
        (1960, "", None, "Lê Hoa"),
        (None, "", None, "Lê Hoa (Út)"),
        (1972, "0905111222", None, "Lê Hoa (Út)"),
        (1960, "0912333444", "same", "Lê Hoa"),
        (1960, "0912333444", "different", "Lê Hoa (Út)"),
        (1960, "0912333444", None, None),
    ],
)
def test_whom_people_call_something_is_the_head_of_the_register(born, phone, answer, name):
    homes = [(1, "le hoa", SimpleNamespace(born=born, phone=phone))]
    known = Known(date(2026, 9, 1), None, register=Known2(homes=homes))
    asking = Asking({("same", "lê hoa"): answer} if answer else {})
    lines = home(2, "a", ("Lê Hoa (Út)", 1960), phone="0905111222")
    assert [line.name for line in settled(lines, known, asking)] == ([name] if name else [])
    assert list(asking.questions) == ([] if name else [("same", "lê hoa")])


def test_one_that_is_another_than_that_of_the_register_says_so():
    known = SimpleNamespace(named=lambda *_: [SimpleNamespace(born=1960, phone="0912333444")])
    asking = Asking({("same", "lê hoa"): "different"})
    (line,) = settled(TWO[0], Known(date(2026, 9, 1), None, register=known), asking)
    assert line.is_other


def test_it_stays_quick_where_everybody_has_one_name():
    homes = [home(2 * n, f"h{n}", ("Lê Hoa", 1960)) for n in range(3000)]
    numbers, asking = settle(*homes)
    assert numbers == [0]
    assert len(asking.left) == 2999


def test_households_that_came_together_are_not_looked_at_again():
    """Head and wife stand in two villages: once the heads are one, there is no second household to ask about."""
    homes = home(2, "a", ("Lê An", 1960), ("Lê Hoa", 1962)), home(5, "b", ("Lê An", 1960), ("Lê Hoa", 1962), village=2)  # fmt: skip
    numbers, asking = settle(*homes, answers={("same", "lê an"): "same"})
    assert numbers == [2, 3]
    assert not asking.questions


def test_of_two_of_one_name_and_other_years_nobody_is_lost():
    homes = home(2, "a", ("Lê An", 1960), ("Lê Hoa", 1962)), home(5, "b", ("Lê An", 1960), ("Lê Hoa", 1990))  # fmt: skip
    numbers, _ = settle(*homes, answers={("same", "lê an"): "same"})
    assert numbers == [2, 3, 6]


def test_what_is_asked_of_two_of_a_file_is_no_answer_about_the_register():
    known = [(1, "le hoa", SimpleNamespace(born=1960, phone="0912333444"))]
    numbers, asking = settle(*TWO, answers={("same", "lê hoa"): "different"}, register=known)
    assert (numbers, list(asking.questions)) == ([4], [("same", "lê hoa #0")])


def test_two_pairs_of_one_name_are_two_questions():
    pairs = [home(2 * n, f"h{n}", ("Lê Hoa", 1950 + n), village=1 + n % 2) for n in range(1, 5)]
    _, asking = settle(*pairs)
    assert list(asking.questions) == [("same", "lê hoa"), ("same", "lê hoa #4")]


def test_who_has_no_telephone_while_theirs_are_asked_about_waits():
    known = SimpleNamespace(named=lambda *_: [SimpleNamespace(born=1960, phone="0912333444")])
    asking = Asking({})
    asking.memory[WITHHELD] = {0}
    lines = home(4, "b", ("Lê Hoa", 1960))
    assert not list(settled(lines, Known(date(2026, 9, 1), None, register=known), asking))
    assert not asking.questions


@pytest.mark.parametrize(
    ("other", "asked"), [("Lý Hiền", 1), ("Lý Hiền (bảy xe ôm)", 1), ("Lý Hiền (Út)", 0)]
)
def test_a_name_may_be_the_same_without_what_people_call_them(other, asked):
    first = home(2, "a", ("Lê An", 1960), ("Lý Hiền (Bảy Xe ôm)", 1968))
    _, asking = settle(first, home(4, "b", ("Lê Ba", 1961), (other, 1968)))
    assert [one.subject for one in asking.questions.values()] == ["Lý Hiền"] * asked


def unread(number, name, **said):
    """Return a line of somebody whose year of birth is a formula without a result."""
    line = person(number, name, **said)
    line.note("birth_year", "Ô có công thức chưa tính.")
    return line


@pytest.mark.parametrize(
    ("village", "relation", "answer", "kept", "asked"),
    [(1, "child", None, [2, 4], 1), (1, "parent", "different", [2, 3, 4, 5], 0), (1, "child", "same", [2, 3, 4], 0),
     (2, "child", None, [2, 4], 1), (2, "parent", None, [2, 3, 4, 5], 0)],
)  # fmt: skip
def test_one_name_in_two_households_of_which_no_year_can_be_read_is_asked(
    village, relation, answer, kept, asked
):
    one = [*home(2, "a", ("Lê Hoa", 1960)), unread(3, "Lê Nở", block="a", relation=relation)]
    other = [
        *home(4, "b", ("Hồ Tý", 1971), village=village),
        unread(5, "Lê Nở", block="b", village=village, relation="child"),
    ]
    answers = {("same", "lê nở"): answer} if answer else {}
    numbers, asking = settle(one, other, answers=answers)
    assert (numbers, len(asking.questions)) == (kept, asked)


def test_nobody_asks_about_years_of_a_large_file_that_nobody_can_read():
    homes = [
        [*home(n, f"h{n}", (f"Lê {n}", 1960)), unread(n + 1, "Lê Nở", block=f"h{n}")]
        for n in range(2, 604, 2)
    ]
    numbers, asking = settle(*homes)
    assert (len(numbers), asking.questions) == (602, {})


@pytest.mark.parametrize(("withheld", "kept"), [((), [2, 3, 4, 5, 6]), ((0,), [2, 4, 6]), ((7,), [2, 3, 4, 5, 6])])  # fmt: skip
def test_people_of_one_name_wait_while_nobody_says_whether_their_hidden_years_are_taken(
    withheld, kept
):
    homes = home(2, "a", ("Lê Hoa", None), ("Lê Nở", None)), home(4, "b", ("Hồ Tý", None), ("Lê Nở", None)), home(6, "c", ("Hồ Ba", None))  # fmt: skip
    asking = Asking({})
    asking.memory[WITHHELD_BIRTHS] = set(withheld)
    lines = [line for one in homes for line in one]
    found = settled(lines, Known(date(2026, 9, 1), None), asking)
    assert [line.number for line in found] == kept
    assert not asking.questions
