"""Duplicates become one household, one becomes two; both are taken back while nothing came after."""

import uuid

import pytest

from audit.models import AuditEntry
from households.duplicates import actions as duplicates_actions
from households.lifecycle import actions as lifecycle_actions
from households.lifecycle.actions.life import rehearse
from households.models import Assessment, Household, Regrouping, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from tests.factories import VillageFactory
from tests.households.lifecycle.test_life import (  # noqa: F401 - fixtures
    ALL,
    AN,
    LAN,
    causes,
    counted,
    day,
    everything_adds_up_afterwards,
    fresh,
    household,
    numbered,
    other,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
NO = [0, 0, 0, 0, 0]


@pytest.fixture
def twin(officer, village):
    """The same household entered again: its head without a birth year, and a guest."""
    twin = register_actions.add_household(
        by=officer, village=village, head_name="LÊ LAN", results=NO, phone="0905 123 456"
    )
    register_actions.add_resident(by=officer, household=twin, full_name="Ở Nhờ", birth_year=1990)
    return fresh(twin)


def rows():
    """Return all that a merger or a split may touch."""
    return {
        model: list(model.unscoped.order_by("pk").values())
        for model in (Household, Resident, Assessment)
    }


def without_versions(found):
    """Leave out what counts writes, not facts."""
    moving = {"version", "saved_at"}
    return {m: [{k: r[k] for k in r.keys() - moving} for r in all_] for m, all_ in found.items()}


# --- merge ---


def test_merge_makes_one_of_two(officer, household, twin, village):
    duplicates_actions.merge(by=officer, keep=household, duplicate=twin, on=day())
    household, twin = fresh(household), fresh(twin)
    assert (twin.status, twin.merged_into, twin.closed_on) == ("merged", household, day())
    assert counted(village) == (1, 0)
    assert sum(n for cause, n, _covered in causes(village) if cause == "merged") == -1
    assert household.phone == "0905 123 456"


def test_merge_brings_the_same_person_together_the_latest_finding_counts(
    officer,
    household,
    twin,
):
    duplicates_actions.merge(by=officer, keep=household, duplicate=twin)
    head = person(household, "Lê Lan")
    assert head.assessments.count() == 2
    assert head.results == NO, "the twin's finding is of today, the other one twenty days old"
    assert person(twin, "LÊ LAN").results == [None] * 5


@pytest.mark.parametrize(("own", "kept"), [(LAN, LAN), ("", "")])
def test_merge_leaves_the_duplicates_head_their_number(officer, village, own, kept):
    """It is never taken for that of the head who is there."""
    keep = register_actions.add_household(
        by=officer, village=village, head_name="Lê Lan", phone=own
    )
    hai = register_actions.add_household(by=officer, village=village, head_name="Vũ Hai", phone=AN)
    before = without_versions(rows())
    duplicates_actions.merge(by=officer, keep=keep, duplicate=hai)
    found = fresh(keep).phone, person(keep, "Lê Lan").phone, person(keep, "Vũ Hai").phone
    assert found == (kept, "", AN)
    lifecycle_actions.undo_regrouping(by=officer, regrouping=Regrouping.unscoped.get())
    assert without_versions(rows()) == before


def test_merge_brings_a_number_to_the_same_person(officer, household, village):
    """Who heads the duplicate is one of the people here; its guest is the head here."""
    an = register_actions.add_household(by=officer, village=village, head_name="Vũ An", phone=AN)
    register_actions.add_resident(by=officer, household=an, full_name="Lê Lan", phone=LAN)
    duplicates_actions.merge(by=officer, keep=household, duplicate=an)
    found = (
        fresh(household).phone,
        person(household, "Lê Lan").phone,
        person(household, "Vũ An").phone,
    )
    assert found == (LAN, "", AN)


def test_merge_keeps_a_number_that_the_same_head_shares(officer, village):
    """A child of the duplicate has its head's number as their own."""
    keep = register_actions.add_household(by=officer, village=village, head_name="Lê Lan")
    twin = register_actions.add_household(
        by=officer, village=village, head_name="Lê Lan", phone=LAN
    )
    register_actions.add_resident(by=officer, household=twin, full_name="Lê Con", phone=LAN)
    duplicates_actions.merge(by=officer, keep=keep, duplicate=twin)
    assert (fresh(keep).phone, person(keep, "Lê Con").phone) == (LAN, LAN)


def test_merge_moves_others_and_never_a_second_head(officer, household, village):
    stranger = register_actions.add_household(by=officer, village=village, head_name="Người Khác")
    duplicates_actions.merge(by=officer, keep=household, duplicate=stranger)
    moved = person(household, "Người Khác")
    assert (moved.is_head, moved.relation) == (False, "other")
    assert household.residents.filter(is_head=True, left_on=None).count() == 1


def test_people_of_one_name_and_other_birth_years_are_two(officer, household, village):
    other_ = register_actions.add_household(
        by=officer, village=village, head_name="Lê Lan", birth_year=1990
    )
    duplicates_actions.merge(by=officer, keep=household, duplicate=other_)
    assert household.residents.filter(full_name="Lê Lan").count() == 2


def test_merge_says_that_somebody_was_at_home(officer, household, twin):
    empty = register_actions.add_household(
        by=officer, village=household.village, head_name="Lê Lan", status="nobody_home"
    )
    duplicates_actions.merge(by=officer, keep=empty, duplicate=twin)
    assert fresh(empty).status == "resident"


def test_merge_across_villages_moves_both_figures(officer, household, village, other):
    there = register_actions.add_household(
        by=officer, village=other, head_name="Lê Lan", results=ALL
    )
    duplicates_actions.merge(by=officer, keep=household, duplicate=there)
    assert (counted(village), counted(other)) == ((1, 1), (0, 0))


def test_merge_twice_is_done_once(officer, household, twin):
    done = [duplicates_actions.merge(by=officer, keep=household, duplicate=twin) for _ in range(2)]
    assert done[0] == done[1] == Regrouping.unscoped.get()


def test_merge_is_refused_where_it_means_nothing(officer, household, twin):
    far = register_actions.add_household(by=officer, village=VillageFactory(), head_name="Lê Lan")
    for keep, duplicate in ((household, household), (household, far), (far, household)):
        with pytest.raises(register_actions.Refused):
            duplicates_actions.merge(by=officer, keep=keep, duplicate=duplicate)
    with pytest.raises(ValueError, match="later than today"):
        duplicates_actions.merge(by=officer, keep=household, duplicate=twin, on=day(1))
    lifecycle_actions.end(by=officer, household=household)
    with pytest.raises(register_actions.Refused):
        duplicates_actions.merge(by=officer, keep=household, duplicate=twin)
    assert not Regrouping.unscoped.exists()


def test_merge_of_what_was_changed_meanwhile_is_a_conflict(officer, household, twin):
    with pytest.raises(register_actions.Conflict):
        duplicates_actions.merge(
            by=officer,
            keep=household,
            duplicate=twin,
            versions=[household.version, twin.version + 1],
        )


def test_nothing_is_written_to_a_merged_household(officer, household, twin):
    duplicates_actions.merge(by=officer, keep=household, duplicate=twin)
    left = person(twin, "LÊ LAN")
    for act in (
        lambda: survey_actions.assess(by=officer, resident=left, results=ALL),
        lambda: survey_actions.set_result(by=officer, household=twin, number=1, result=2),
        lambda: register_actions.add_resident(by=officer, household=twin, full_name="X"),
        lambda: register_actions.change_resident(by=officer, resident=left, full_name="X"),
        lambda: register_actions.set_status(by=officer, household=twin, status="resident"),
        lambda: lifecycle_actions.come_back(by=officer, household=twin),
        lambda: survey_actions.unsurvey(by=officer, household=twin),
    ):
        with pytest.raises(register_actions.Refused, match="gộp vào hộ khác"):
            act()


def test_a_finding_that_moved_is_taken_back_where_it_is(officer, household, twin):
    row = person(twin, "LÊ LAN").assessments.get()
    duplicates_actions.merge(by=officer, keep=household, duplicate=twin)
    survey_actions.withdraw(by=officer, assessment=row)
    assert person(household, "Lê Lan").results == ALL
    survey_actions.restore(by=officer, assessments=[row])
    assert person(household, "Lê Lan").results == NO


def test_merge_is_audited_at_both(officer, household, twin):
    duplicates_actions.merge(by=officer, keep=household, duplicate=twin)
    assert AuditEntry.unscoped.about(household).first().changes == {"merged": [None, twin.code]}
    entry = AuditEntry.unscoped.about(twin).first()
    assert entry.changes["merged_into"] == [None, household.code]


def test_a_merger_is_taken_back_to_the_letter(officer, household, twin):
    before = without_versions(rows())
    done = duplicates_actions.merge(by=officer, keep=household, duplicate=twin)
    assert without_versions(rows()) != before
    lifecycle_actions.undo_regrouping(by=officer, regrouping=done)
    assert without_versions(rows()) == before
    version = fresh(household).version
    lifecycle_actions.undo_regrouping(by=officer, regrouping=done)
    assert fresh(household).version == version


@pytest.mark.parametrize("which", ["kept", "new finding"])
def test_a_merger_is_not_taken_back_once_something_came_after(
    officer,
    household,
    twin,
    which,
):
    done = duplicates_actions.merge(by=officer, keep=household, duplicate=twin)
    if which == "kept":
        register_actions.change_household(
            by=officer, household=household, was={"hamlet": ""}, hamlet="Xóm Sau"
        )
    else:
        survey_actions.assess(by=officer, resident=person(household, "Ở Nhờ"), results=ALL)
    with pytest.raises(register_actions.Refused, match="ghi chép mới"):
        lifecycle_actions.undo_regrouping(by=officer, regrouping=done)
    assert fresh(twin).status == "merged"


# --- split ---


def test_split_makes_two_of_one(officer, household, village):
    child = person(household, "Lê Con")
    survey_actions.assess(by=officer, resident=child, results=NO)
    new = lifecycle_actions.split(by=officer, household=household, residents=[child], on=day(-2))
    new = fresh(new)
    assert (new.head_name, new.origin, new.opened_on) == ("Lê Con", household, day(-2))
    assert (fresh(child).household, fresh(child).relation) == (new, "head")
    assert child.assessments.get().results == NO
    assert (counted(village), new.is_surveyed) == ((2, 1), True)
    assert ("split", 1) in [row[:2] for row in causes(village)]


def test_split_with_the_covered_one_takes_the_cover_along(officer, household):
    head = person(household, "Lê Lan")
    new = lifecycle_actions.split(by=officer, household=household, residents=[head])
    assert (fresh(new).covered, fresh(household).covered) == (True, False)
    assert fresh(household).head_name == "Vũ An"


def test_split_names_both_heads(officer, household):
    head, spouse, child = (person(household, n) for n in ("Lê Lan", "Vũ An", "Lê Con"))
    register_actions.add_resident(
        by=officer, household=household, full_name="Lê Út", birth_year=2000
    )
    new = lifecycle_actions.split(
        by=officer, household=household, residents=[head, spouse], head=spouse, next_head=child
    )
    assert (fresh(new).head_name, fresh(household).head_name) == ("Vũ An", "Lê Con")
    assert fresh(head).relation == "spouse"


@pytest.mark.parametrize(
    ("goes", "heads", "wanted"),
    [
        # An (own number) goes: the old household keeps Lan's.
        (["Vũ An"], "Vũ An", {"old": LAN, "new": AN, "Lê Lan": "", "Vũ An": ""}),
        # Lan goes: her number goes along, An's is the household's.
        (["Lê Lan"], "Lê Lan", {"old": AN, "new": LAN, "Lê Lan": "", "Vũ An": ""}),
        # Both go, An heads: Lan's number is her own now; the child who stays has none.
        (["Lê Lan", "Vũ An"], "Vũ An", {"old": "", "new": AN, "Lê Lan": LAN, "Vũ An": ""}),
    ],
)
def test_split_leaves_everybody_their_own_number(officer, household, goes, heads, wanted):
    numbered(officer, household)
    before = without_versions(rows())
    going, first = [person(household, name) for name in goes], person(household, heads)
    new = lifecycle_actions.split(by=officer, household=household, residents=going, head=first)
    lan, an = (Resident.unscoped.get(full_name=name) for name in ("Lê Lan", "Vũ An"))
    found = {"old": fresh(household), "new": fresh(new), "Lê Lan": lan, "Vũ An": an}
    assert {name: one.phone for name, one in found.items()} == wanted
    assert fresh(new).search_key.split()[-1] == wanted["new"].replace(" ", "")
    lifecycle_actions.undo_regrouping(by=officer, regrouping=Regrouping.unscoped.get())
    after = without_versions(rows())
    after[Household] = [row for row in after[Household] if row["id"] != new.pk]
    assert after == before


@pytest.mark.parametrize(
    ("goes", "wanted"),
    [
        # Lan, by whose number the household was reached, takes it along.
        (["Lê Lan"], {"old": "", "new": LAN, "Lê Lan": "", "Vũ An": ""}),
        # An heads the household by Lan's number: it stays with her.
        (["Vũ An"], {"old": LAN, "new": "", "Lê Lan": LAN, "Vũ An": ""}),
    ],
)
def test_split_leaves_a_number_with_its_owner(officer, household, goes, wanted):
    numbered(officer, household, own="")
    an, child = person(household, "Vũ An"), person(household, "Lê Con")
    register_actions.change_head(by=officer, household=household, head=an)
    before = without_versions(rows())
    going = [person(household, name) for name in goes]
    new = lifecycle_actions.split(by=officer, household=household, residents=going, next_head=child)
    lan, an = (Resident.unscoped.get(full_name=name) for name in ("Lê Lan", "Vũ An"))
    found = {"old": fresh(household), "new": fresh(new), "Lê Lan": lan, "Vũ An": an}
    assert {name: one.phone for name, one in found.items()} == wanted
    lifecycle_actions.undo_regrouping(by=officer, regrouping=Regrouping.unscoped.get())
    after = without_versions(rows())
    after[Household] = [row for row in after[Household] if row["id"] != new.pk]
    assert after == before


def test_split_for_somebody_not_yet_written_down(officer, village):
    alone = register_actions.add_household(by=officer, village=village, head_name="Lê Một")
    new = lifecycle_actions.split(by=officer, household=alone, head_name="Lê Riêng")
    assert new.residents.get().full_name == "Lê Riêng"
    assert fresh(alone).residents.get().full_name == "Lê Một"


def test_split_needs_somebody_to_go_and_somebody_to_stay(officer, household, twin):
    everybody = list(household.residents.all())
    strangers = list(twin.residents.all())
    for going in ([], everybody, strangers):
        with pytest.raises(register_actions.Refused):
            lifecycle_actions.split(by=officer, household=household, residents=going)
    with pytest.raises(register_actions.Conflict):
        lifecycle_actions.split(by=officer, household=household, residents=everybody[1:], version=0)


def test_split_sent_twice_makes_one(officer, household):
    key, child = uuid.uuid4(), person(household, "Lê Con")
    made = [
        lifecycle_actions.split(by=officer, household=household, residents=[child], uuid=key)
        for _ in range(2)
    ]
    assert made[0].pk == made[1].pk
    assert Regrouping.unscoped.count() == 1


def test_a_split_is_taken_back_and_what_it_made_stays_as_merged(
    officer,
    household,
    village,
):
    before = without_versions(rows())
    head = person(household, "Lê Lan")
    new = lifecycle_actions.split(by=officer, household=household, residents=[head], on=day(-2))
    lifecycle_actions.undo_regrouping(by=officer, regrouping=Regrouping.unscoped.get())
    after = without_versions(rows())
    after[Household] = [row for row in after[Household] if row["id"] != new.pk]
    assert after == before
    new = fresh(new)
    assert (new.status, new.merged_into, new.closed_on) == ("merged", household, day(-2))
    assert new not in Household.unscoped.on(day(-1))
    assert counted(village) == (1, 1)


def test_a_rehearsal_leaves_nothing(officer, household, twin):
    before, entries = rows(), AuditEntry.unscoped.count()
    found = rehearse(
        lambda: duplicates_actions.merge(by=officer, keep=household, duplicate=twin),
        lambda done: fresh(done.other).status,
    )
    assert found == "merged"
    assert (rows(), AuditEntry.unscoped.count()) == (before, entries)
