from datetime import date

import pytest

from skills.catalogue import ALL_FIVE, SKILLS
from skills.coverage import Known, Standing, knows, mask_of, standing_of

DAY, LATER = date(2026, 5, 1), date(2026, 8, 1)
ALL, HELP, NO = [2, 2, 2, 2, 2], [1, 1, 1, 1, 1], [0, 0, 0, 0, 0]
FIRST_THREE, LAST_TWO = [2, 2, 2, 0, 0], [0, 0, 0, 2, 2]
UNKNOWN = [None] * 5


def person(results, on=DAY, born=None):
    return Known(results, on if results != UNKNOWN else None, born)


# What the people of a household know → mask, best, covered, surveyed on.
TABLE = {
    "nobody lives here": ([], 0, 0, False, None),
    "nobody was assessed": ([person(UNKNOWN)], 0, 0, False, None),
    "one knows all five": ([person(ALL)], 31, 31, True, DAY),
    "one knows all, the other nothing": ([person(NO), person(ALL)], 31, 31, True, DAY),
    "one knows all, the other is unknown": ([person(UNKNOWN), person(ALL)], 31, 31, True, DAY),
    "two know all together": ([person(FIRST_THREE), person(LAST_TWO)], 31, 7, False, DAY),
    "assessed and knows nothing": ([person(NO)], 0, 0, False, DAY),
    "all only with help": ([person(HELP)], 0, 0, False, DAY),
    "one of five with help": ([person([2, 2, 2, 2, 1])], 15, 15, False, DAY),
    "skill 5 could not be assessed": ([person([2, 2, 2, 2, None])], 15, 15, False, DAY),
    "the last to be assessed dates it": ([person(NO, LATER), person(ALL)], 31, 31, True, LATER),
    "a child knows all five": ([person(ALL, born=2012)], 0, 0, False, None),
    "a child and one who knows nothing": ([person(ALL, born=2012), person(NO)], 0, 0, False, DAY),
    "fifteen that year": ([person(ALL, born=2011)], 31, 31, True, DAY),
    "birth year unknown": ([person(ALL, born=None)], 31, 31, True, DAY),
}


@pytest.mark.parametrize("case", TABLE)
def test_standing(case):
    people, mask, best, covered, surveyed_on = TABLE[case]
    found = standing_of(people)
    assert (found.mask, found.best, found.covered, found.surveyed_on) == (
        mask,
        best,
        covered,
        surveyed_on,
    )


@pytest.mark.parametrize(
    ("people", "asked"),
    [
        ([], False),
        ([person(UNKNOWN)], False),
        ([person([2, 2, 2, 2, None])], False),
        ([person(NO)], True),
        ([person([2, 2, 2, 2, None]), person(NO)], True),
        ([person(ALL, born=2012)], False),
    ],
)
def test_skill_5_is_unknown_where_no_platform_was_named(people, asked):
    assert standing_of(people).fifth_assessed is asked


@pytest.mark.parametrize("case", TABLE)
def test_standing_does_not_depend_on_the_order_of_the_people(case):
    people = TABLE[case][0]
    assert standing_of(reversed(people)) == standing_of(people)


def test_combined_is_another_figure_than_covered():
    together = standing_of([person(FIRST_THREE), person(LAST_TWO)])
    assert (together.combined, together.covered) == (True, False)


def test_unknown_is_not_no():
    assert standing_of([person(UNKNOWN)]).surveyed_on is None
    assert standing_of([person(NO)]).surveyed_on == DAY


@pytest.mark.parametrize(
    ("threshold", "known"),
    [(2, {2}), (1, {1, 2})],
)
def test_knows_goes_by_the_threshold_and_never_takes_unknown(settings, threshold, known):
    settings.SKILL_THRESHOLD = threshold
    assert {result for result in (None, 0, 1, 2) if knows(result)} == known


def test_with_a_lower_threshold_help_is_enough(settings):
    settings.SKILL_THRESHOLD = 1
    assert standing_of([person(HELP)]) == Standing(31, 31, True, DAY, fifth_assessed=True)


def test_the_age_is_a_setting(settings):
    settings.RESIDENT_MIN_AGE = 0
    assert standing_of([person(ALL, born=2025)]).covered is True


@pytest.mark.parametrize("skill", SKILLS)
def test_each_skill_has_a_bit_of_its_own_the_first_lowest(skill):
    results = [0] * 5
    results[skill.number - 1] = 2
    assert mask_of(results) == skill.bit == 2 ** (skill.number - 1)


def test_all_five_is_every_bit():
    assert mask_of(ALL) == ALL_FIVE == sum(skill.bit for skill in SKILLS)


@pytest.mark.parametrize("results", [[], [2, 2, 2, 2], [2, 2, 2, 2, 2, 2]])
def test_results_are_five(results):
    with pytest.raises(ValueError, match="zip"):
        mask_of(results)
