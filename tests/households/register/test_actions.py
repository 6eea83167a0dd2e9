import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from areas.models import Area
from areas.reorganising import restyle
from audit.models import AuditEntry, PersonalValue
from households.counts.checks import wrong_standings
from households.counts.rollup import HOUSEHOLDS, SUMS
from households.lifecycle import actions as lifecycle_actions
from households.models import Assessment, Household, Movement, Resident
from households.register import actions as register_actions
from households.register.actions import entering, steps
from households.survey import actions as survey_actions
from rollup.counts import wrong_rows
from rollup.models import CommuneCount, VillageCount
from rollup.placing import place_below
from skills.catalogue import CLEARED, COLUMNS
from skills.models import LocalPlatform
from skills.people import PEOPLE
from tests.factories import LocalPlatformFactory, PlacementFactory, ProvinceFactory, VillageFactory
from web.once import KeyTaken

pytestmark = pytest.mark.django_db
ALL, NO, HELP = [2, 2, 2, 2, 2], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]
FIRST_THREE, LAST_TWO = [2, 2, 2, 0, 0], [0, 0, 0, 2, 2]
UNKNOWN = [None] * 5


@pytest.fixture
def household(officer, village):
    return add(officer, village)


@pytest.fixture
def head(household):
    return household.residents.get()


@pytest.fixture(autouse=True)
def every_count_is_right_afterwards(db):
    yield
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []
    assert wrong_standings()[1] == []


def add(officer, village, head_name="Lê Lan", **fields):
    return register_actions.add_household(
        by=officer, village=village, head_name=head_name, **fields
    )


def today(days=0):
    return timezone.localdate() + timedelta(days)


def fresh(row):
    return type(row).unscoped.get(pk=row.pk)


def counted(village):
    """Return the figures of the village's households that are not 0; the commune's are the same."""
    row = VillageCount.unscoped.values(*SUMS).get(area=village)
    assert row == CommuneCount.unscoped.values(*SUMS).get(area=village.commune)
    assert row.pop("expected") == row["households"]  # nothing is declared here
    return {name: n for name, n in row.items() if n and name not in PEOPLE}


def last_entry(household):
    return AuditEntry.unscoped.about(household).first()


def skills(*columns):
    return dict.fromkeys(columns, 1)


def asked(*columns):
    return dict.fromkeys([f"{column}_asked" for column in columns], 1)


# --- add_household ---


def test_add_household_makes_it_with_its_head(household, officer, village):
    household = fresh(household)
    assert (household.village, household.created_by) == (village, officer)
    assert (household.opened_on, household.closed_on) == (today(), None)
    head = household.residents.get()
    assert (head.full_name, head.is_head, head.relation) == ("Lê Lan", True, "head")
    assert (household.is_surveyed, head.results) == (False, UNKNOWN)
    assert counted(village) == {"households": 1}


def test_add_household_with_results_is_surveyed_at_once(officer, village):
    household = fresh(add(officer, village, results=ALL))
    assert (household.covered, household.surveyed_on) == (True, today())
    row = Assessment.unscoped.get()
    assert (row.results, row.assessor, row.assessed_on) == (ALL, officer, today())
    assert counted(village) == {
        "households": 1,
        "surveyed": 1,
        "covered": 1,
        "combined": 1,
        **skills(*COLUMNS),
        **asked(*COLUMNS),
    }


def test_add_household_where_nobody_is_home_is_not_surveyed(officer, village):
    add(officer, village, status="nobody_home")
    assert counted(village) == {"households": 1, "nobody_home": 1}


def test_add_household_is_audited_without_its_name_as_label(household, officer, village):
    entry = last_entry(household)
    assert (entry.verb, entry.actor, entry.place) == ("Thêm hộ", officer.username, village.path)
    assert (entry.subject_label, entry.told) == (household.code, {"head_name": [None, "Lê Lan"]})


def test_the_journal_knows_whom_it_tells_of(household, head, officer):
    register_actions.add_resident(by=officer, household=household, full_name="Bé Sen")
    sen = household.residents.get(is_head=False)
    register_actions.change_resident(by=officer, resident=sen, birth_year=1990)
    told = PersonalValue.unscoped.order_by("pk").values_list("field", "about")
    whom = {one: f"households.resident:{one.pk}" for one in (head, sen)}
    assert list(told) == [
        ("head_name", whom[head]),
        ("resident", whom[sen]),
        ("birth_year", whom[sen]),
    ]
    # A change of head names two people.
    register_actions.change_head(by=officer, household=household, head=sen)
    assert PersonalValue.unscoped.latest("pk").about == ""


