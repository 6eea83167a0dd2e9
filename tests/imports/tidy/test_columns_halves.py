"""Columns of men and women: with ticks, years or ages; numbers of two digits that are years or ages."""

import pytest

from imports.tidy import columns
from imports.tidy.asking import Asking, about
from tests.imports.tidy.test_columns import KNOWN, NAMES, PEOPLE, _read, _subjects, _table

MEN, WOMEN = "Nam | Năm sinh", "Nữ | Năm sinh"
AGES = ((31, None, 7, None, 45, None), (None, 30, None, 1, None, 43))


@pytest.mark.parametrize(
    ("years", "asked"),
    [
        (((1956, None, 1990, 1956, None, 1933), (None, 1982, None) * 2), []),
        (((56, None, 90, 56, None, 33), (None, 82, None) * 2), []),
        (((38, None, 41) * 2, (None, 33, None) * 2), ["Năm sinh"]),
    ],
)
def test_numbers_below_men_and_women_are_years_where_they_may_be_no_ages(years, asked):
    men, women = years
    _, roles, asking = _read(*PEOPLE, (MEN, men), (WOMEN, women))
    assert (roles[3:], _subjects(asking)) == (["m", "f"], asked)


@pytest.mark.parametrize(
    ("answers", "men", "first"),
    [
        ({}, "Nam | Tuổi", "31 tuổi"),
        ({}, "Nam | Năm sinh", "x"),
        ({("column", "Năm sinh"): "age"}, "Nam | Năm sinh", "31 tuổi"),
        ({("column", "Năm sinh"): "birth"}, "Nam | Năm sinh", "31"),
        ({("column", "Năm sinh"): "skip"}, "Nam | Năm sinh", "x"),
    ],
)
def test_an_age_below_men_says_that_it_is_one_and_of_what_waits_the_sex_is_sure(
    answers, men, first
):
    table = _table(*PEOPLE, (men, AGES[0]), (men.replace("Nam", "Nữ", 1), AGES[1]))
    columns.assign(table, KNOWN, Asking({about(*key): told for key, told in answers.items()}))
    assert [one.key for one in table.roles.values()][3:] == ["m", "f"]
    assert table.rows[0].cells[3] == first


@pytest.mark.parametrize(
    ("men", "women", "told"),
    [
        ((54, None, 25) * 2, (None, 50, None) * 2, "54 tuổi"),
        ((54, None, 85) * 2, (None, 55, None) * 2, "54"),
        ((2, None, 3) * 2, (None, 4, None) * 2, None),
        ((22, 20, 13) * 2, (21, 30, 24) * 2, None),
    ],
)
def test_ages_below_men_and_women_alone_are_those_of_somebody_where_a_row_has_one(men, women, told):
    kin = ("Quan hệ với chủ hộ", ("Chủ hộ", "Vợ", "Con") * 2)
    table = _table(*PEOPLE[:2], kin, ("Nam", men), ("Nữ", women))
    columns.assign(table, KNOWN, Asking({}))
    assert [one.key for one in table.roles.values()][3:] == (["m", "f"] if told else [])
    assert told is None or table.rows[0].cells[3] == told


@pytest.mark.parametrize(
    ("years", "role"),
    [
        (("50", "63") * 3, ""),
        ((77, 55, 63, 50, 82, 45), ""),
        ((77, 55, 63, 90, 88, 45), "birth"),
        ((41, 38, 65, 70, 67, 44), ""),
    ],
)
def test_a_heading_of_years_is_believed_where_some_numbers_are_hardly_anybodys_age(years, role):
    couples = ("Quan hệ với chủ hộ", ("Chủ hộ", "Vợ") * 3)
    _, roles, asking = _read(*PEOPLE[:2], couples, ("Năm sinh", years))
    assert (roles[3], _subjects(asking)) == (role, [] if role else ["Năm sinh"])


@pytest.mark.parametrize(
    ("years", "role"),
    [
        ((77, 74, 49, 72, 70, 96), "age"),  # a child is younger, a mother is older
        ((77, 74, 99, 72, 70, 50), "birth"),
        ((77, 74, 49, 72, 70, 50), ""),  # of one child it may be an error
        ((62, 60, 8, 58, 55, 90), ""),
    ],
)
def test_a_child_is_younger_whether_numbers_are_ages_or_years(years, role):
    _, roles, asking = _read(*PEOPLE, ("Năm sinh", years))
    assert (roles[3], _subjects(asking)) == (role, [] if role else ["Năm sinh"])


@pytest.mark.parametrize(
    ("years", "role"), [((85, 36, 60, 74, 50), "birth"), ((31, 80, 56, 20, 44), "age")]
)
def test_a_child_is_younger_than_the_head_whom_their_row_names_wherever_that_one_stands(
    years, role
):
    people = (
        ("Họ tên chủ hộ", ("Lý Hùng",) * 3 + ("Bùi Mười",) * 2),
        ("Họ và tên", ("Lý Hạnh", "Trần Đào", "Lý Hùng", "Bùi Bảy", "Bùi Mười")),
        ("Quan hệ với chủ hộ", ("Con", "Mẹ", "Chủ hộ", "Con", "Chủ hộ")),
    )
    _, roles, asking = _read(*people, ("Năm sinh", years))
    assert (roles[3], _subjects(asking)) == (role, [])


def test_numbers_of_people_beside_each_other_are_years_or_ages_together():
    def of(*years):
        return tuple(years) + (None,) * (6 - len(years))

    pairs = []
    years = (81, 93, 96, 78, 50, 79), of(82, 92, 94), of("01", 18, 20), of(8, 23)
    for number, own in enumerate(years, 1):
        pairs += [
            (f"Họ tên | Người thứ {number}", NAMES), (f"Năm sinh | Người thứ {number}", own)
        ]  # fmt: skip
    _, roles, asking = _read(*pairs)
    assert (roles[1::2], _subjects(asking)) == ([f"birth{n}" for n in range(1, 5)], [])


@pytest.mark.parametrize("again", [(), ("Năm sinh",)])
def test_numbers_of_people_beside_each_other_are_asked_about_for_all_of_them(again):
    """Of some alone they may look like one or the other; the heading that each page repeats says nothing of it."""
    people = [
        (f"{what} | Người {number}", (*cells, *(what for _ in again)))
        for number, years in enumerate(((68, 71, 38, 58, 51, 45), (70, 44, 36, 52, 29, 44), (98, 11, None, 95, None, None)), 1)
        for what, cells in (("Họ và tên", NAMES), ("Năm sinh", years))
    ]  # fmt: skip
    _, roles, asking = _read(*people)
    assert (roles[1::2], _subjects(asking)) == ([""] * 3, ["Năm sinh"])
    _, roles, _ = _read(*people, answers={("column", "Năm sinh"): "age"})
    assert roles[1::2] == ["age1", "age2", "age3"]


@pytest.mark.parametrize(
    ("years", "asked"), [((73, 68), ["Năm sinh"]), ((93, 88), []), ((73, 68, 71), ["Năm sinh"])]
)
def test_of_a_couple_alone_it_is_not_told_whether_numbers_are_ages(years, asked):
    names = ("Họ và tên", NAMES[: len(years)])
    kin = ("Quan hệ với chủ hộ", ("Chủ hộ", "Vợ", "Em")[: len(years)])
    assert _subjects(_read(names, kin, ("Năm sinh", years))[2]) == asked
