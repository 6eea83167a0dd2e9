"""What stops one group of a decision is that group's: it is named at its works, the others are done."""

import sqlite3
from importlib import import_module

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from areas.models import Area
from households.models import Household
from households.register.actions import add_household
from reorganisations.applying.actions import apply
from reorganisations.applying.actions.stopping import NotEqual, is_busy
from reorganisations.applying.queries import grouping, touched
from reorganisations.applying.queries.checks import Wrong
from reorganisations.drafting import actions
from reorganisations.drafting.actions import running, undoing
from reorganisations.models import Operation, State
from rollup.counts import wrong_rows
from tests.pages import signed_in
from tests.reorganisations.plays import merged, named

pytestmark = pytest.mark.django_db
CARRY, COMPARE = apply._carry, apply._compare
# The package has the function under this name.
undo = import_module("reorganisations.applying.actions.undo")


@pytest.fixture
def proposed(world):
    """A decision of two mergers in two communes, which share nothing."""
    today = timezone.localdate()
    decision = merged(world.own.area, world.own.villages[:2], by=world.administrator, on=today)
    unit = actions.Unit("thon", "Kia", world.sibling.area)
    facts = {"kind": Operation.Kind.MERGE, "sources": world.sibling.villages[:2], "units": [unit]}
    actions.add_operation(by=world.administrator, decision=decision, **facts)
    return actions.propose(by=world.administrator, decision=decision)


@pytest.fixture
def behind(world, proposed, monkeypatch):
    """It is approved, and waits for the queue, of which is told what was put into it."""
    monkeypatch.setattr(touched, "LARGE", 0)
    queued = list[tuple]()
    monkeypatch.setattr(running.carry_on.__class__, "enqueue", lambda _t, *a: queued.append(a))
    monkeypatch.setattr(running.carry_on.get_backend(), "supports_defer", True)
    monkeypatch.setattr(running.carry_on.__class__, "using", lambda task, **_later: task)
    return actions.approve(by=world.root, decision=proposed), queued


def fails(monkeypatch, error, *pks):
    """Let some works fail when they are carried out."""

    def carry(by, operation, *rest):
        CARRY(by, operation, *rest)
        if operation.pk in pks:
            raise error

    monkeypatch.setattr(apply, "_carry", carry)


def busy():
    error, said = OperationalError(), sqlite3.OperationalError()
    said.sqlite_errorcode = sqlite3.SQLITE_BUSY
    error.__cause__ = said
    return error


def shown(world, decision):
    answer = signed_in(world.administrator).get(f"/sap-xep/{decision.uuid}/")
    page = answer.context["page"]
    return [list(one.wrong) for one in page.works], answer.get("Refresh"), answer.content.decode()


@pytest.mark.expected_errors
def test_a_fault_is_named_at_its_work_and_the_others_are_done(world, behind, monkeypatch):
    decision, _queued = behind
    key, (first, second) = str(decision.uuid), decision.operations.order_by("pk")
    fails(monkeypatch, RuntimeError("?"), first.pk)
    running.carry_on.call(key)
    decision.refresh_from_db()
    assert decision.state == State.APPLYING
    assert named(world.sibling.area, "Kia").is_open
    assert not Area.unscoped.filter(commune=world.own.area, name="Mới").exists()
    assert set(decision.operations.exclude(applied_at=None)) == {second}
    wrong, refresh, _page = shown(world, decision)
    assert (wrong, refresh) == ([["Có lỗi nên chưa làm việc này. Báo người quản trị."], []], None)
    # Once it is mended the work goes on, and nothing of it is left.
    monkeypatch.setattr(apply, "_carry", CARRY)
    running.carry_on.call(key)
    decision.refresh_from_db()
    assert decision.state == State.APPLIED
    assert "stopped" not in decision.operations.get(pk=first.pk).trace


