"""Deciding that something is not written, taking that back, locking a device, telling the commune."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Notice
from accounts.unused.actions import clear_traces
from audit.models import AuditEntry
from households.models import Household
from offline.models import CarriedVillage, SentOperation
from offline.pending.actions import (
    Decided,
    TooLate,
    deciding,
    empty_decided,
    leave_out,
    let_go_of_devices,
    lock_device,
    take_back,
    write,
)
from offline.pending.queries.waiting import said_by
from offline.sending.actions.deciding import write_waiting
from offline.sending.forms import said_by as said_by_item
from offline.sending.rules.said import Item
from offline.sending.telling import tell_waiting
from tests.factories import DeviceFactory, UserFactory
from tests.sent import carry, let_wait

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
WHY = "Hộ đã chuyển đi thật"


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune, role="officer")


@pytest.fixture
def waits(village, member):
    return let_wait(village, member)


def test_what_is_left_out_is_written_nowhere_and_the_journal_says_why(officer, waits):
    before = Household.unscoped.count()
    leave_out(by=officer, operation=waits, why=WHY)
    row = SentOperation.unscoped.get()
    assert (row.state, row.decided_by, row.decided_why) == ("refused", officer, WHY)
    assert Household.unscoped.count() == before
    entry = AuditEntry.unscoped.about(row).get()
    assert entry.verb == "Không ghi mục nhập khi không có mạng"
    # Whoever wrote the reason may have named somebody: it is kept beside the entry.
    assert WHY not in str(entry.changes)
    assert entry.place == row.commune.path


def test_two_people_do_not_decide_twice(officer, waits):
    leave_out(by=officer, operation=waits, why=WHY)
    with pytest.raises(Decided):
        leave_out(by=officer, operation=waits, why="Khác")
    assert SentOperation.unscoped.get().decided_why == WHY


def test_who_waited_for_anothers_decision_has_not_decided(
    officer, waits, village, member, monkeypatch
):
    """The row is held by the first: the second is told, and the journal says nothing of them."""

    def late(*, operation, **more):
        leave_out(by=officer, operation=operation, why=WHY)
        return write_waiting(operation=operation, **more)

    monkeypatch.setattr(deciding, "write_waiting", late)
    said = said_by_item(Item(waits.uuid, waits.key, waits.sealed), said_by(waits))
    with pytest.raises(Decided):
        write(by=UserFactory(area=village.commune), operation=waits, said=said)
    with pytest.raises(Decided):
        write(by=officer, operation=let_wait(village, member), said=said)
    assert not AuditEntry.unscoped.filter(verb="Ghi mục nhập khi không có mạng").exists()


def test_a_decision_is_taken_back_while_what_was_sent_is_kept(officer, waits):
    leave_out(by=officer, operation=waits, why=WHY)
    take_back(by=officer, operation=waits)
    row = take_back(by=officer, operation=waits)
    assert (row.state, row.decided_by, row.decided_at, row.decided_why) == (
        "waiting",
        None,
        None,
        "",
    )
    assert said_by(row)["head"]["name"] == "Đặng Thị Chờ"
    assert AuditEntry.unscoped.about(row).count() == 2


def test_after_some_days_what_was_sent_is_gone_and_nothing_is_taken_back(officer, waits):
    leave_out(by=officer, operation=waits, why=WHY)
    now = timezone.now()
    assert empty_decided(now=now + timedelta(days=6)) == 0
    assert empty_decided(now=now + timedelta(days=8)) == 1
    assert said_by(SentOperation.unscoped.get()) == {}
    with pytest.raises(TooLate):
        take_back(by=officer, operation=waits)


def test_what_waits_is_kept_however_long(waits):
    assert empty_decided(now=timezone.now() + timedelta(days=400)) == 0


def test_the_commune_has_one_line_that_says_how_many_wait(village, member, officer, waits):
    elsewhere = UserFactory(role="officer")
    tell_waiting(village.commune)
    line = Notice.unscoped.get()
    assert (line.to, line.number) == (officer, 1)
    Notice.unscoped.update(read_at=timezone.now())
    tell_waiting(village.commune)
    assert not Notice.unscoped.unread().exists()
    more = let_wait(village, member)
    tell_waiting(village.commune)
    assert Notice.unscoped.unread().get().number == 2
    leave_out(by=officer, operation=more, why=WHY)
    assert Notice.unscoped.get().number == 1
    leave_out(by=officer, operation=waits, why=WHY)
    assert not Notice.unscoped.exists()
    assert not Notice.unscoped.filter(to=elsewhere).exists()


def test_a_locked_device_is_known_no_more_and_its_copies_are_dropped(village, member, officer):
    device = DeviceFactory(user=member)
    carried, other = (
        carry(village, member, device),
        carry(village, member, DeviceFactory(user=member)),
    )
    lock_device(by=officer, carried=carried)
    lock_device(by=officer, carried=carried)
    device.refresh_from_db()
    carried.refresh_from_db()
    other.refresh_from_db()
    assert device.ended_at is not None
    assert carried.dropped_at == device.ended_at
    assert other.dropped_at is None
    assert AuditEntry.unscoped.about(member).get().verb == "Khóa máy mang sổ"


def test_a_device_that_was_forgotten_long_ago_is_cleared_though_something_came_from_it(
    village, member
):
    now, gone = timezone.now(), DeviceFactory(user=member)
    carry(village, member, gone)
    SentOperation.unscoped.filter(pk=let_wait(village, member).pk).update(device=gone)
    DeviceFactory(user=member)
    type(gone).unscoped.filter(pk=gone.pk).update(ended_at=now - timedelta(days=400))
    before = now - timedelta(days=365)
    let_go_of_devices(before=before)
    clear_traces(before=before)
    assert not type(gone).unscoped.filter(pk=gone.pk).exists()
    assert CarriedVillage.unscoped.get().device is None
