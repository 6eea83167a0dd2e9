"""What looks like one household: at entry, in a village's list, person by person."""

import pytest

from households.duplicates import actions as duplicates_actions
from households.lifecycle import actions as lifecycle_actions
from households.models import Household, NotDuplicate, Resident
from households.register import actions as register_actions
from households.register.queries.duplicates import likely, matched, pairs_of
from tests.factories import VillageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture
def near(village):
    return VillageFactory(parent=village.commune)


def add(officer, village, name="Nguyễn Thị Hòa", born=None, phone="", **fields):
    return register_actions.add_household(
        by=officer, village=village, head_name=name, birth_year=born, phone=phone, **fields
    )


def found(village, name="Nguyễn Thị Hòa", born=None, phone=""):
    everybody = Household.unscoped.all()
    return likely(everybody, village=village, head_name=name, birth_year=born, phone=phone)


def pairs(village):
    return [(p.one, p.other) for p in pairs_of(Household.unscoped.all(), village)]


# --- While a household is entered ---


@pytest.mark.parametrize(
    ("name", "born", "phone"),
    [
        ("nguyen thi hoa", None, ""),
        ("NGUYỄN THỊ HOÀ", 1960, ""),
        ("  Nguyễn  Thị Hoá ", None, ""),
        ("Ai Khác", None, "0905.123.456"),
        ("Ai Khác", None, "+84 905 123 456"),
    ],
)
def test_the_same_household_is_noticed(officer, village, name, born, phone):
    one = add(officer, village, born=1960, phone="0905 123 456")
    assert found(village, name, born, phone) == [one]


@pytest.mark.parametrize(
    ("name", "born", "phone"),
    [
        ("Nguyễn Thị Hòa", 1970, ""),
        ("Nguyễn Thị", None, ""),
        ("Nguyễn Thị Hòa Bình", None, ""),
        ("Ai Khác", None, "123456"),
        ("", None, ""),
        ("???", None, ""),
    ],
)
def test_another_household_is_not(officer, village, name, born, phone):
    add(officer, village, born=1960, phone="0905 123 456")
    assert found(village, name, born, phone) == []


def test_elsewhere_in_the_commune_the_year_or_the_telephone_must_be_the_same(
    officer, village, near
):
    one = add(officer, near, born=1960, phone="0905 123 456")
    assert found(village) == found(village, born=1961) == []
    assert found(village, born=1960) == found(village, "X", phone="0905123456") == [one]
    assert found(VillageFactory(), born=1960) == []


def test_what_left_the_register_repeats_nothing(officer, village):
    lifecycle_actions.end(by=officer, household=add(officer, village))
    assert found(village) == []


def test_the_likeliest_come_first_and_few(officer, village, django_assert_num_queries):
    for _ in range(4):
        add(officer, village)
    both = add(officer, village, born=1960, phone="0905 123 456")
    with django_assert_num_queries(1):
        rows = found(village, born=1960, phone="0905 123 456")
    assert (rows[0], len(rows)) == (both, 3)


# --- The pairs of a village ---


def test_a_village_lists_each_pair_once(officer, village, near):
    one = add(officer, village, born=1960, phone="0905 123 456")
    two = add(officer, village, born=1960, phone="0905123456")
    there = add(officer, near, born=1960)
    add(officer, near, born=1971)
    assert pairs(village) == [(one, two), (one, there), (two, there)]
    assert pairs(near) == [(one, there), (two, there)]


def test_the_list_costs_two_queries(officer, village, django_assert_num_queries):
    for _ in range(5):
        add(officer, village)
    with django_assert_num_queries(2):
        assert len(pairs(village)) == 10


def test_who_is_said_to_be_two_is_not_listed_until_that_is_taken_back(officer, village):
    one, two = add(officer, village), add(officer, village)
    for _ in range(2):
        duplicates_actions.say_apart(by=officer, one=two, other=one)
    assert pairs(village) == []
    row = NotDuplicate.unscoped.get()
    assert (row.first, row.second, row.said_by) == (one, two, officer)
    duplicates_actions.say_apart(by=officer, one=one, other=two, apart=False)
    assert pairs(village) == [(one, two)]
    duplicates_actions.say_apart(by=officer, one=one, other=two)
    assert (pairs(village), NotDuplicate.unscoped.count()) == ([], 1)


def test_merged_ones_are_a_pair_no_more(officer, village):
    one, two = add(officer, village), add(officer, village)
    duplicates_actions.merge(by=officer, keep=one, duplicate=two)
    assert pairs(village) == []


# --- The same person ---


def people(*rows):
    return [Resident(pk=n, full_name=name, birth_year=born) for n, (name, born) in enumerate(rows)]


@pytest.mark.parametrize(
    ("coming", "here", "expected"),
    [
        ([("Lê Lan", 1950)], [("LE LAN", 1950)], [0]),
        ([("Lê Lan", None)], [("Lê Lan", 1950)], [0]),
        ([("Lê Lan", 1951)], [("Lê Lan", 1950)], [None]),
        ([("Lê Lan", 1950)], [("Lê Lan", None), ("Lê Lan", 1950)], [1]),
        ([("Lê Lan", None), ("Lê Lan", 1950)], [("Lê Lan", 1950)], [None, 0]),
        ([("Lê Lan", None), ("Lê Lan", None)], [("Lê Lan", 1950)], [0, None]),
        ([("Lê Hoa", None)], [("Lê Lan", None)], [None]),
    ],
)
def test_each_person_is_matched_once_equal_years_first(coming, here, expected):
    found = matched(people(*coming), people(*here))
    assert [same and same.pk for _person, same in found] == expected
