"""Writing down a call: once, by whom, with its audit, and what is refused."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role, powers_of
from audit.models import AuditEntry
from reports.calls.actions import record_call
from reports.models import Contact
from web.once import KeyTaken

pytestmark = pytest.mark.django_db


def record(world, **more):
    fields = {"by": world.committee, "commune": world.own.area, "outcome": "done", **more}
    return record_call(**fields)


def test_a_call_is_written_down_with_who_and_when(world):
    today = timezone.localdate()
    contact = record(world, outcome="promised", promised_on=today, note="Chờ họp thôn")
    contact.refresh_from_db()
    assert (contact.called_by, contact.called_on) == (world.committee, today)
    assert str(contact) == f"Xã Của Ta, {today:%d/%m/%Y}"
    entry = AuditEntry.unscoped.get(subject="reports.contact")
    assert (entry.verb, entry.place) == ("Ghi lần gọi", world.own.area.path)
    assert entry.told["note"] == [None, "Chờ họp thôn"]
    assert entry.changes["promised_on"] == [None, str(today)]


def test_the_same_key_twice_writes_once(world):
    key = uuid.uuid4()
    first = record(world, uuid=key, note="Một")
    again = record(world, uuid=key, note="Hai")
    assert (again.pk, again.note) == (first.pk, "Một")
    assert Contact.unscoped.count() == 1
    assert AuditEntry.unscoped.filter(subject="reports.contact").count() == 1


def test_a_key_of_another_commune_is_refused(world):
    key = uuid.uuid4()
    record(world, commune=world.sibling.area, uuid=key)
    with pytest.raises(KeyTaken):
        record(world, uuid=key)


def test_what_cannot_be_is_refused(world):
    day = timezone.localdate()
    with pytest.raises(ValueError, match="later than today"):
        record(world, called_on=day + timedelta(days=1))
    with pytest.raises(ValueError, match="to a commune"):
        record(world, commune=world.province)
    with pytest.raises(ValueError, match="or later"):
        record(world, outcome="promised", promised_on=day - timedelta(days=1))
    for fields in ({"outcome": "promised"}, {"outcome": "done", "promised_on": day}):
        with pytest.raises(IntegrityError), transaction.atomic():
            record(world, **fields)
    assert Contact.unscoped.count() == 0


@pytest.mark.parametrize("role", Role)
def test_who_may_write_down_calls(role):
    may = {Role.REVIEWER, Role.COMMITTEE, Role.ADMINISTRATOR}
    assert ("reports.add_contact" in powers_of(role).permissions) == (role in may)
