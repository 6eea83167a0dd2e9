"""After a decision: what is left, taken back or written the other way round; carried out on its day; in the day's work."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Notice
from areas.models import Area
from households.models import Household
from households.register.actions import add_household
from reorganisations.drafting import actions
from reorganisations.drafting.actions import Unit
from reorganisations.drafting.queries.listing import brief_of
from reorganisations.drafting.queries.tasks import tasks_of_decisions
from reorganisations.models import Assignment, Operation, Part, Reorganisation, State
from rollup.counts import wrong_rows
from teams.founding.actions import found_team
from teams.models import Member, TeamVillage
from tests.factories import CommuneFactory, DistrictFactory
from tests.pages import signed_in
from tests.reorganisations.plays import carried, drafted, merged, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def applied(world):
    """Merge our two villages today."""
    own = world.own
    decision = merged(own.area, own.villages[:2], by=own.officer)
    return carried(decision, proposer=own.officer, approver=world.reviewer)


def result(user, decision):
    return signed_in(user).get(f"/sap-xep/{decision.uuid}/").context["page"].result


def homes(world):
    return dict(
        Household.unscoped.filter(village__commune=world.own.area).values_list("pk", "village")
    )


def test_what_is_left_is_said_and_whoever_approves_may_take_it_back(world, applied):
    shown = result(world.reviewer, applied)
    assert [words for words, _url in shown.left] == [
        "1 tài khoản của thôn cũ: xác nhận nơi làm việc mới"
    ]
    assert (shown.since, shown.may_undo, shown.may_reverse) == ([], True, False)
    assert not result(world.own.officer, applied).may_undo
    client = signed_in(world.own.officer)
    assert client.post(f"/sap-xep/{applied.uuid}/hoan-tac/").status_code == 404
    signed_in(world.reviewer).post(f"/sap-xep/{applied.uuid}/hoan-tac/")
    assert set(homes(world).values()) == {world.own.village.pk}
    assert Reorganisation.unscoped.get().state == State.UNDONE
    told = Notice.unscoped.filter(kind=Notice.Kind.UNITS_OFF)
    assert [one.to for one in told] == [world.own.officer]


def test_what_came_after_is_named_and_a_decision_the_other_way_round_leads_back(world, applied):
    own, new = world.own, named(world.own.area, "Mới")
    late = add_household(by=own.officer, village=new, head_name="Hộ Đến Sau")
    shown = result(own.officer, applied)
    assert [(one.verb, one.n) for one in shown.since] == [("Thêm hộ", 1)]
    assert (shown.may_undo, shown.may_reverse) == (False, True)
    page = signed_in(world.reviewer).post(f"/sap-xep/{applied.uuid}/hoan-tac/", follow=True)
    assert "Không hoàn tác được" in page.content.decode()
    assert late.village_id == new.pk
    # Pressed twice, or by a colleague, it is one draft.
    for person in (own.officer, world.reviewer):
        signed_in(person).post(f"/sap-xep/{applied.uuid}/nguoc-lai/")
    assert Reorganisation.unscoped.count() == 2
    draft = Reorganisation.unscoped.latest("pk")
    (split,) = draft.operations.all()
    assert (split.kind, draft.state) == ("split", State.DRAFT)
    parts = split.parts.filter(side="to").order_by("pk")
    assert [part.name for part in parts] == [one.name for one in own.villages[:2]]
    assert [row.part for row in Assignment.unscoped.all()] == [parts[0]] * 3
    # Its writer says number and days; the household that came since waits to be assigned.
    draft.number, draft.signed_on = "60/NQ", timezone.localdate()
    draft.effective_on = timezone.localdate() + timedelta(days=1)
    draft.save()
    carried(draft, proposer=own.officer, approver=world.reviewer)
    Reorganisation.unscoped.filter(pk=draft.pk).update(effective_on=timezone.localdate())
    new.placements.update(valid_from=timezone.localdate() - timedelta(days=1))
    Area.unscoped.filter(pk=new.pk).update(opened_on=timezone.localdate() - timedelta(days=1))
    call_command("apply_reorganisations")
    where = {pk: Area.unscoped.get(pk=village).name for pk, village in homes(world).items()}
    assert where.pop(late.pk) == "Chưa phân thôn"
    assert set(where.values()) == {own.village.name}
    assert wrong_rows()[1] == []


@pytest.mark.parametrize("living", [None, 1])
def test_each_team_of_a_merger_goes_back_to_its_village(world, living):
    own, today = world.own, timezone.localdate()
    leader = [{"full_name": "Tổ Trưởng", "role": Member.Role.LEADER}]
    facts = {"by": own.officer, "on": today - timedelta(days=9), "number": "1/QĐ"}
    found_team(area=own.villages[1], members=leader, **facts)
    rows = TeamVillage.unscoped.open().order_by()
    before = dict(rows.filter(village__in=own.villages[:2]).values_list("team", "village__name"))
    assert set(before.values()) == {one.name for one in own.villages[:2]}
    lives_on = own.villages[living] if living else None
    when = {"on": today - timedelta(days=1), "by": own.officer}
    decision = merged(own.area, own.villages[:2], lives_on=lives_on, **when)
    carried(decision, proposer=own.officer, approver=world.reviewer)
    draft = actions.reverse(by=own.officer, decision=decision)
    days = {"signed_on": today, "effective_on": today}
    actions.write(by=own.officer, decision=draft, number="2/NQ", **days)
    carried(draft, proposer=own.officer, approver=world.reviewer)
    assert dict(rows.filter(team__in=before).values_list("team", "village__name")) == before
    assert wrong_rows()[1] == []


def test_a_move_and_a_new_name_lead_back_and_an_end_does_not(world):
    own = world.own
    decision = drafted(
        own.area,
        Operation.Kind.END,
        [own.villages[1]],
        [],
        by=own.officer,
    )
    carried(decision, proposer=own.officer, approver=world.reviewer)
    answer = signed_in(own.officer).post(f"/sap-xep/{decision.uuid}/nguoc-lai/", follow=True)
    assert "Không có việc nào đi ngược lại" in answer.content.decode()
    assert Reorganisation.unscoped.count() == 1


def test_on_its_day_it_is_carried_out_and_one_that_cannot_be_holds_up_no_other(world):
    own, today = world.own, timezone.localdate()
    later = today + timedelta(days=3)
    first = merged(own.area, own.villages[:2], on=later, by=own.officer)
    carried(first, proposer=own.officer, approver=world.reviewer)
    other = world.sibling
    second = merged(other.area, other.villages[:2], on=later, by=other.officer)
    carried(second, proposer=other.officer, approver=world.reviewer)
    call_command("apply_reorganisations")
    assert {one.state for one in Reorganisation.unscoped.all()} == {State.APPROVED}
    Reorganisation.unscoped.update(effective_on=today)
    Area.unscoped.filter(pk=own.villages[1].pk).update(closed_on=today)
    with pytest.raises(CommandError):
        call_command("apply_reorganisations")
    assert Reorganisation.unscoped.get(pk=second.pk).state == State.APPLIED
    assert Reorganisation.unscoped.get(pk=first.pk).state == State.APPROVED
    page = signed_in(own.officer).get(f"/sap-xep/{first.uuid}/").content.decode()
    assert "đã kết thúc. Chọn đơn vị đang có." in page
    assert "Chưa thực hiện tiếp được: xem lý do ở từng việc." in page
    assert "Trước ngày đó" not in page
    # The day after it is work of the day, of who wrote it and of who is above; begun, it says why the rest waits.
    yesterday = today - timedelta(days=1)
    for state in (State.APPROVED, State.APPLYING):
        Reorganisation.unscoped.filter(pk=first.pk).update(effective_on=yesterday, state=state)
        page = signed_in(own.officer).get(f"/sap-xep/{first.uuid}/").content.decode()
        assert "đã kết thúc. Chọn đơn vị đang có." in page
        for person in (own.officer, world.reviewer):
            (task,) = tasks_of_decisions(own.area, person, today)
            assert task.title == "Quyết định sắp xếp chưa thực hiện được"
    assert not list(tasks_of_decisions(other.area, other.officer, today))


def test_a_draft_whose_day_has_come_is_work_of_the_unit_that_writes_it(world):
    own, today = world.own, timezone.localdate()
    merged(own.area, own.villages[:2], on=today + timedelta(1), by=own.officer)
    assert not list(tasks_of_decisions(own.area, own.officer, today))
    first, second = (
        merged(own.area, own.villages[:2], on=today - timedelta(n), by=own.officer) for n in (0, 9)
    )
    (task,) = tasks_of_decisions(own.area, own.officer, today)
    assert (task.number, task.url) == (2, "/sap-xep/")
    actions.withdraw(by=own.officer, decision=second)
    (task,) = tasks_of_decisions(own.area, own.officer, today)
    assert (task.number, task.url) == (1, f"/sap-xep/{first.uuid}/")
    # Whoever reads it from above has their own.
    assert not list(tasks_of_decisions(own.area, world.reviewer, today))


def test_a_list_names_the_first_works_of_a_decision_and_how_many_more_there_are(world):
    own, said = world.own, []
    decision = merged(own.area, own.villages[:2], by=own.officer)
    for n in range(4):
        one = Operation.unscoped.create(reorganisation=decision, kind=Operation.Kind.END)
        Part.unscoped.create(operation=one, side=Part.Side.FROM, area=own.villages[n % 2])
        words, more = brief_of(decision)
        said.append((words.count(";") + 1, more))
    assert said == [(2, 0), (3, 0), (4, 0), (3, 2)]
    text = signed_in(own.officer).get("/sap-xep/").content.decode()
    assert re.search(r"Kết thúc [^;<]*\s+và 2 việc khác", text)


def test_who_is_above_one_of_the_communes_alone_decides_on_no_move_between_them(world):
    own, today = world.own, timezone.localdate()
    far = CommuneFactory(parent=DistrictFactory(parent=world.province))
    village = own.villages[0]
    to = Unit(kind=village.kind, name=village.name, parent=far, area=village)
    decision = drafted(own.area, Operation.Kind.MOVE, [village], [to], by=own.officer)
    actions.propose(by=own.officer, decision=decision)
    told = Notice.unscoped.filter(kind=Notice.Kind.UNITS_ASKED).values_list("to", flat=True)
    assert list(told) == [world.administrator.pk]
    assert not list(tasks_of_decisions(own.area, world.reviewer, today))
    client = signed_in(world.reviewer)
    page = client.get(f"/sap-xep/{decision.uuid}/")
    assert (page.context["page"].may_approve, page.context["page"].is_beyond) == (False, True)
    answer = client.post(f"/sap-xep/{decision.uuid}/duyet/", {}, follow=True)
    assert "Có xã ở ngoài địa bàn của đơn vị" in answer.content.decode()
    actions.approve(by=world.administrator, decision=decision)
    assert Reorganisation.unscoped.get().state == State.APPLIED
    assert not result(world.reviewer, decision).may_undo
    assert client.post(f"/sap-xep/{decision.uuid}/hoan-tac/").status_code == 404


def test_the_days_work_says_what_waits_and_what_was_given_back(world):
    own = world.own
    decision = merged(own.area, own.villages[:2], by=own.officer)
    officer, reviewer = signed_in(own.officer), signed_in(world.reviewer)
    officer.post(f"/sap-xep/{decision.uuid}/trinh/", {})
    address = f"/sap-xep/{decision.uuid}/"
    said = reviewer.get("/", follow=True).content.decode()
    assert "1 quyết định sắp xếp chờ duyệt" in said
    assert f'href="{address}"' in said
    assert "chờ duyệt" not in officer.get("/viec/").content.decode()
    reviewer.post(f"{address}tra-lai/", {"why": "Sai số nghị quyết"})
    work = officer.get("/viec/").context["work"]
    (task,) = [task for task in work.tasks if task.url == address]
    assert (task.title, task.detail) == (
        "Sửa quyết định sắp xếp bị trả lại",
        "Lý do: Sai số nghị quyết",
    )
    assert "sap-xep" not in str(signed_in(own.member).get("/viec/").context["work"].tasks)
