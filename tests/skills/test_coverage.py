from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from skills.catalogue import ALL_FIVE, CLEARED, SKILLS
from skills.coverage import (
    NOT_ASKED,
    HouseholdResult,
    Known,
    PersonResult,
    household_result,
    masks_of,
    person_result,
)
from skills.people import PEOPLE

pytestmark = pytest.mark.engines

DAY, LATER = date(2026, 5, 1), date(2026, 8, 1)
ALL, HELP, NO = [2, 2, 2, 2, 2], [1, 1, 1, 1, 1], [0, 0, 0, 0, 0]
FIRST_THREE, LAST_TWO = [2, 2, 2, 0, 0], [0, 0, 0, 2, 2]
FOUR_AND_NO, FOUR_UNASKED = [2, 2, 2, 0, 2], [2, 2, 2, None, 2]
UNKNOWN = list(NOT_ASKED)
# In what somebody counts who knows all five, of whom neither year of birth nor sex is known.
OF_AGE = {"people", "people_of_age", "people_age_unknown"}
KNOWN = {"people_covered", *(f"people_{skill.column}" for skill in SKILLS)}
EVERYTHING = {*OF_AGE, *KNOWN, "people_asked", "people_whole", "people_no_sex_whole"}


def person(results, on=DAY, born=None):
    asked = masks_of(results)[1]
    return Known(results, on if asked else None, born, asked == ALL_FIVE)


def summed(people, day=DAY):
    return household_result(people, day)


# What the people of a household know → known, best, covered, surveyed on.
TABLE = {
    "nobody lives here": ([], 0, 0, False, None),
    "nobody was asked": ([person(UNKNOWN)], 0, 0, False, None),
    "one knows all five": ([person(ALL)], 31, 31, True, DAY),
    "one knows all, the other nothing": ([person(NO), person(ALL)], 31, 31, True, DAY),
    "one knows all, the other was not asked": ([person(UNKNOWN), person(ALL)], 31, 31, True, DAY),
    "two know all together": ([person(FIRST_THREE), person(LAST_TWO)], 31, 7, False, DAY),
    "asked and knows nothing": ([person(NO)], 0, 0, False, DAY),
    "all only with help": ([person(HELP)], 0, 0, False, DAY),
    "one of five with help": ([person([2, 2, 2, 2, 1])], 15, 15, False, DAY),
    "one skill was not asked": ([person([2, 2, 2, 2, None])], 15, 15, False, None),
    "the last to be asked dates it": ([person(NO, LATER), person(ALL)], 31, 31, True, LATER),
    "a child knows all five": ([person(ALL, born=2012)], 0, 0, False, None),
    "a child and one who knows nothing": ([person(ALL, born=2012), person(NO)], 0, 0, False, DAY),
    "fifteen that year": ([person(ALL, born=2011)], 31, 31, True, DAY),
    "birth year unknown": ([person(ALL, born=None)], 31, 31, True, DAY),
}


@pytest.mark.parametrize("case", TABLE)
def test_household_result(case):
    people, known, best, covered, surveyed_on = TABLE[case]
    found = summed(people)
    assert (found.skills_mask, found.best_mask, found.covered, found.surveyed_on) == (
        known,
        best,
        covered,
        surveyed_on,
    )


@pytest.mark.parametrize("case", TABLE)
def test_household_result_does_not_depend_on_the_order_of_the_people(case):
    people = TABLE[case][0]
    assert summed(reversed(people)) == summed(people)


@pytest.mark.parametrize("skill", SKILLS)
def test_household_was_asked_a_skill_when_one_person_of_age_was(skill):
    results = [0 if one is skill else None for one in SKILLS]
    assert summed([person(results), person(UNKNOWN)]).asked_mask == skill.bit
    assert summed([person(results, born=2012)]).asked_mask == 0