@pytest.mark.parametrize("words", ["le lan", "LAN", "xóm 3", "0905123456"])
def test_add_household_is_found_by_name_hamlet_and_telephone(officer, village, words):
    household = add(officer, village, hamlet="Xóm 3", phone="0905 123 456")
    add(officer, village, "Đỗ Hoa")
    assert list(Household.unscoped.matching(words)) == [household]


def test_add_household_twice_with_one_uuid_makes_one(officer, village):
    key = uuid.uuid4()
    twice = [add(officer, village, name, uuid=key, results=ALL) for name in ("Lê Lan", "Lê Hoa")]
    assert twice[0] == twice[1] == Household.unscoped.get()
    assert fresh(twice[0]).head_name == "Lê Lan"
    assert (Resident.unscoped.count(), Assessment.unscoped.count()) == (1, 1)
    assert AuditEntry.unscoped.count() == 1
    assert counted(village)["households"] == 1


def test_add_household_with_a_uuid_of_another_village_is_refused(officer, village):
    key = uuid.uuid4()
    elsewhere = add(officer, VillageFactory(), "Người Khác", uuid=key)
    with pytest.raises(KeyTaken):
        add(officer, village, uuid=key)
    assert Household.unscoped.get() == elsewhere


def test_what_was_put_elsewhere_while_a_household_waited_is_in_the_journal_where_it_stands_now(
    officer, village
):
    """Its commune goes to another province; both rows were read before, each with the village of its own."""
    as_read = [Area.unscoped.get(pk=village.pk) for _ in range(2)]
    commune = village.commune
    PlacementFactory(area=commune)
    to = {"parent": ProvinceFactory(), "on": timezone.localdate(), "document": ""}
    restyle(commune, kind=commune.kind, name=commune.name, **to)
    place_below(commune)
    rows = [entering.NewHousehold(village=one, head_name="Lê Lan") for one in as_read]
    entering.add_many(by=officer, rows=rows)
    there = fresh(village).path
    assert there not in {one.path for one in as_read[:1]} | {village.path}
    written = AuditEntry.unscoped.filter(subject="households.household")
    assert list(written.values_list("place", flat=True)) == [there] * 2


@pytest.mark.parametrize("results", [None, ALL])
def test_add_household_on_a_day_to_come_is_refused(officer, village, results):
    with pytest.raises(ValueError, match="later than today"), transaction.atomic():
        add(officer, village, results=results, on=today(1))
    assert not Household.unscoped.exists()


def test_add_household_without_a_name_is_refused(officer, village):
    with pytest.raises(IntegrityError), transaction.atomic():
        add(officer, village, " ")
    assert not AuditEntry.unscoped.exists()


@pytest.mark.parametrize("results", [[2, 2], [2, 2, 2, 2, 3], [2, 2, 2, 2, 2, 2]])
def test_results_that_cannot_be_are_refused_and_nothing_is_kept(officer, village, results):
    with pytest.raises((ValueError, IntegrityError)), transaction.atomic():
        add(officer, village, results=results)
    assert not Household.unscoped.exists()


# --- change_household ---


def test_change_household_changes_the_head_too(household, officer):
    register_actions.change_household(
        by=officer, household=household, version=household.version, head_name="Lê Hoa"
    )
    household = fresh(household)
    assert (household.head_name, household.search_key) == ("Lê Hoa", "le hoa")
    assert household.residents.get().full_name == "Lê Hoa"
    entry = last_entry(household)
    assert (entry.verb, entry.told) == ("Sửa hộ", {"head_name": ["Lê Lan", "Lê Hoa"]})


def test_change_household_moves_the_version_on(household, officer):
    version = household.version
    changed = register_actions.change_household(
        by=officer, household=household, version=version, hamlet="Xóm 3"
    )
    assert fresh(household).version == changed.version == version + 1


