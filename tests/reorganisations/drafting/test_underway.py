"""A decision that was begun and cannot go on: taken back as far as it came, or left as it stands."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Notice
from areas.actions import recount_villages
from areas.models import Area
from audit.models import AuditEntry
from households.models import Household
from households.register.actions import add_household
from reorganisations.drafting import actions
from reorganisations.drafting.actions import Unit
from reorganisations.drafting.queries import result
from reorganisations.management.commands import apply_reorganisations
from reorganisations.models import Operation, Reorganisation, State
from reorganisations.models.operation import TAKEN_BACK
from rollup.counts import wrong_rows
from tests.factories import PlacementFactory, VillageFactory
from tests.pages import signed_in
from tests.reorganisations.plays import carried, merged, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def stuck(world):
    """Two mergers, in two communes; the second cannot be done since one of its villages has ended."""
    own, other, today = world.own, world.sibling, timezone.localdate()
    decision = merged(own.area, own.villages[:2], on=today + timedelta(days=1), by=own.officer)
    unit = Unit(kind="thon", name="Mới", parent=other.area)
    facts = {"kind": Operation.Kind.MERGE, "sources": other.villages[:2], "units": [unit]}
    actions.add_operation(by=own.officer, decision=decision, **facts)
    carried(decision, proposer=own.officer, approver=world.reviewer)
    Reorganisation.unscoped.update(effective_on=today)
    Area.unscoped.filter(pk=other.villages[1].pk).update(closed_on=today)
    recount_villages(other.area)
    with pytest.raises(CommandError):
        call_command("apply_reorganisations")
    decision.refresh_from_db()
    assert decision.state == State.APPLYING
    return decision


def where():
    return dict(Household.unscoped.values_list("pk", "village"))


def test_it_is_taken_back_as_far_as_it_came_or_left_so(world, stuck):
    own, reviewer, new = world.own, signed_in(world.reviewer), named(world.own.area, "Mới")
    address = f"/sap-xep/{stuck.uuid}/"
    entry = AuditEntry.unscoped.filter(place=new.path, document="58/NQ-HĐND").get()
    assert entry.changes["unit_names"][1] == "Thôn Mới"
    page = reviewer.get(address)
    assert (page.context["page"].result.may_undo, page.context["page"].result.since) == (True, [])
    said = page.content.decode()
    # The ways out stand first, for nothing goes on by itself; each work says whether it is done.
    assert said.index("Hoàn tác phần đã làm") < said.index("Đã xong") < said.index("Chưa làm")
    # Whoever wrote it decides on neither.
    officer = signed_in(own.officer)
    assert "Bỏ phần chưa làm" not in officer.get(address).content.decode()
    for what in ("hoan-tac", "bo-phan-con-lai"):
        assert officer.post(f"{address}{what}/").status_code == 404
    add_household(by=own.officer, village=new, head_name="Hộ Đến Sau")
    page = reviewer.get(address).content.decode()
    assert "Không hoàn tác được phần đã làm" in page
    assert "Hoàn tác phần đã làm" not in page
    reviewer.post(f"{address}hoan-tac/")
    assert Reorganisation.unscoped.get().state == State.APPLYING
    answer = reviewer.post(f"{address}bo-phan-con-lai/", follow=True)
    assert "Đã bỏ phần chưa làm." in answer.content.decode()
    stuck.refresh_from_db()
    assert (stuck.state, stuck.operations.count()) == (State.APPLIED, 1)
    # What came between is known still, so the way back is another decision.
    left_to_do = answer.context["page"].result
    assert (left_to_do.may_undo, [one.verb for one in left_to_do.since]) == (False, ["Thêm hộ"])
    left = AuditEntry.unscoped.get(verb="Bỏ việc chưa thực hiện của quyết định")
    assert "Nhập" in left.changes["unit_names"][0]
    assert wrong_rows()[1] == []


def test_what_was_done_of_it_is_undone(world, stuck):
    moved, villages = where(), world.own.villages[:2]
    signed_in(world.reviewer).post(f"/sap-xep/{stuck.uuid}/hoan-tac/")
    stuck.refresh_from_db()
    assert (stuck.state, stuck.undone_by) == (State.UNDONE, world.reviewer)
    page = signed_in(world.own.officer).get(f"/sap-xep/{stuck.uuid}/").content.decode()
    assert f"Hoàn tác lúc {timezone.localtime(stuck.undone_at):%d/%m/%Y %H:%M}" in page
    assert not Area.unscoped.filter(pk__in=[one.pk for one in villages]).exclude(closed_on=None)
    new = named(world.own.area, "Mới").pk
    back = {pk: village for pk, village in where().items() if moved[pk] == new}
    assert back
    assert new not in back.values()
    assert wrong_rows()[1] == []


def test_what_was_taken_back_of_it_is_neither_done_nor_left_to_do(stuck):
    today, done = timezone.localdate(), stuck.operations.exclude(applied_at=None).get()
    assert "Đang thực hiện, 1/2 việc" in result.progress_words(stuck, today, is_wrong=False)
    done.trace[TAKEN_BACK] = timezone.now().isoformat()
    done.save()
    assert "Đang thực hiện, 0/1 việc" in result.progress_words(stuck, today, is_wrong=False)
    assert "Đã hoàn tác 1/1 việc" in result._back_so_far(stuck)[0]


def test_nobody_is_told_twice_of_what_was_withdrawn_while_the_work_of_the_day_began(
    world, monkeypatch
):
    own, today = world.own, timezone.localdate()
    decision = merged(own.area, own.villages[:2], on=today + timedelta(days=1), by=own.officer)
    carried(decision, proposer=own.officer, approver=world.reviewer)
    Reorganisation.unscoped.update(effective_on=today)
    carry_out = apply_reorganisations.carry_out

    def meanwhile(**facts):
        actions.withdraw(by=world.reviewer, decision=decision)
        Notice.unscoped.all().delete()
        return carry_out(**facts)

    monkeypatch.setattr(apply_reorganisations, "carry_out", meanwhile)
    said = StringIO()
    call_command("apply_reorganisations", stdout=said)
    assert (said.getvalue(), Notice.unscoped.count()) == ("carried out 0\n", 0)


def test_a_page_of_three_operations_costs_what_one_does(world):
    own, costs = world.own, []
    villages = [VillageFactory(parent=own.area, name=f"Đã {n}") for n in range(4)]
    for one in villages:
        PlacementFactory(area=one)
    recount_villages(own.area)
    decision, client = merged(own.area, own.villages[:2], by=own.officer), signed_in(own.officer)
    client.get("/cach-tinh/")
    for pair in (villages[:2], villages[2:], ()):
        with CaptureQueriesContext(connection) as queries:
            works = client.get(f"/sap-xep/{decision.uuid}/").context["page"].works
        costs.append(len(queries))
        if pair:
            unit = Unit(kind="thon", name=f"Mới {pair[0].name}", parent=own.area)
            facts = {"kind": Operation.Kind.MERGE, "sources": pair, "units": [unit]}
            actions.add_operation(by=own.officer, decision=decision, **facts)
    assert len(works) == 3
    assert costs == [costs[0]] * 3
    # What stands in two of them is said at both.
    unit = Unit(kind="thon", name="Lại", parent=own.area, area=villages[0])
    facts = {"kind": Operation.Kind.CHANGE, "sources": villages[:1], "units": [unit]}
    actions.add_operation(by=own.officer, decision=decision, **facts)
    works = client.get(f"/sap-xep/{decision.uuid}/").context["page"].works
    twice = [any("đứng ở hai việc" in words for words in one.wrong) for one in works]
    assert twice == [False, True, False, True]
