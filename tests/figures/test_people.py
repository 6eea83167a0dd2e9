"""What is said of people in percent: of those in the register, and never more than is known."""

import pytest

from figures.figures import Figures, sums_of, total
from figures.indicators import BY_KEY, EVERY, INDICATORS, PEOPLE
from figures.rates import Rate
from skills.people import PEOPLE as COLUMNS

KNOWN = {
    "households": 300,
    "expected": 300,
    "surveyed": 300,
    "people": 1200,
    "people_of_age": 1000,
    "people_age_unknown": 10,
    "people_asked": 950,
    "people_whole": 900,
    "people_payment": 500,
    "people_local_platform": 300,
    "people_covered": 180,
    "people_women_whole": 400,
    "people_women_covered": 100,
    "people_no_sex_whole": 7,
    "people_young_whole": 300,
    "people_middle_whole": 350,
    "people_elder_whole": 240,
    "people_elder_covered": 12,
}


def of(**counts):
    return Figures(sums=sums_of({**KNOWN, **counts}), communes=1)


def rate(key, figures):
    return EVERY[key].rate(figures)


@pytest.mark.parametrize(
    ("key", "n", "whole"),
    [
        ("people", 1200, 1200),
        ("people_of_age", 1000, 1200),
        ("people_age_unknown", 10, 1200),
        ("people_asked", 950, 1000),
        ("people_whole", 900, 1000),
        ("people_payment", 500, 1000),
        ("people_covered", 180, 1000),
        ("people_covered_of_whole", 180, 900),
        ("people_women_whole", 400, 900),
        ("people_women_covered", 100, 400),
        ("people_elder_covered", 12, 240),
        ("people_no_sex_whole", 7, 900),
        # In none of the three groups.
        ("people_no_age_whole", 10, 900),
    ],
)
def test_each_share_has_its_own_whole(key, n, whole):
    assert rate(key, of()) == Rate(n, whole)


def test_while_more_than_one_in_ten_was_not_asked_what_they_may_know_is_a_range():
    assert rate("people_covered", of()).percent == "18,0%"
    figures = of(people_whole=899)
    # At most all but those who were asked all five and do not know them.
    assert tuple(rate("people_covered", figures).high) == (281, 1000)
    assert rate("people_covered", figures).percent == "18,0–28,1%"
    # Where no platform is named skill 5 is asked of nobody who is whole: nobody is ruled out.
    assert rate("people_local_platform", figures).percent == "30,0–100%"
    # Who was asked is known, and so is who of them knows it all.
    for key in ("people_asked", "people_whole", "people_covered_of_whole", "people_women_covered"):
        assert rate(key, figures).high is None
    assert not EVERY["people_covered"].is_known_enough(figures)
    assert EVERY["people_whole"].is_known_enough(figures)


@pytest.mark.parametrize(
    "doubt", [{"expected": 340}, {"expected": 3000}], ids=["over a tenth", "most of them"]
)
def test_no_percentage_where_more_than_a_tenth_of_the_households_is_in_no_register(doubt):
    figures = of(**doubt, people_whole=500)
    for one in PEOPLE:
        found = one.rate(figures)
        assert (found.percent, found.high, one.is_known_enough(figures)) == ("—", None, False)
    assert rate("people_covered", figures).counts == "180/1.000"


def test_of_few_communes_that_have_begun_no_percentage_is_said():
    figures = of()
    figures.idle_communes = 100
    assert {one.rate(figures).percent for one in PEOPLE} == {"—"}


def test_all_people_are_said_in_percent_only_where_nothing_is_in_doubt():
    everybody = {"people_covered": 1000, "people_whole": 1000, "people_asked": 1000}
    settled = of(**everybody)
    assert rate("people_covered", settled).percent == "100,0%"
    assert rate("people_whole", settled).percent == "100,0%"
    doubted = of(**everybody)
    doubted.waiting = 1
    assert rate("people_covered", doubted).percent == "—"
    assert rate("people_covered_of_whole", doubted).percent == "—"
    # All of a group are not all.
    group = of(people_elder_covered=240)
    assert rate("people_elder_covered", group).percent == "—"


def test_of_a_month_in_which_nobody_was_counted_nothing_is_said():
    figures = Figures(sums=sums_of({"households": 300, "surveyed": 300}))
    assert {(tuple(one.rate(figures)), one.rate(figures).percent) for one in PEOPLE} == {
        ((0, 0), "—")
    }


def test_shares_of_units_that_do_not_overlap_add_up():
    parts = [of(), of(people_covered=20, people_whole=500, people_young_whole=90)]
    whole = total(parts)
    for one in PEOPLE:
        added = [sum(numbers) for numbers in zip(*map(one.rate, parts), strict=True)]
        assert list(one.rate(whole)) == added


def test_each_column_of_people_can_be_named_and_no_household_figure_is_hidden():
    assert set(COLUMNS) <= EVERY.keys()
    assert [one.key for one in EVERY.values()] == [one.key for one in (*INDICATORS, *PEOPLE)]
    assert not BY_KEY.keys() & {one.key for one in PEOPLE}
    assert {str(one.noun) for one in PEOPLE} == {"người"}
