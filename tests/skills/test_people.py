"""What one person counts as: unknown is never "no", and a child counts as registered alone."""

from datetime import date

import pytest

from skills.catalogue import SKILLS
from skills.coverage import Known, age_group, ages_passed, household_result
from skills.people import PEOPLE, PEOPLE_WORDS, AgeGroup

pytestmark = pytest.mark.engines

DAY = date(2026, 5, 1)
ALL, HELP, NO, NONE = [2] * 5, [1] * 5, [0] * 5, [None] * 5
BASE = {"people", "people_of_age"}
FIVE = {f"people_{skill.column}" for skill in SKILLS}


def counted(results, born=1990, sex="m", *, whole=None, day=DAY):
    """Return the columns in which one person counts, once each."""
    asked = [one for one in results if one is not None]
    is_whole = len(asked) == 5 if whole is None else whole
    one = Known(results, DAY if asked else None, born, is_whole, sex=sex)
    numbers = {name: getattr(household_result([one], day), name) for name in PEOPLE}
    assert set(numbers.values()) <= {0, 1}
    return {name for name, number in numbers.items() if number}


# Who they are → in what they count.
TABLE = {
    "nobody asked them": (counted(NONE), BASE),
    "a child who knows all": (counted(ALL, born=2012), {"people"}),
    "fifteen that year": (counted(NONE, born=2011), BASE),
    "asked one": (counted([0, None, None, None, None]), {*BASE, "people_asked"}),
    "knows one with help": (counted([1, None, None, None, None]), {*BASE, "people_asked"}),
    "knows one": (
        counted([None, 2, None, None, None]),
        {*BASE, "people_asked", "people_shopping"},
    ),
    "whole, knows nothing": (
        counted(NO),
        {*BASE, "people_asked", "people_whole", "people_middle_whole"},
    ),
    "whole by four": (
        counted([0, 0, 0, 0, None], whole=True),
        {*BASE, "people_asked", "people_whole", "people_middle_whole"},
    ),
    "a woman of 35 who knows all": (
        counted(ALL, born=1991, sex="f"),
        {*BASE, "people_asked", *FIVE}
        | {
            f"people_{who}{end}" for who in ("", "women_", "young_") for end in ("whole", "covered")
        },
    ),
    "of 59": (
        counted(NO, born=1967),
        {*BASE, "people_asked", "people_whole", "people_middle_whole"},
    ),
    "of 60": (
        counted(NO, born=1966),
        {*BASE, "people_asked", "people_whole", "people_elder_whole"},
    ),
    "neither year nor sex": (
        counted(ALL, born=None, sex=""),
        {*BASE, "people_age_unknown", "people_asked", "people_no_sex_whole", *FIVE}
        | {"people_whole", "people_covered"},
    ),
}


@pytest.mark.parametrize("case", TABLE)
def test_in_what_somebody_counts(case):
    found, wanted = TABLE[case]
    assert found == wanted


def test_people_of_a_household_are_added_up():
    people = [Known(ALL, DAY, 1990, True, sex="f"), Known(NO, DAY, 1950, True), Known(NONE, None)]
    found = household_result(people, DAY)
    assert (found.people, found.people_whole, found.people_covered) == (3, 2, 1)
    assert (found.people_age_unknown, found.people_no_sex_whole) == (1, 1)
    assert (found.people_women_covered, found.people_elder_covered) == (1, 0)


def test_of_nobody_nothing_is_counted():
    assert {getattr(household_result([], DAY), name) for name in PEOPLE} == {0}


def test_the_groups_begin_where_people_are_of_age(settings):
    settings.RESIDENT_MIN_AGE = 6
    assert age_group(2020, DAY) == AgeGroup.YOUNG
    assert age_group(2021, DAY) == AgeGroup.MINOR
    assert ages_passed() == (6, 36, 60)
    settings.RESIDENT_MIN_AGE = 40
    assert age_group(1986, DAY) == AgeGroup.MIDDLE
    assert age_group(1987, DAY) == AgeGroup.MINOR


def test_each_column_has_words_and_there_are_twenty():
    assert list(PEOPLE_WORDS) == list(PEOPLE)
    assert len(PEOPLE) == 20