def test_change_household_to_what_it_is_writes_nothing(household, officer):
    entries = AuditEntry.unscoped.count()
    register_actions.change_household(
        by=officer, household=household, version=0, head_name="Lê Lan"
    )
    assert fresh(household).version == household.version
    assert AuditEntry.unscoped.count() == entries


def test_change_household_read_before_another_change_is_a_conflict(household, officer):
    version = household.version
    register_actions.change_household(
        by=officer, household=household, version=version, head_name="Lê Hoa"
    )
    with pytest.raises(register_actions.Conflict) as conflict, transaction.atomic():
        register_actions.change_household(
            by=officer, household=household, version=version, head_name="Lê Mai"
        )
    assert conflict.value.current.head_name == "Lê Hoa"
    assert fresh(household).head_name == "Lê Hoa"


# --- assess ---


def test_assess_writes_assessment_resident_household_and_counts_together(
    head, household, officer, village
):
    row = survey_actions.assess(by=officer, resident=head, results=FIRST_THREE, method="seen")
    assert (fresh(row).method, fresh(row).results) == ("seen", FIRST_THREE)
    assert (fresh(head).results, fresh(head).assessed_on) == (FIRST_THREE, today())
    household = fresh(household)
    assert (household.skills_mask, household.best_mask, household.covered) == (7, 7, False)
    assert counted(village) == {
        "households": 1,
        "surveyed": 1,
        "ruled_out": 1,
        **skills("public_services", "shopping", "payment"),
        **asked(*COLUMNS),
    }


def test_assess_is_audited_with_the_skills_that_changed(head, household, officer):
    survey_actions.assess(by=officer, resident=head, results=NO)
    survey_actions.assess(by=officer, resident=head, results=[2, 0, 0, 0, 0])
    entry = last_entry(household)
    assert (entry.verb, entry.changes) == ("Khảo sát", {"public_services": [0, 2]})


def test_assess_again_keeps_the_earlier_one(head, household, officer):
    for results in (NO, ALL):
        survey_actions.assess(by=officer, resident=head, results=results)
    assert fresh(household).covered is True
    assert [row.results for row in head.assessments.all()] == [ALL, NO]


def test_assess_of_an_earlier_day_does_not_replace_the_latest(head, household, officer):
    survey_actions.assess(by=officer, resident=head, results=ALL, on=today())
    survey_actions.assess(by=officer, resident=head, results=NO, on=today(-30))
    assert fresh(head).results == ALL
    assert fresh(household).surveyed_on == today()


def test_two_who_know_all_together_are_combined_and_not_covered(head, household, officer, village):
    child = register_actions.add_resident(by=officer, household=household, full_name="Lê Con")
    survey_actions.assess(by=officer, resident=head, results=FIRST_THREE)
    survey_actions.assess(by=officer, resident=child, results=LAST_TWO)
    assert fresh(household).covered is False
    assert counted(village) == {
        "households": 1,
        "surveyed": 1,
        "ruled_out": 1,
        "combined": 1,
        **skills(*COLUMNS),
        **asked(*COLUMNS),
    }


def test_skill_5_is_refused_where_no_platform_is_named(head, household, officer, village):
    LocalPlatform.unscoped.update(valid_to=today())
    with pytest.raises(register_actions.NoPlatform):
        survey_actions.assess(by=officer, resident=head, results=ALL)
    with pytest.raises(register_actions.NoPlatform):
        survey_actions.set_result(by=officer, household=household, number=5, result=2)
    assert fresh(household).is_surveyed is False
    assert counted(village) == {"households": 1}


def test_a_platform_of_the_commune_is_enough_for_skill_5(head, officer, village):
    LocalPlatform.unscoped.update(valid_to=today())
    LocalPlatformFactory(area=village.commune)
    assert survey_actions.assess(by=officer, resident=head, results=ALL).results == ALL


def test_assess_that_leaves_one_skill_open_is_a_part_of_a_survey(head, officer, village):
    survey_actions.assess(by=officer, resident=head, results=[2, 2, 2, 2, None])
    assert counted(village) == {
        "households": 1,
        "partly": 1,
        "ask_fifth": 1,
        **skills(*COLUMNS[:4]),
        **asked(*COLUMNS[:4]),
    }


