from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from households.models import Household, Resident, Status, matches_answers
from households.models.household_queryset import SHORT, UNKNOWN
from tests.factories import AssessmentFactory, HouseholdFactory, ResidentFactory, VillageFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)
FIVE = {
    "public_services": 0,
    "shopping": 0,
    "payment": 0,
    "safety": 0,
    "local_platform": 0,
}
COVERED = {
    "covered": True,
    "best_mask": 31,
    "skills_mask": 31,
    "asked_mask": 31,
    "surveyed_on": DAY,
}


def refused(name, write):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("household_named", {"head_name": ""}),
        ("household_named", {"head_name": " \u200b "}),
        ("household_status_known", {"status": ""}),
        ("household_status_known", {"status": "khac"}),
        ("household_closed_has_a_date", {"status": "moved_away"}),
        ("household_closed_has_a_date", {"status": "ended"}),
        ("household_closed_has_a_date", {"closed_on": DAY}),
        ("household_closed_has_a_date", {"status": "nobody_home", "closed_on": DAY}),
        (
            "household_closes_after_it_opens",
            {"opened_on": DAY, "status": "ended", "closed_on": DAY - timedelta(1)},
        ),
        ("household_refuses_since_a_day", {"status": "refused", "refused_on": None}),
        ("household_refuses_since_a_day", {"status": "nobody_home", "refused_on": DAY}),
        ("household_not_asked_since_it_refused", {"not_asked_until": DAY}),
        (
            "household_not_asked_since_it_refused",
            {"status": "refused", "refused_on": DAY, "not_asked_until": DAY - timedelta(1)},
        ),
        ("household_masks_in_range", {"skills_mask": 32, "asked_mask": 32}),
        ("household_masks_in_range", {"asked_mask": 32}),
        ("household_masks_in_range", {"best_mask": 32, "best_asked_mask": 32}),
        ("household_masks_in_range", {"best_asked_mask": 32}),
        ("household_masks_in_range", {"lacking_mask": 32}),
        ("household_masks_in_range", {"unasked_mask": 32}),
        ("household_covered_means_all_five", {**COVERED, "best_mask": 15}),
        ("household_covered_means_all_five", {**COVERED, "skills_mask": 15}),
        ("household_covered_means_all_five", {**COVERED, "covered": False}),
        ("household_knows_what_was_asked", {"skills_mask": 1}),
        ("household_knows_what_was_asked", {"skills_mask": 3, "asked_mask": 5}),
        (
            "household_knows_what_was_asked",
            {"skills_mask": 3, "asked_mask": 3, "best_mask": 3, "best_asked_mask": 1},
        ),
        ("household_covered_is_surveyed", {**COVERED, "surveyed_on": None}),
        ("household_surveyed_was_asked", {"surveyed_on": DAY, "asked_mask": 0}),
        ("household_ruled_out_is_not_covered", {**COVERED, "ruled_out": True}),
        ("household_ruled_out_is_not_covered", {"ruled_out": True}),
    ],
)
def test_the_database_refuses_a_household_that_cannot_be(name, fields):
    village = VillageFactory()
    refused(name, lambda: HouseholdFactory(village=village, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        COVERED,
        {"skills_mask": 31, "asked_mask": 31, "best_mask": 15, "surveyed_on": DAY},
        {"skills_mask": 1, "asked_mask": 3, "best_mask": 1},
        {"opened_on": DAY, "status": "moved_away", "closed_on": DAY},
        {"status": "nobody_home"},
        {"status": "refused", "refused_on": DAY, "not_asked_until": DAY},
        {"status": "ended", "opened_on": DAY, "closed_on": DAY, "refused_on": DAY},
    ],
)
def test_the_database_takes_a_household_that_can_be(fields):
    assert HouseholdFactory(**fields).pk


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("resident_named", {"full_name": ""}),
        ("resident_birth_year_possible", {"birth_year": 1899}),
        ("resident_birth_year_possible", {"birth_year": 2101}),
        ("resident_assessed_has_results", {"assessed_on": DAY}),
        ("resident_assessed_has_results", FIVE),
        ("resident_assessed_has_results", {"local_platform": 0}),
        ("resident_whole_was_asked_four", {"local_platform": 0, "assessed_on": DAY, "whole": True}),
    ],
)
def test_the_database_refuses_a_resident_that_cannot_be(name, fields):
    household = HouseholdFactory()
    refused(name, lambda: ResidentFactory(household=household, **fields))


