"""Equipment: who has what, how it is, and what of the norm a team lacks."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import COUNTED, AuditEntry
from teams.equipment import actions as equipment_actions
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Equipment
from teams.register import actions as register_actions
from tests.factories import (
    EquipmentFactory,
    MemberFactory,
    TeamFactory,
    UserFactory,
    VillageFactory,
)
from web.once import KeyTaken, Outdated

pytestmark = pytest.mark.django_db
FOUNDED = date(2026, 1, 5)
Kind, State = Equipment.Kind, Equipment.State


@pytest.fixture
def officer():
    return UserFactory(area=VillageFactory().commune)


@pytest.fixture
def team(officer):
    village = VillageFactory(parent=officer.area)
    leader = {"full_name": "Lê Lan", "role": "leader"}
    return founding_actions.found_team(by=officer, area=village, on=FOUNDED, members=[leader])


@pytest.fixture
def phone(officer, team):
    return add(officer, team)


def add(officer, team, **facts):
    facts = {"kind": "phone", "name": "Máy A", **facts}
    return equipment_actions.add_equipment(by=officer, team=team, **facts)


def change(officer, item, **facts):
    return equipment_actions.change_equipment(by=officer, item=item, version=item.version, **facts)


def fresh(row):
    return type(row).unscoped.get(pk=row.pk)


def today():
    return timezone.localdate()


# Writing


def test_an_item_keeps_all_that_is_said_of_it(officer, team):
    facts = {
        "kind": "line",
        "name": " Cáp quang  nhà văn hóa ",
        "state": "broken",
        "custodian": team.members.get(),
        "source": "Xã cấp",
        "received_on": FOUNDED,
        "checked_on": today(),
    }
    item = fresh(add(officer, team, **facts))
    said = {**facts, "name": "Cáp quang nhà văn hóa"}
    assert {name: getattr(item, name) for name in facts} == said
    entry = AuditEntry.unscoped.first()
    assert (entry.verb, entry.subject_key) == ("Ghi thiết bị của tổ", str(item.pk))
    assert entry.told["custodian"] == [None, "Lê Lan"]
    assert entry.place == team.area.path


def test_the_journal_of_an_item_moves_kept_pages():
    assert "teams.equipment" not in COUNTED


def test_what_nobody_said_stays_unknown(phone):
    item = fresh(phone)
    assert (item.custodian, item.received_on, item.checked_on, item.ended_on) == (None,) * 4


def test_the_same_key_twice_adds_one(officer, team):
    key = uuid.uuid4()
    assert add(officer, team, uuid=key) == add(officer, team, uuid=key)
    assert Equipment.unscoped.count() == 1
    with pytest.raises(KeyTaken):
        add(officer, TeamFactory(area=VillageFactory()), uuid=key)


@pytest.mark.parametrize("name", ["received_on", "checked_on", "ended_on"])
def test_no_day_is_still_to_come(officer, team, name):
    with pytest.raises(ValueError, match="never later than today"):
        add(officer, team, **{name: today() + timedelta(days=1)})
    assert not Equipment.unscoped.exists()


def test_a_custodian_serves_in_this_team(officer, team, phone):
    stranger = MemberFactory()
    gone = MemberFactory(team=team, left_on=today())
    for member in (stranger, gone):
        with pytest.raises(ValueError, match="serves in the team"):
            change(officer, phone, custodian=member)
    assert change(officer, phone, custodian=team.members.filter(left_on=None).get()).custodian


def test_who_leaves_is_still_said_to_hold_the_item(officer, team, phone):
    leader = team.members.get()
    item = change(officer, phone, custodian=leader)
    members_actions.leave(by=officer, member=leader, on=today())
    item = change(officer, item, source="Xã cấp")
    assert item.custodian == leader


def test_a_change_writes_what_differs_and_raises_the_version(officer, phone):
    item = change(officer, phone, name="Máy B", state="good")
    assert (item.name, item.version) == ("Máy B", 2)
    assert AuditEntry.unscoped.first().changes == {"name": ["Máy A", "Máy B"]}
    n = AuditEntry.unscoped.count()
    assert change(officer, item, name="Máy B").version == 2
    assert AuditEntry.unscoped.count() == n


def test_a_change_of_what_was_changed_meanwhile_is_refused(officer, phone):
    change(officer, phone, name="Máy B")
    with pytest.raises(Outdated) as refused:
        change(officer, phone, name="Máy C")
    assert refused.value.current.name == "Máy B"


def test_a_check_says_whether_it_works(officer, phone):
    item = equipment_actions.check_equipment(by=officer, item=phone, on=today(), whole=False)
    assert (item.state, item.checked_on) == ("broken", today())
    item = equipment_actions.check_equipment(by=officer, item=item, on=today(), whole=True)
    assert item.state == "good"


def test_an_item_ends_with_a_day_and_can_be_found_again(officer, phone):
    item = change(officer, phone, state="lost", ended_on=today())
    assert list(Equipment.unscoped.in_use()) == []
    with pytest.raises(register_actions.OutOfOrder):
        equipment_actions.check_equipment(by=officer, item=item, on=today(), whole=True)
    item = change(officer, item, state="good", ended_on=None)
    assert list(Equipment.unscoped.in_use()) == [item]


def test_unknown_facts_are_an_error(officer, team):
    with pytest.raises(TypeError):
        add(officer, team, version=7)


# What the database refuses


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "drone"},
        {"name": ""},
        {"state": "eaten"},
        {"state": "lost"},
        {"ended_on": FOUNDED},
        {"received_on": FOUNDED, "checked_on": FOUNDED - timedelta(days=1)},
        {"received_on": FOUNDED, "state": "lost", "ended_on": FOUNDED - timedelta(days=1)},
    ],
)
def test_the_database_refuses_nonsense(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        EquipmentFactory(**wrong)
    EquipmentFactory()