def test_assess_where_no_platform_was_named_is_a_whole_survey_of_four(head, officer, village):
    LocalPlatform.unscoped.update(valid_to=today())
    survey_actions.assess(by=officer, resident=head, results=[2, 2, 2, 2, None])
    found = counted(village)
    assert (found["surveyed"], found["ask_fifth"]) == (1, 1)
    assert "one_short" not in found
    assert "local_platform_asked" not in found


def test_a_platform_named_later_unmakes_no_survey(head, household, officer, village):
    LocalPlatform.unscoped.update(valid_to=today())
    survey_actions.assess(by=officer, resident=head, results=[2, 2, 2, 0, None])
    LocalPlatformFactory(area=village.commune)
    survey_actions.set_result(by=officer, household=household, number=4, result=2)
    assert fresh(household).is_surveyed is True


def test_assess_of_one_skill_asks_no_other(head, household, officer, village):
    survey_actions.assess(by=officer, resident=head, results=[None, None, 0, None, None])
    assert fresh(head).results == [None, None, 0, None, None]
    assert counted(village) == {
        "households": 1,
        "partly": 1,
        "ruled_out": 1,
        **asked("payment"),
    }


def test_assess_of_nothing_is_refused(head, officer):
    with pytest.raises(ValueError, match="says something"), transaction.atomic():
        survey_actions.assess(by=officer, resident=head, results=UNKNOWN)


def test_assess_keeps_what_it_does_not_ask(head, officer):
    survey_actions.assess(by=officer, resident=head, results=FIRST_THREE, on=today(-3))
    survey_actions.assess(by=officer, resident=head, results=[None, None, None, 2, None])
    assert fresh(head).results == [2, 2, 2, 2, 0]


def test_assess_sets_a_skill_back_to_not_asked(head, household, officer, village):
    survey_actions.assess(by=officer, resident=head, results=ALL)
    survey_actions.assess(by=officer, resident=head, results=[None, None, None, None, CLEARED])
    assert fresh(head).results == [2, 2, 2, 2, None]
    assert (fresh(household).is_surveyed, counted(village)["partly"]) == (False, 1)
    assert last_entry(household).verb == "Đưa về chưa hỏi"


def test_assess_of_an_earlier_day_fills_what_was_not_asked_since(head, officer):
    survey_actions.assess(by=officer, resident=head, results=[2, None, None, None, None])
    survey_actions.assess(by=officer, resident=head, results=[0, 0, None, None, None], on=today(-9))
    assert fresh(head).results == [2, 0, None, None, None]
    assert fresh(head).assessed_on == today()


def test_assess_says_that_somebody_was_at_home_after_all(head, household, officer):
    register_actions.set_status(by=officer, household=household, status="nobody_home")
    survey_actions.assess(by=officer, resident=head, results=NO)
    assert fresh(household).status == "resident"


def test_assess_in_a_household_that_moved_away_does_not_bring_it_back(
    head, household, officer, village
):
    register_actions.set_status(by=officer, household=household, status="moved_away")
    survey_actions.assess(by=officer, resident=head, results=ALL)
    assert fresh(household).status == "moved_away"
    assert counted(village) == {}


def test_assess_of_somebody_who_splits_off_while_it_waits_counts_where_they_live_now(
    head, household, officer, monkeypatch
):
    other = register_actions.add_resident(by=officer, household=household, full_name="Vũ An")
    lock, waited = steps.lock_people, []

    def split_first(home, key):
        if not waited:
            waited.append(lifecycle_actions.split(by=None, household=home, residents=[other]))
        return lock(home, key)

    monkeypatch.setattr(steps, "lock_people", split_first)
    survey_actions.assess(by=officer, resident=other, results=ALL)
    assert waited[0] == fresh(other).household
    assert (fresh(waited[0]).covered, fresh(household).covered) == (True, False)


def test_assess_on_a_day_to_come_is_refused(head, household, officer):
    with pytest.raises(ValueError, match="later than today"), transaction.atomic():
        survey_actions.assess(by=officer, resident=head, results=ALL, on=today(1))
    assert not Assessment.unscoped.exists()
    assert fresh(household).version == household.version


def test_assess_twice_with_one_uuid_records_once(head, household, officer):
    key = uuid.uuid4()
    twice = [
        survey_actions.assess(by=officer, resident=head, results=results, uuid=key)
        for results in (NO, ALL)
    ]
    assert twice[0] == twice[1] == Assessment.unscoped.get()
    assert fresh(household).covered is False
    assert AuditEntry.unscoped.filter(verb="Khảo sát").count() == 1


