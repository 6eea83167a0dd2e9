"""A large decision is taken back behind the pages: what waits is seen, whoever takes it up does it once, or it stands."""

import pytest
from django.core.management import call_command

from accounts.models import Notice
from audit.models import AuditEntry
from households.models import Household
from households.register.actions import add_household
from reorganisations.applying.actions import NotEqual
from reorganisations.applying.queries import touched
from reorganisations.drafting.actions import undoing
from reorganisations.models import State
from tests.pages import signed_in
from tests.reorganisations.plays import carried, merged, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(world, monkeypatch):
    """A merger of two of our villages that was carried out; from then on one household is many, and a queue waits."""
    own = world.own
    decision = merged(own.area, own.villages[:2], by=own.officer)
    carried(decision, proposer=own.officer, approver=world.reviewer)
    monkeypatch.setattr(touched, "LARGE", 0)
    queued = list[tuple]()
    monkeypatch.setattr(undoing.go_back.__class__, "enqueue", lambda _t, *a: queued.append(a))
    monkeypatch.setattr(undoing.go_back.get_backend(), "supports_defer", True)
    monkeypatch.setattr(undoing.go_back.__class__, "using", lambda task, **_later: task)
    answer = signed_in(world.reviewer).post(f"/sap-xep/{decision.uuid}/hoan-tac/", follow=True)
    assert "Đang hoàn tác. Nhiều hộ nên làm dần" in answer.content.decode()
    decision.refresh_from_db()
    return decision, queued


def shown(world, decision):
    answer = signed_in(world.reviewer).get(f"/sap-xep/{decision.uuid}/")
    return answer.context["page"], answer.get("Refresh")


def where(world):
    homes = Household.unscoped.filter(village__commune=world.own.area)
    return set(homes.values_list("village", flat=True))


def test_it_waits_for_a_worker_and_is_taken_back_once(world, large):
    decision, queued = large
    key, new = str(decision.uuid), named(world.own.area, "Mới").pk
    assert (decision.state, decision.undone_by, queued) == (
        State.UNDOING,
        world.reviewer,
        [(key,)],
    )
    page, refresh = shown(world, decision)
    assert (page.result, page.is_underway, refresh) == (None, True, "5")
    assert page.progress.startswith("Đang hoàn tác")
    # Who presses once more, or carries it on, changes nothing.
    signed_in(world.reviewer).post(f"/sap-xep/{decision.uuid}/hoan-tac/")
    signed_in(world.reviewer).post(f"/sap-xep/{decision.uuid}/bo-phan-con-lai/")
    call = undoing.go_back.call
    assert (len(queued), where(world)) == (1, {new})
    call(key)
    decision.refresh_from_db()
    assert (decision.state, new in where(world)) == (State.UNDONE, False)
    assert [one.to for one in Notice.unscoped.filter(kind=Notice.Kind.UNITS_OFF)] == [
        world.own.officer
    ]
    # Another one was put into the queue first; it finds nothing, and puts nothing there.
    assert queued[1:] == [(key, 1)]
    call(key, 1)
    assert len(queued) == 2


def test_what_was_recorded_before_a_worker_came_lets_it_stand(world, large):
    decision, _queued = large
    new = named(world.own.area, "Mới")
    add_household(by=world.own.officer, village=new, head_name="Hộ Đến Sau")
    undoing.go_back.call(str(decision.uuid))
    decision.refresh_from_db()
    assert (decision.state, decision.undone_by, where(world)) == (State.APPLIED, None, {new.pk})
    assert AuditEntry.unscoped.filter(verb="Không hoàn tác được sắp xếp đơn vị").exists()
    page, refresh = shown(world, decision)
    assert ([one.verb for one in page.result.since], refresh) == (["Thêm hộ"], None)
    assert "đã có số liệu mới" in page.result.tried


def test_the_daily_work_takes_up_what_a_worker_left(world, large):
    decision, queued = large
    call_command("apply_reorganisations")
    decision.refresh_from_db()
    assert (decision.state, queued[1:]) == (State.UNDONE, [])


def told(world, kind):
    return set(Notice.unscoped.filter(kind=kind, read_at=None).values_list("to", flat=True))


def test_who_asked_and_who_wrote_hear_that_it_stands_and_why(world, large, monkeypatch):
    decision, _queued = large

    def unequal(**_facts):
        raise NotEqual

    monkeypatch.setattr(undoing, "undo", unequal)
    undoing.go_back.call(str(decision.uuid))
    decision.refresh_from_db()
    assert decision.state == State.APPLIED
    people = {world.reviewer.pk, world.own.officer.pk}
    assert told(world, Notice.Kind.UNITS_STAND) == people
    page, _refresh = shown(world, decision)
    assert "trước và sau không bằng nhau" in page.result.tried
    # Nothing was recorded since: it may be tried again.
    assert page.result.may_undo


def test_two_presses_are_told_once(world, large):
    decision, _queued = large
    undoing.go_back.call(str(decision.uuid))
    Notice.unscoped.update(read_at=decision.made_at)
    # Whoever read it before it was taken back does nothing, and nobody hears of it again.
    undoing._taken_back(world.reviewer, decision)
    assert told(world, Notice.Kind.UNITS_OFF) == set()