def test_what_others_have_the_rows_of_is_tried_again_once(world, behind, monkeypatch):
    decision, queued = behind
    key, (first, second) = str(decision.uuid), decision.operations.order_by("pk")
    fails(monkeypatch, busy(), first.pk, second.pk)
    running.carry_on.call(*queued[-1])
    # The one that follows was put there before.
    assert queued == [(key,), (key, 0)]
    running.carry_on.call(*queued[-1])
    assert queued[2:] == [(key,)]
    wrong, refresh, page = shown(world, decision)
    assert (wrong, refresh) == ([[], []], "5")
    assert "Đang bận, sẽ làm lại" in page
    fails(monkeypatch, busy())
    running.carry_on.call(*queued[-1])
    decision.refresh_from_db()
    assert (decision.state, queued[3:]) == (State.APPLIED, [(key, 0)])


def test_what_is_left_undone_for_good_is_not_said_to_be_tried_again(world, behind, monkeypatch):
    decision, _queued = behind
    fails(monkeypatch, busy(), decision.operations.last().pk)
    running.carry_on.call(str(decision.uuid))
    waits = "Đang bận, sẽ làm lại"
    assert shown(world, decision)[2].count(waits) == 1
    monkeypatch.setattr(touched, "LARGE", 5_000)
    held = actions.take_back(by=world.root, decision=decision)
    assert held.state == State.UNDONE
    assert waits not in shown(world, decision)[2]


def test_what_is_wrong_with_a_group_is_not_taken_for_what_held_all_of_them_up(
    world, proposed, monkeypatch
):
    """They are done together first: that others had a row then is not why one of them cannot be."""
    carry = apply._carry_groups

    def groups(by, held, some):
        if len(some) > 1:
            raise busy()
        carry(by, held, some)

    monkeypatch.setattr(apply, "_carry_groups", groups)
    decision = _approved(world, proposed)
    fails(monkeypatch, NotEqual("?"), decision.operations.first().pk)
    with pytest.raises(NotEqual) as stopped:
        apply.carry_out(by=world.root, reorganisation=decision)
    assert not is_busy(stopped.value)


def test_whoever_takes_back_while_others_have_the_rows_waits_once(world, behind, monkeypatch):
    decision, _queued = behind
    running.carry_on.call(str(decision.uuid))
    monkeypatch.setattr(touched, "LARGE", 5_000)
    tried = []

    def groups(_by, _held, some):
        tried.append(len(some))
        raise busy()

    monkeypatch.setattr(undo, "_undo_groups", groups)
    with pytest.raises(OperationalError):
        actions.take_back(by=world.root, decision=decision)
    assert tried == [2]


@pytest.mark.expected_errors
def test_the_work_of_the_day_says_no_name_that_a_fault_holds(world, behind, monkeypatch):
    decision, _queued = behind
    fails(monkeypatch, RuntimeError("Lê Thị Lan"), decision.operations.first().pk)
    with pytest.raises(CommandError) as said:
        call_command("apply_reorganisations")
    assert str(said.value) == f"{decision.uuid}: RuntimeError"


def test_whoever_approves_reads_of_every_group_what_is_wrong_with_it(world, proposed):
    gone = [world.own.villages[0], world.sibling.villages[0]]
    Area.unscoped.filter(pk__in=[one.pk for one in gone]).update(closed_on=timezone.localdate())
    with pytest.raises(Wrong) as wrong:
        actions.approve(by=world.root, decision=proposed)
    words = [f"{one.full_name} đã kết thúc. Chọn đơn vị đang có." for one in gone]
    assert wrong.value.words == words


def test_what_one_group_loses_no_other_makes_good(world, proposed, monkeypatch):
    first, second = proposed.operations.order_by("pk")

    def carry(by, operation, *rest):
        CARRY(by, operation, *rest)
        if operation.pk == second.pk:
            lost = Household.unscoped.filter(village__name="Mới").first()
            Household.unscoped.filter(pk=lost.pk).update(village=named(world.sibling.area, "Kia"))

    monkeypatch.setattr(apply, "_carry", carry)
    compared = []
    monkeypatch.setattr(
        apply, "_compare", lambda places, *a: compared.append(len(places)) or COMPARE(places, *a)
    )
    with pytest.raises(NotEqual):
        apply._carry_groups(world.root, _approved(world, proposed), [[first], [second]])
    assert compared == [2]