def test_assess_with_a_uuid_of_somebody_else_is_refused(head, household, officer):
    other = register_actions.add_resident(by=officer, household=household, full_name="Lê Con")
    row = survey_actions.assess(by=officer, resident=other, results=NO)
    with pytest.raises(IntegrityError), transaction.atomic():
        survey_actions.assess(by=officer, resident=head, results=ALL, uuid=row.uuid)
    assert fresh(head).results == UNKNOWN


def test_a_child_does_not_count_for_the_household(household, officer, village):
    year = today().year
    for age, covered in ((14, False), (15, True)):
        child = register_actions.add_resident(
            by=officer, household=household, full_name="Lê Con", birth_year=year - age
        )
        survey_actions.assess(by=officer, resident=child, results=ALL)
        assert fresh(household).covered is covered


# --- set_result ---


def test_set_skill_leaves_the_others_not_asked(head, household, officer):
    survey_actions.set_result(by=officer, household=household, number=1, result=2)
    assert fresh(head).results == [2, None, None, None, None]
    assert Assessment.unscoped.get().results == [2, None, None, None, None]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_set_skill_turns_one_on_and_off_again(household, officer, number):
    household = fresh(household)
    survey_actions.set_result(by=officer, household=household, number=number, result=2)
    assert fresh(household).skills_mask == 2 ** (number - 1)
    survey_actions.set_result(by=officer, household=household, number=number, result=0)
    household = fresh(household)
    assert (household.skills_mask, household.asked_mask) == (0, 2 ** (number - 1))
    assert (household.is_surveyed, household.is_partly) == (False, True)


def test_set_result_sets_a_skill_back_to_not_asked(head, household, officer):
    survey_actions.set_result(by=officer, household=household, number=1, result=2)
    survey_actions.set_result(by=officer, household=household, number=1, result=CLEARED)
    assert (fresh(head).results, fresh(head).assessed_on) == (UNKNOWN, None)
    assert fresh(household).asked_mask == 0
    again = survey_actions.set_result(by=officer, household=household, number=1, result=CLEARED)
    assert again is None


def test_set_result_of_an_earlier_day_does_not_replace_a_later_one(head, household, officer):
    survey_actions.set_result(by=officer, household=household, number=1, result=2)
    survey_actions.set_result(by=officer, household=household, number=1, result=0, on=today(-5))
    survey_actions.set_result(by=officer, household=household, number=2, result=0, on=today(-5))
    assert fresh(head).results == [2, 0, None, None, None]


def test_withdraw_of_one_tap_leaves_the_taps_after_it(head, household, officer):
    first = survey_actions.set_result(by=officer, household=household, number=1, result=2)
    survey_actions.set_result(by=officer, household=household, number=2, result=2)
    survey_actions.withdraw(by=officer, assessment=first)
    assert fresh(head).results == [None, 2, None, None, None]


def test_set_skill_five_times_covers_the_household(household, officer, village):
    for number in (1, 2, 3, 4, 5):
        survey_actions.set_result(by=officer, household=household, number=number, result=2)
    assert fresh(household).covered is True
    assert counted(village)["covered"] == 1


def test_set_skill_goes_to_the_person_who_knows_most(head, household, officer):
    child = register_actions.add_resident(by=officer, household=household, full_name="Lê Con")
    survey_actions.assess(by=officer, resident=head, results=HELP)
    survey_actions.assess(by=officer, resident=child, results=[2, 2, 0, 0, 0])
    assert survey_actions.best_resident(household) == child


def test_set_skill_goes_to_the_head_when_nobody_was_assessed(head, household, officer):
    register_actions.add_resident(by=officer, household=household, full_name="Lê Con")
    assert survey_actions.best_resident(household) == head


def test_set_skill_does_not_go_to_a_child_who_does_not_count(head, household, officer):
    child = register_actions.add_resident(
        by=officer, household=household, full_name="Lê Con", birth_year=today().year - 10
    )
    survey_actions.assess(by=officer, resident=child, results=ALL)
    survey_actions.set_result(by=officer, household=household, number=1, result=2)
    assert fresh(head).results == [2, None, None, None, None]
    assert fresh(household).skills_mask == 1