@pytest.mark.parametrize(
    ("people", "surveyed", "partly"),
    [
        ([], False, False),
        ([person(UNKNOWN)], False, False),
        ([person([2, None, None, None, None])], False, True),
        ([person([2, 2, 2, 2, None]), person([None, None, None, None, 2])], False, True),
        ([person(NO)], True, False),
        ([person(NO), person([2, None, None, None, None])], True, False),
        ([person([2, None, None, None, None], born=2012)], False, False),
    ],
)
def test_household_is_surveyed_when_one_person_of_age_was_asked_all_five(people, surveyed, partly):
    found = summed(people)
    is_surveyed = found.surveyed_on is not None
    assert (is_surveyed, bool(found.asked_mask) and not is_surveyed) == (surveyed, partly)


@pytest.mark.parametrize(
    ("people", "lacking", "unasked"),
    [
        ([person(FOUR_AND_NO)], 0b01000, 0),
        ([person(FOUR_UNASKED)], 0, 0b01000),
        ([person([2, 2, 2, 1, 2])], 0b01000, 0),
        ([person(FOUR_AND_NO), person([2, 2, 2, 2, None])], 0b01000, 0b10000),
        ([person(FOUR_AND_NO), person([0, 2, 2, 2, 2])], 0b01001, 0),
        ([person(ALL)], 0, 0),
        ([person(ALL), person(FOUR_AND_NO), person(FOUR_UNASKED)], 0, 0),
        ([person([2, 2, 2, 0, None])], 0, 0),
        ([person(FOUR_AND_NO, born=2012)], 0, 0),
    ],
)
def test_household_is_one_short_when_four_are_known_and_one_was_asked(people, lacking, unasked):
    found = summed(people)
    assert (found.lacking_mask, found.unasked_mask) == (lacking, unasked)


@pytest.mark.parametrize(
    ("people", "ruled_out"),
    [
        ([], False),
        ([person(UNKNOWN)], False),
        ([person([None, 0, None, None, None])], True),
        ([person(NO), person(UNKNOWN)], False),
        ([person(NO), person(UNKNOWN, born=2012)], True),
        ([person(NO), person(FOUR_UNASKED)], False),
        ([person(NO), person(FOUR_AND_NO)], True),
        ([person(NO), person(ALL)], False),
    ],
)
def test_household_is_ruled_out_when_all_of_age_were_asked_something_they_lack(people, ruled_out):
    assert summed(people).ruled_out is ruled_out


def test_combined_is_another_figure_than_covered():
    together = summed([person(FIRST_THREE), person(LAST_TWO)])
    assert (together.skills_mask, together.covered) == (ALL_FIVE, False)
    assert together.surveyed_on is not None


def test_age_is_that_of_the_day_and_not_of_the_survey():
    born = [person(ALL, born=2012)]
    assert summed(born, date(2026, 12, 31)).covered is False
    assert summed(born, date(2027, 1, 1)).covered is True


@pytest.mark.parametrize(("threshold", "known"), [(2, 0b01000), (1, 0b01100)])
def test_what_is_known_goes_by_the_threshold_and_never_takes_not_asked(settings, threshold, known):
    settings.SKILL_THRESHOLD = threshold
    assert masks_of([None, 0, 1, 2, None]) == (known, 0b01110)


def test_with_a_lower_threshold_help_is_enough(settings):
    settings.SKILL_THRESHOLD = 1
    one = {name: int(name in EVERYTHING) for name in PEOPLE}
    found = HouseholdResult(31, 31, 31, 31, covered=True, surveyed_on=DAY, **one)
    assert summed([person(HELP)]) == found


def test_the_age_is_a_setting(settings):
    settings.RESIDENT_MIN_AGE = 0
    assert summed([person(ALL, born=2025)]).covered is True


@pytest.mark.parametrize("skill", SKILLS)
def test_each_skill_has_a_bit_of_its_own_the_first_lowest(skill):
    results = [0] * 5
    results[skill.number - 1] = 2
    assert masks_of(results)[0] == skill.bit == 2 ** (skill.number - 1)


