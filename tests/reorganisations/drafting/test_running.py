"""A large decision is carried out behind the pages: what is done is seen, and whoever takes it up goes on."""

import pytest

from areas.models import Area
from reorganisations.applying.queries import touched
from reorganisations.drafting import actions
from reorganisations.drafting.actions import running
from reorganisations.models import Operation, Reorganisation, State
from tests.pages import signed_in
from tests.reorganisations.plays import merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(world, monkeypatch):
    """A decision of the province on two communes, approved and not begun: two households are many here."""
    monkeypatch.setattr(touched, "LARGE", 2)
    queued = list[tuple]()
    monkeypatch.setattr(running.carry_on.__class__, "enqueue", lambda _t, *a: queued.append(a))
    monkeypatch.setattr(running.carry_on.get_backend(), "supports_defer", True)
    monkeypatch.setattr(running.carry_on.__class__, "using", lambda task, **_later: task)
    decision = merged(world.province, world.own.villages[:2], by=world.administrator)
    part = decision.operations.get().parts.get(side="to")
    part.parent = world.own.area
    part.save()
    unit = actions.Unit("thon", "Kia", world.sibling.area)
    facts = {"kind": Operation.Kind.MERGE, "sources": world.sibling.villages[:2], "units": [unit]}
    actions.add_operation(by=world.administrator, decision=decision, **facts)
    decision = actions.propose(by=world.administrator, decision=decision)
    return actions.approve(by=world.root, decision=decision), queued


def shown(world, decision):
    answer = signed_in(world.administrator).get(f"/sap-xep/{decision.uuid}/")
    return answer.context["page"].progress, answer.get("Refresh")


def test_it_is_left_to_the_queue_shown_half_done_and_gone_on_with(world, large, monkeypatch):
    decision, queued = large
    key = str(decision.uuid)
    assert (decision.state, queued) == (State.APPROVED, [(key,)])
    assert shown(world, decision) == ("Đã đến ngày hiệu lực, thực hiện trong ngày.", "5")
    # The worker dies between two communes.
    carry = running.carry_out

    def dies(**facts):
        groups = carry.__globals__["groups"]
        monkeypatch.setitem(carry.__globals__, "groups", lambda held: groups(held)[:1])
        carry(**facts)
        monkeypatch.setitem(carry.__globals__, "groups", groups)
        raise SystemExit

    monkeypatch.setattr(running, "carry_out", dies)
    with pytest.raises(SystemExit):
        running.carry_on.call(key)
    assert queued[1:] == [(key, 0)]
    assert shown(world, decision) == ("Đang thực hiện, 1/2 việc.", "5")
    monkeypatch.setattr(running, "carry_out", carry)
    running.carry_on.call(*queued[-1])
    assert Reorganisation.unscoped.get().state == State.APPLIED
    assert shown(world, decision) == ("", None)
    # Whoever is late finds nothing left, and puts nothing into the queue.
    running.carry_on.call(*queued[-1])
    assert queued[2:] == [(key, 1)]


def test_what_cannot_go_on_says_why_and_is_not_tried_for_ever(world, large):
    decision, queued = large
    Area.unscoped.filter(pk=world.own.villages[1].pk).update(closed_on=decision.effective_on)
    key = str(decision.uuid)
    # The other commune is done meanwhile; once nothing more is, nobody tries any more.
    for args in ((key,), (key, 0), (key, 1)):
        running.carry_on.call(*args)
    assert queued[1:] == [(key, 0), (key, 1)]
    assert shown(world, decision)[1] is None