@pytest.mark.parametrize("column", list(FIVE))
def test_a_resident_may_have_been_asked_one_skill_alone(column):
    assert ResidentFactory(**{column: 0, "assessed_on": DAY}).pk


def test_a_resident_is_whole_with_four_where_no_platform_is_named():
    fields = {**FIVE, "assessed_on": DAY, "local_platform": None}
    assert ResidentFactory(**fields, whole=True).pk


def test_a_household_has_one_head_at_a_time():
    head = ResidentFactory(is_head=True)
    household = head.household
    refused(
        "resident_one_head|households_resident.household_id",
        lambda: ResidentFactory(household=household, is_head=True),
    )
    head.left_on = DAY
    head.save()
    assert ResidentFactory(household=household, is_head=True).pk


@pytest.mark.parametrize("column", list(FIVE))
@pytest.mark.parametrize("value", [3, 32767])
def test_an_assessment_holds_results_and_nothing_else(column, value):
    resident = ResidentFactory()
    refused(
        "assessment_results_known",
        lambda: AssessmentFactory(resident=resident, **{column: value}),
    )


@pytest.mark.parametrize("column", list(FIVE))
def test_an_assessment_may_leave_any_skill_open(column):
    assert AssessmentFactory(resident=ResidentFactory(), **{column: None}).pk


def test_an_assessment_says_something():
    resident, nothing = ResidentFactory(), dict.fromkeys(FIVE)
    refused("assessment_says_something", lambda: AssessmentFactory(resident=resident, **nothing))
    assert AssessmentFactory(resident=resident, **nothing, cleared=1).pk


def test_an_assessment_clears_no_sixth_skill():
    resident = ResidentFactory()
    refused("assessment_cleared", lambda: AssessmentFactory(resident=resident, cleared=32))


@pytest.mark.parametrize("factory", [HouseholdFactory, AssessmentFactory])
def test_a_uuid_is_used_once(factory):
    row = factory()
    refused("uuid", lambda: factory(uuid=row.uuid))


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (9, True), (10, False)])
def test_on_counts_a_household_from_its_first_day_to_the_day_before_it_left(days, counts):
    HouseholdFactory(opened_on=DAY, status=Status.ENDED, closed_on=DAY + timedelta(10))
    assert Household.unscoped.on(DAY + timedelta(days)).exists() is counts


def test_unsurveyed_are_those_where_nobody_was_assessed():
    unknown = HouseholdFactory()
    HouseholdFactory(surveyed_on=DAY, asked_mask=31)
    assert list(Household.unscoped.unsurveyed()) == [unknown]


def test_unsurveyed_are_also_those_where_only_a_part_was_asked():
    partly = HouseholdFactory(asked_mask=1)
    assert partly.is_partly
    assert list(Household.unscoped.unsurveyed()) == [partly]