def test_set_skill_in_a_household_without_people_makes_its_head(head, household, officer):
    register_actions.change_resident(by=officer, resident=head, left_on=today())
    survey_actions.set_result(by=officer, household=household, number=2, result=2)
    person = household.residents.get(left_on=None)
    assert (person.full_name, person.is_head, person.shopping) == ("Lê Lan", True, 2)


# --- withdraw ---


def test_withdraw_brings_back_the_one_before(head, household, officer, village):
    survey_actions.assess(by=officer, resident=head, results=NO)
    last = survey_actions.assess(by=officer, resident=head, results=ALL)
    survey_actions.withdraw(by=officer, assessment=last)
    assert (fresh(head).results, fresh(household).covered) == (NO, False)
    assert counted(village) == {"households": 1, "surveyed": 1, "ruled_out": 1, **asked(*COLUMNS)}


def test_withdraw_of_the_only_one_leaves_the_household_unsurveyed(
    head, household, officer, village
):
    row = survey_actions.assess(by=officer, resident=head, results=ALL)
    survey_actions.withdraw(by=officer, assessment=row)
    assert (fresh(head).results, fresh(head).assessed_on) == (UNKNOWN, None)
    assert fresh(household).is_surveyed is False
    assert counted(village) == {"households": 1}


def test_withdraw_keeps_the_row_and_says_why_in_the_audit(head, household, officer):
    row = survey_actions.assess(by=officer, resident=head, results=[2, 0, 0, 0, 0])
    survey_actions.withdraw(by=officer, assessment=row)
    assert fresh(row).withdrawn_at is not None
    entry = last_entry(household)
    assert (entry.verb, entry.changes["public_services"]) == ("Hoàn tác khảo sát", [2, None])


def test_withdraw_twice_is_done_once(head, household, officer):
    row = survey_actions.assess(by=officer, resident=head, results=ALL)
    for _ in range(2):
        survey_actions.withdraw(by=officer, assessment=Assessment.unscoped.get())
        row.refresh_from_db()
    assert AuditEntry.unscoped.filter(verb="Hoàn tác khảo sát").count() == 1


def test_withdraw_of_an_earlier_one_changes_no_figure(head, household, officer):
    first = survey_actions.assess(by=officer, resident=head, results=NO)
    survey_actions.assess(by=officer, resident=head, results=ALL)
    survey_actions.withdraw(by=officer, assessment=first)
    assert fresh(household).covered is True


# --- set_status ---


@pytest.mark.parametrize("status", ["moved_away", "ended"])
def test_set_status_closed_takes_a_household_out_of_the_denominator(officer, village, status):
    household = add(officer, village, results=ALL)
    register_actions.set_status(by=officer, household=household, status=status)
    assert fresh(household).closed_on == today()
    assert counted(village) == {}


def test_set_status_back_brings_it_in_again_with_what_it_knew(officer, village):
    household = add(officer, village, results=ALL)
    before = counted(village)
    register_actions.set_status(by=officer, household=household, status="moved_away")
    register_actions.set_status(by=officer, household=household, status="resident")
    assert fresh(household).closed_on is None
    assert counted(village) == before


def test_set_status_closed_twice_keeps_the_first_date(officer, village):
    household = add(officer, village, on=today(-30))
    register_actions.set_status(by=officer, household=household, status="moved_away", on=today(-10))
    register_actions.set_status(by=officer, household=household, status="ended")
    assert (fresh(household).status, fresh(household).closed_on) == ("ended", today(-10))


def test_set_status_never_closes_before_the_household_was_there(household, officer):
    register_actions.set_status(
        by=officer, household=household, status="ended", on=date(2020, 1, 1)
    )
    assert fresh(household).closed_on == household.opened_on


def test_set_status_on_a_day_to_come_is_refused(household, officer):
    with pytest.raises(ValueError, match="later than today"), transaction.atomic():
        register_actions.set_status(
            by=officer, household=household, status="moved_away", on=today(1)
        )
    assert fresh(household).status == "resident"


