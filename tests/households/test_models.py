from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from households.models import Household, Status
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
COVERED = {"covered": True, "best_mask": 31, "skills_mask": 31, "surveyed_on": DAY}


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
        ("household_masks_in_range", {"skills_mask": 32, "surveyed_on": DAY}),
        ("household_masks_in_range", {"best_mask": 32, "surveyed_on": DAY}),
        ("household_covered_means_all_five", {**COVERED, "best_mask": 15}),
        ("household_covered_means_all_five", {**COVERED, "skills_mask": 15}),
        ("household_covered_means_all_five", {**COVERED, "covered": False}),
        ("household_unsurveyed_knows_nothing", {"skills_mask": 1}),
        ("household_unsurveyed_knows_nothing|household_covered", {**COVERED, "surveyed_on": None}),
    ],
)
def test_the_database_refuses_a_household_that_cannot_be(name, fields):
    village = VillageFactory()
    refused(name, lambda: HouseholdFactory(village=village, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        COVERED,
        {"skills_mask": 31, "best_mask": 15, "surveyed_on": DAY},
        {"opened_on": DAY, "status": "moved_away", "closed_on": DAY},
        {"status": "nobody_home"},
        {"status": "refused"},
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
        ("resident_assessed_has_results", {**FIVE, "assessed_on": DAY, "safety": None}),
        ("resident_assessed_has_results", {"local_platform": 0}),
    ],
)
def test_the_database_refuses_a_resident_that_cannot_be(name, fields):
    household = HouseholdFactory()
    refused(name, lambda: ResidentFactory(household=household, **fields))


def test_a_resident_assessed_where_no_platform_is_named_has_four_results():
    assert ResidentFactory(**{**FIVE, "assessed_on": DAY, "local_platform": None}).pk


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


@pytest.mark.parametrize("column", ["public_services", "shopping", "payment", "safety"])
def test_an_assessment_leaves_only_the_local_platform_open(column):
    resident = ResidentFactory()
    refused(column, lambda: AssessmentFactory(resident=resident, **{column: None}))
    assert AssessmentFactory(resident=resident, local_platform=None).pk


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
    HouseholdFactory(surveyed_on=DAY)
    assert list(Household.unscoped.unsurveyed()) == [unknown]


def test_one_short_is_one_person_who_lacks_one_skill():
    for best, together in ((31, 31), (15, 31), (23, 23), (30, 30), (7, 31), (0, 0)):
        HouseholdFactory(best_mask=best, skills_mask=together, covered=best == 31, surveyed_on=DAY)
    HouseholdFactory()
    found = Household.unscoped.one_short().values_list("best_mask", flat=True)
    assert sorted(found) == [15, 23, 30]


def test_the_roster_is_in_the_order_of_given_names():
    village = VillageFactory()
    for name in ("Vũ Bình", "Lê Ân", "Trần An", "Đỗ Đạt", "Lê Dung", "Lê An"):
        HouseholdFactory(village=village, head_name=name)
    names = Household.unscoped.in_order().values_list("head_name", flat=True)
    assert list(names) == ["Lê An", "Trần An", "Lê Ân", "Vũ Bình", "Lê Dung", "Đỗ Đạt"]


def test_codes_and_audit_labels_name_nobody():
    resident = ResidentFactory()
    household = resident.household
    assert household.code == household.audit_label == f"H{household.pk:07}"
    assert resident.audit_label == f"N{resident.pk:07}"
    assert Household().code == "H"