def test_all_five_is_every_bit():
    assert masks_of(ALL)[0] == ALL_FIVE == sum(skill.bit for skill in SKILLS)


@pytest.mark.parametrize("results", [[], [2, 2, 2, 2], [2, 2, 2, 2, 2, 2]])
def test_results_are_five(results):
    with pytest.raises(ValueError, match="zip"):
        masks_of(results)


# --- What all surveys of one person come to ---


@dataclass
class Survey:
    results: list = field(default_factory=lambda: list(UNKNOWN))
    assessed_on: date = DAY
    cleared: int = 0
    fifth_due: bool = True


def test_person_result_of_no_survey_is_not_asked():
    assert person_result([]) == PersonResult(UNKNOWN, None, whole=False)


def test_person_result_keeps_what_a_later_survey_did_not_ask():
    found = person_result(
        [Survey([2, 0, None, None, None]), Survey([None, 2, 1, None, None], LATER)]
    )
    assert found == PersonResult([2, 2, 1, None, None], LATER, whole=False)


def test_person_result_is_not_asked_again_where_a_survey_cleared_it():
    found = person_result(
        [Survey([2, 0, None, None, None]), Survey(cleared=0b01, assessed_on=LATER)]
    )
    assert found == PersonResult([None, 0, None, None, None], DAY, whole=False)


def test_person_result_is_empty_when_all_was_cleared():
    found = person_result([Survey([2, None, None, None, None]), Survey(cleared=0b01)])
    assert found == PersonResult(UNKNOWN, None, whole=False)


@pytest.mark.parametrize(
    ("results", "due", "whole"),
    [
        (ALL, True, True),
        ([0, 0, 0, 0, None], False, True),
        ([0, 0, 0, 0, None], True, False),
        ([0, 0, 0, None, 2], False, False),
    ],
)
def test_person_is_whole_when_asked_all_that_meant_something_that_day(results, due, whole):
    assert person_result([Survey(results, fifth_due=due)]).whole is whole


def test_person_stays_whole_when_a_platform_is_named_later():
    surveys = [
        Survey([0, 0, 0, 0, None], fifth_due=False),
        Survey([2, None, None, None, None], LATER),
    ]
    assert person_result(surveys).whole is True


def test_person_is_not_whole_any_more_once_a_skill_was_cleared():
    assert person_result([Survey(list(ALL)), Survey(cleared=0b1)]).whole is False


@pytest.mark.parametrize(
    ("cleared", "whole"), [(0b10000, True), (0b00001, False), (0b10001, False)]
)
def test_person_whole_by_four_stays_so_when_only_a_fifth_was_cleared(cleared, whole):
    four, fifth = [0, 0, 2, 0, None], [None, None, None, None, 2]
    surveys = [Survey(four, fifth_due=False), Survey(fifth, LATER), Survey(cleared=cleared)]
    assert person_result(surveys).whole is whole


def test_person_whole_by_five_is_not_any_more_when_the_fifth_was_cleared():
    surveys = [Survey([0, 0, 2, 0, None]), Survey([None, None, None, None, 2], LATER)]
    assert person_result([*surveys, Survey(cleared=0b10000)]).whole is False


def test_what_the_best_one_was_asked_goes_with_what_that_one_knows():
    found = summed([person([2, 2, None, None, None]), person([None, None, 2, None, None])])
    assert (found.asked_mask, found.best_mask, found.best_asked_mask) == (0b111, 0b11, 0b11)
    assert summed([]).best_asked_mask == 0


def test_of_equals_the_one_who_needs_less_help_is_best_then_the_head():
    asked, helped = person([0, None, None, None, None]), person([1, 1, None, None, None])
    assert summed([asked, helped]).best_asked_mask == 0b11
    head = replace(person([None, None, 0, None, None]), is_head=True)
    assert summed([asked, head]).best_asked_mask == 0b100


def test_cleared_is_no_result():
    assert CLEARED not in {0, 1, 2}