def _approved(world, decision):
    decision.state, decision.decided_by = State.APPROVED, world.root
    decision.decided_at = timezone.now()
    decision.save()
    return decision


@pytest.fixture
def going_back(world, behind, monkeypatch):
    """It was carried out, and is taken back behind the pages."""
    decision, queued = behind
    running.carry_on.call(str(decision.uuid))
    monkeypatch.setattr(undoing.go_back.__class__, "enqueue", lambda _t, *a: queued.append(a))
    held = actions.take_back(by=world.root, decision=decision)
    assert held.state == State.UNDOING
    return held, queued


def test_a_worker_that_dies_half_way_back_is_followed_by_another(world, going_back, monkeypatch):
    decision, queued = going_back
    groups, key = undo._undo_groups, str(decision.uuid)
    monkeypatch.setattr(grouping, "GROUPS", 1)

    def dies(by, held, some):
        if held.operations.standing().count() == 1:
            raise SystemExit
        groups(by, held, some)

    monkeypatch.setattr(undo, "_undo_groups", dies)
    with pytest.raises(SystemExit):
        undoing.go_back.call(key)
    decision.refresh_from_db()
    assert (decision.state, queued[-1]) == (State.UNDOING, (key, 1))
    _wrong, refresh, page = shown(world, decision)
    assert refresh == "5"
    assert "Đang hoàn tác, 1/2 việc" in page
    monkeypatch.setattr(undo, "_undo_groups", groups)
    undoing.go_back.call(*queued[-1])
    decision.refresh_from_db()
    assert decision.state == State.UNDONE
    assert not Area.unscoped.filter(name__in=["Mới", "Kia"], closed_on=None).exists()
    lost = Household.unscoped.exclude(village__closed_on=None)
    assert (lost.count(), Household.unscoped.filter(village=world.own.village).exists()) == (
        0,
        True,
    )
    assert wrong_rows()[1] == []


def test_what_another_worker_took_back_meanwhile_leaves_the_rest_to_this_one(
    world, going_back, monkeypatch
):
    decision, queued = going_back
    found = grouping.together(decision.operations.standing())
    undo._undo_groups(world.root, decision, [found[0][1]])
    monkeypatch.setattr(undo, "together", lambda _rows: found)
    undoing.go_back.call(*queued[-1])
    decision.refresh_from_db()
    assert (len(found), decision.state) == (2, State.UNDONE)
    assert wrong_rows()[1] == []


def test_what_was_built_on_stands_and_the_rest_goes_back(world, going_back):
    decision, queued = going_back
    add_household(by=world.root, village=named(world.sibling.area, "Kia"), head_name="Hộ Đến Sau")
    undoing.go_back.call(*queued[-1])
    decision.refresh_from_db()
    first, second = decision.operations.order_by("pk")
    assert (decision.state, decision.undone_by) == (State.APPLIED, None)
    assert (first.is_taken_back, second.is_taken_back) == (True, False)
    olds = [*world.own.villages[:2], *world.sibling.villages[:2]]
    for one in olds:
        one.refresh_from_db()
    assert [one.is_open for one in olds] == [True, True, False, False]
    _wrong, _refresh, page = shown(world, decision)
    assert "Đã hoàn tác 1/2 việc, phần còn lại giữ nguyên." in page
    assert page.count("Đã hoàn tác</span>") == 1
    # The way back of the rest is of the rest alone.
    draft = actions.reverse(by=world.root, decision=decision)
    assert [one.kind for one in draft.operations.all()] == ["split"]
    assert draft.operations.get().parts.sources().get().area == named(world.sibling.area, "Kia")