# What stands on a household → the filters of the roster that keep it.
FILTERS = {
    "nothing was asked": ({}, {"chua-khao-sat"}),
    "a part was asked": ({"asked_mask": 3}, {"chua-khao-sat", "hoi-do"}),
    "surveyed": ({"asked_mask": 31, "surveyed_on": DAY}, set()),
    "skill 4 is lacking": (
        {"asked_mask": 31, "lacking_mask": 8, "surveyed_on": DAY},
        {"thieu-1", "thieu-ky-nang-4"},
    ),
    "one lacks 1, another 4": (
        {"asked_mask": 31, "lacking_mask": 9, "surveyed_on": DAY},
        {"thieu-1", "thieu-ky-nang-1", "thieu-ky-nang-4"},
    ),
    "skill 5 was not asked": (
        {"asked_mask": 15, "unasked_mask": 16},
        {"chua-khao-sat", "hoi-do", "hoi-not-1", "hoi-not-ky-nang-5"},
    ),
    "skill 2 was not asked": (
        {"asked_mask": 29, "unasked_mask": 2},
        {"chua-khao-sat", "hoi-do", "hoi-not-1", "hoi-not-bon", "hoi-not-ky-nang-2"},
    ),
}
KEYS = ["chua-khao-sat", "hoi-do", *SHORT]


@pytest.mark.parametrize("case", FILTERS)
def test_filters_by_answers_are_the_same_in_sql_and_in_python(case):
    fields, kept = FILTERS[case]
    household = HouseholdFactory(**fields)
    in_sql = {key for key in KEYS if Household.unscoped.by_answers(key).exists()}
    in_python = {key for key in KEYS if matches_answers(household, key)}
    assert in_sql == in_python == kept


def test_what_was_asked_and_nobody_knows_is_kept_whatever_else_they_know():
    household = HouseholdFactory(asked_mask=0b00111, skills_mask=0b00011)
    in_sql = {key for key in UNKNOWN if Household.unscoped.by_answers(key).exists()}
    in_python = {key for key in UNKNOWN if matches_answers(household, key)}
    assert in_sql == in_python == {"chua-biet-ky-nang-3"}


def test_filters_by_answers_keep_all_for_an_unknown_word():
    HouseholdFactory()
    assert Household.unscoped.by_answers("khac").count() == 1


def test_the_roster_is_in_the_order_of_given_names():
    village = VillageFactory()
    for name in ("Vũ Bình", "Lê Ân", "Trần An", "Đỗ Đạt", "Lê Dung", "Lê An"):
        HouseholdFactory(village=village, head_name=name)
    names = Household.unscoped.in_order().values_list("head_name", flat=True)
    assert list(names) == ["Lê An", "Trần An", "Lê Ân", "Vũ Bình", "Lê Dung", "Đỗ Đạt"]


def test_the_five_cells_are_those_of_the_best_one_as_the_opened_row_shows_them():
    """Her child knows skill 3; nobody was found not to know it."""
    home = HouseholdFactory(
        skills_mask=0b111, asked_mask=0b111, best_mask=0b11, best_asked_mask=0b11
    )
    assert home.cells == [(1, True), (2, True), (3, None), (4, None), (5, None)]
    assert home.cells_label == "2/5 kỹ năng, chưa hỏi kỹ năng 3, 4, 5"
    home.best_asked_mask = 0b111
    assert home.cells_label == "2/5 kỹ năng, thiếu kỹ năng 3, chưa hỏi kỹ năng 4, 5"


def test_codes_name_nobody():
    resident = ResidentFactory()
    household = resident.household
    assert household.code == str(household) == f"H{household.pk:07}"
    assert resident.code == str(resident) == f"N{resident.pk:07}"
    assert Household().code == "H"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"relation": "spouse", "sex": "m", "birth_year": 1980}, "Chồng, sinh 1980"),
        ({"relation": "spouse", "sex": "f"}, "Vợ"),
        ({"relation": "spouse", "birth_year": 1980}, "Vợ, chồng, sinh 1980"),
        ({"relation": "parent", "sex": "f", "birth_year": 1950}, "Mẹ, sinh 1950"),
        ({"relation": "parent", "sex": "m"}, "Cha"),
        ({"relation": "child", "sex": "f", "birth_year": 2001}, "Con, sinh 2001, nữ"),
        ({"relation": "head"}, "Chủ hộ"),
    ],
)
def test_a_person_is_told_in_few_words_and_no_sex_twice(facts, said):
    assert Resident(**facts).described == said
