"""Targets are set, changed and withdrawn: each leaves its trace, none is lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from audit.models import AuditEntry
from reports.models import Target
from reports.targets.actions import Conflict, Taken, change_target, set_target, withdraw_target
from tests.factories import TargetFactory

pytestmark = pytest.mark.django_db

SAID = {
    "indicator": "ho-dat",
    "level": Decimal(70),
    "due_on": date(2026, 12, 31),
    "document": "12/KH-UBND",
    "document_on": date(2026, 1, 20),
}


def levels(area):
    return [(float(t.level), bool(t.withdrawn_at)) for t in area.targets.order_by("pk")]


def last_entry():
    entry = AuditEntry.unscoped.first()
    return entry.verb, entry.place, entry.changes, entry.document


def test_setting_a_target_is_written_down_with_its_document(world):
    area = world.own.area
    target = set_target(by=world.reviewer, area=area, **SAID)
    verb, place, changes, document = last_entry()
    assert (verb, place, document) == ("Đặt chỉ tiêu", area.path, "12/KH-UBND")
    assert changes["level"] == [None, "70"]
    assert target.set_by == world.reviewer


def test_the_same_target_twice_is_one(world):
    first = set_target(by=world.root, area=world.own.area, **SAID)
    written = AuditEntry.unscoped.count()
    assert set_target(by=world.root, area=world.own.area, **SAID) == first
    assert AuditEntry.unscoped.count() == written


def test_two_levels_for_one_day_are_refused(world):
    held = set_target(by=world.root, area=world.own.area, **SAID)
    with pytest.raises(Taken) as refused:
        set_target(by=world.root, area=world.own.area, **{**SAID, "level": Decimal(60)})
    assert refused.value.held == held
    assert levels(world.own.area) == [(70.0, False)]


def test_a_change_withdraws_the_old_row_and_writes_a_new_one(world):
    old = set_target(by=world.root, area=world.own.area, **SAID)
    new = change_target(by=world.root, target=old, version=1, **{**SAID, "level": Decimal("62.5")})
    assert levels(world.own.area) == [(70.0, True), (62.5, False)]
    assert new.pk != old.pk
    verb, _, changes, _ = last_entry()
    assert (verb, changes) == ("Sửa chỉ tiêu", {"level": ["70", "62.5"]})


def test_a_change_on_top_of_another_change_is_a_conflict(world):
    old = set_target(by=world.root, area=world.own.area, **SAID)
    again = Target.unscoped.get(pk=old.pk)
    change_target(by=world.root, target=old, version=1, **{**SAID, "level": Decimal(60)})
    with pytest.raises(Conflict):
        change_target(by=world.root, target=again, version=1, **{**SAID, "level": Decimal(90)})
    with pytest.raises(Conflict):
        withdraw_target(by=world.root, target=again, version=1)
    assert levels(world.own.area) == [(70.0, True), (60.0, False)]


def test_a_change_onto_the_day_of_another_target_changes_nothing(world):
    early = {**SAID, "due_on": date(2026, 6, 30)}
    held = set_target(by=world.root, area=world.own.area, **SAID)
    other = set_target(by=world.root, area=world.own.area, **early)
    with pytest.raises(Taken) as refused:
        change_target(by=world.root, target=other, version=1, **{**SAID, "level": Decimal(90)})
    assert refused.value.held == held
    assert levels(world.own.area) == [(70.0, False), (70.0, False)]


def test_withdrawing_keeps_the_row_and_is_written_down(world):
    target = set_target(by=world.root, area=world.own.area, **SAID)
    withdraw_target(by=world.root, target=target, version=1)
    assert levels(world.own.area) == [(70.0, True)]
    assert last_entry()[0] == "Rút chỉ tiêu"
    set_target(by=world.root, area=world.own.area, **SAID)  # the day is free again
    assert levels(world.own.area) == [(70.0, True), (70.0, False)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": 0},
        {"level": Decimal("100.1")},
        {"document": ""},
        {"due_on": date(2026, 1, 1)},
        {"indicator": "ky-nang-1"},
    ],
)
def test_the_database_refuses_what_is_no_target(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetFactory(**wrong)


def test_an_action_refuses_it_too(world):
    with pytest.raises(ValueError, match="no such target"):
        set_target(by=world.root, area=world.own.area, **{**SAID, "indicator": "gi-do"})