def test_set_status_that_does_not_exist_is_refused(household, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        register_actions.set_status(by=officer, household=household, status="khac")


def test_set_status_is_audited(household, officer):
    register_actions.set_status(by=officer, household=household, status="moved_away")
    entry = last_entry(household)
    assert entry.verb == "Đổi tình trạng hộ"
    assert entry.changes == {
        "status": ["resident", "moved_away"],
        "closed_on": [None, str(today())],
    }


def test_nobody_home_is_counted_until_somebody_is_assessed(head, household, officer, village):
    register_actions.set_status(by=officer, household=household, status="nobody_home")
    assert counted(village) == {"households": 1, "nobody_home": 1}
    survey_actions.assess(by=officer, resident=head, results=NO)
    assert counted(village) == {"households": 1, "surveyed": 1, "ruled_out": 1, **asked(*COLUMNS)}


# --- residents ---


def test_add_resident_is_audited_and_leaves_the_figures(household, officer, village):
    before = counted(village)
    resident = register_actions.add_resident(
        by=officer, household=household, full_name=" Lê  Con ", birth_year=2001, sex="f"
    )
    assert (fresh(resident).full_name, fresh(resident).is_head) == ("Lê Con", False)
    assert last_entry(household).verb == "Thêm người trong hộ"
    assert counted(village) == before


def test_change_resident_of_the_head_renames_the_household(head, household, officer):
    register_actions.change_resident(by=officer, resident=head, full_name="Lê Hoa")
    assert (fresh(household).head_name, fresh(household).search_key) == ("Lê Hoa", "le hoa")
    entry = last_entry(household)
    assert entry.told == {"full_name": ["Lê Lan", "Lê Hoa"]}


def test_change_resident_of_another_leaves_the_households_name(household, officer):
    child = register_actions.add_resident(by=officer, household=household, full_name="Lê Con")
    register_actions.change_resident(by=officer, resident=child, full_name="Lê Cháu")
    assert fresh(household).head_name == "Lê Lan"


def test_who_leaves_takes_along_what_he_knew(head, household, officer, village):
    child = register_actions.add_resident(by=officer, household=household, full_name="Lê Con")
    survey_actions.assess(by=officer, resident=child, results=ALL)
    register_actions.change_resident(by=officer, resident=child, left_on=today())
    assert fresh(household).is_surveyed is False
    assert counted(village) == {"households": 1}
    register_actions.change_resident(by=officer, resident=child, left_on=None)
    assert counted(village)["covered"] == 1


def test_nobody_leaves_on_a_day_to_come(head, officer):
    with pytest.raises(ValueError, match="later than today"), transaction.atomic():
        register_actions.change_resident(by=officer, resident=head, left_on=today(1))
    assert fresh(head).left_on is None


def test_a_birth_year_corrected_decides_anew_who_counts(head, household, officer):
    survey_actions.assess(by=officer, resident=head, results=ALL)
    register_actions.change_resident(by=officer, resident=head, birth_year=today().year - 5)
    assert (fresh(household).covered, fresh(household).is_surveyed) == (False, False)


def test_every_write_moves_the_version_on(head, household, officer):
    writes = [
        lambda: survey_actions.assess(by=officer, resident=head, results=NO),
        lambda: register_actions.set_status(by=officer, household=household, status="refused"),
        lambda: register_actions.add_resident(by=officer, household=household, full_name="Lê Con"),
        lambda: register_actions.change_resident(by=officer, resident=head, sex="f"),
        lambda: survey_actions.withdraw(by=officer, assessment=Assessment.unscoped.get()),
    ]
    versions = [fresh(household).version]
    for write in writes:
        write()
        versions.append(fresh(household).version)
    assert versions == list(range(versions[0], versions[0] + len(writes) + 1))


def test_a_sex_put_right_speaks_of_every_day_its_person_was_counted(officer, village):
    """A year of birth does so, too; a name or a number does not."""
    household = register_actions.add_household(
        by=officer, village=village, head_name="Lê Lan", results=ALL, on=today(-30)
    )
    head = household.residents.get()
    register_actions.change_resident(by=officer, resident=head, full_name="Lê Lân")
    register_actions.change_resident(by=officer, resident=head, sex="f")
    rows = Movement.unscoped.filter(village=village).order_by("pk")
    assert list(rows.values_list("day", "people_no_sex_whole", "people_women_covered")) == [
        (today(-30), 1, 0),
        (today(-30), -1, 1),
    ]
