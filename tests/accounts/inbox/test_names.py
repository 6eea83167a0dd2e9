"""No notice, and no letter of them, carries what a resident is called, whatever made it: each kind is made by its real event."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.inbox.queries import lines_of, summary_of, told
from accounts.models import AccountRequest, Code, Message, Notice, User
from accounts.moved.actions import settle
from accounts.opening.actions import return_card
from accounts.people.actions import approve, ask_invite, change, invite, refuse, renew
from accounts.roles import Role
from accounts.unused.actions import tell_absent
from households.models import Household, Resident
from households.register.actions import add_household
from households.transfer.actions import decline as decline_home
from imports.jobs.actions import confirm, reading, running
from imports.models import Import, State
from offline.sending.telling import tell_waiting
from periodic.ad_hoc.actions import ask, take_back
from periodic.ad_hoc.rules import columns_asked
from periodic.filing.actions.commenting import Said, comment
from periodic.filing.actions.deciding import approve as approve_report, send_back
from periodic.filing.actions.sending import correct, send
from periodic.filing.actions.writing import open_report
from periodic.filing.queries.live import write
from periodic.later.actions import ask_later, decline
from privacy.models import SubjectRequest
from privacy.requests.actions import tell_overdue
from reorganisations.drafting.actions import (
    approve as approve_units,
    give_back,
    propose,
    withdraw as withdraw_units,
)
from reorganisations.drafting.actions.undoing import go_back
from reorganisations.models import Reorganisation, State as Undo
from teams.models import Member, Need
from teams.needs.actions import answer_need, tell_late
from tests.areas.test_ended import ended
from tests.factories import UserFactory
from tests.pages import signed_in
from tests.world import accessible

pytestmark = pytest.mark.django_db
Kind = Notice.Kind
SOON = timedelta(days=90)


def _made(world):
    facts = {"full_name": "Người Mới", "username": "moi", "role": Role.OFFICER}
    invite(by=world.administrator, area=world.own.area, **facts)


def _changed(world):
    change(by=world.administrator, user=world.own.member, title="Phó")


def _renewed(world):
    User.unscoped.filter(pk=world.own.member.pk).update(phone="0905 123 456")
    renew(by=world.own.officer, user=world.own.member)


def _invited(world):
    facts = {"full_name": "Người Mới", "username": "moi", "role": Role.MEMBER}
    made = invite(by=world.own.officer, area=world.own.village, **facts)
    return Code.unscoped.get(person=made.person)


def _stranger(world):
    return_card(code=_invited(world))


def _absent(world):
    now = timezone.now()
    over = {"made_at": now - timedelta(days=15), "expires_at": now - timedelta(days=1)}
    Code.unscoped.filter(pk=_invited(world).pk).update(**over)
    tell_absent()


def _asked(world):
    facts = {"full_name": "Người Mới", "username": "moi", "role": Role.COMMITTEE}
    asked = ask_invite(by=world.administrator, area=world.province, **facts)
    return AccountRequest.unscoped.get(pk=asked.pk)


def _approved(world):
    approve(by=world.root, request=_asked(world))


def _refused(world):
    refuse(by=world.root, request=_asked(world))


def _answered(world):
    need = Need.unscoped.get(area=world.own.village)
    said = {"status": "looking", "answer": f"Đã hỏi {need.asked_by}"}
    answer_need(by=world.administrator, need=need, version=need.version, **said)


def _need_late(world):
    tell_late(today=timezone.localdate() + SOON)


def _data_late(world):
    tell_overdue(today=timezone.localdate() + SOON)


def _file_done(world):
    confirm(by=world.own.officer, source=world.own.file)


def _file_ended(world):
    file = world.own.file
    Import.unscoped.filter(pk=file.pk).update(confirmed_by=world.own.officer)
    running._finish(Import.unscoped.get(pk=file.pk), State.CANCELLED)


def _file_asks(world):
    world.own.file.state = State.CHECKED
    reading._tell(world.own.file)


def _file_unread(world):
    world.own.file.state = State.UNREAD
    reading._tell(world.own.file)


def _decider(world):
    world.with_reports()
    return world.person("duyet-bao-cao", Role.REVIEWER, world.district)


def _report_back(world):
    send_back(by=_decider(world), report=world.own.report, number=1, why="Thiếu buổi")


def _report_ok(world):
    approve_report(by=_decider(world), report=world.own.report, number=1)


def _report_said(world):
    comment(by=_decider(world), report=world.own.report, remarks=[Said("Xem lại")])


def _report_new(world):
    by = _decider(world)
    theirs = open_report(by=by, period=world.period, area=world.district)
    send(by=by, report=theirs, write=write)
    officer = world.own.officer
    correct(by=officer, report=world.own.report, write=write, reason="Sót buổi")


def _report_asked(world):
    day, by = timezone.localdate(), world.administrator
    columns = columns_asked(["ho"], [])
    days = {"begins_on": day, "ends_on": day, "due_on": day}
    units = [world.own.area]
    return ask(by=by, area=world.province, title="Tổng kết", columns=columns, units=units, **days)


def _report_off(world):
    take_back(by=world.administrator, period=_report_asked(world), reason="Đã có số")


def _later_asked(world):
    period, day = _report_asked(world), timezone.localdate() + timedelta(days=2)
    facts = {"area": world.own.area, "wanted": day, "reason": "Mất điện"}
    return ask_later(by=world.own.officer, period=period, **facts)


def _later_said(world):
    decline(by=world.administrator, extension=_later_asked(world), why="Kỳ họp đã đến")


def _followed(world):
    """Confirm where somebody of a village that went whole into another works now."""
    heir, old = world.own.villages[:2]
    ended(old, heir)
    person = UserFactory(role=Role.MEMBER, area=old)
    settle(by=world.own.officer, choices={person.pk: heir.pk})


def _units_asked(world):
    decision = world.with_draft()
    return propose(by=world.own.officer, decision=decision)


def _units_back(world):
    give_back(by=world.reviewer, decision=_units_asked(world), why="Sai số nghị quyết")


def _units_ok(world):
    approve_units(by=world.reviewer, decision=_units_asked(world))


def _units_done(world):
    decision = _units_asked(world)
    decision.effective_on = timezone.localdate()
    decision.save()
    return approve_units(by=world.reviewer, decision=decision)


def _units_off(world):
    withdraw_units(by=world.reviewer, decision=_units_asked(world))


def _units_stand(world):
    """Something is recorded in what came of a decision before a worker takes it back."""
    decision = _units_done(world)
    new = decision.operations.get().parts.targets()[0].area
    add_household(by=world.own.officer, village=new, head_name="Hộ Đến Sau")
    Reorganisation.unscoped.update(state=Undo.UNDOING, undone_by=world.reviewer)
    go_back.call(str(decision.uuid))


def _home_comes(world):
    return world.with_transfers()[0]


def _home_said(world):
    offered = _home_comes(world)
    Notice.unscoped.all().delete()
    decline_home(by=world.own.officer, transfer=offered, why="Không có")


def _sent_waits(world):
    world.with_waiting()
    tell_waiting(world.own.area)


EVENTS = {
    Kind.SENT_WAITS: _sent_waits,
    Kind.HOME_COMES: _home_comes,
    Kind.HOME_SAID: _home_said,
    Kind.UNITS_ASKED: _units_asked,
    Kind.UNITS_BACK: _units_back,
    Kind.UNITS_OK: _units_ok,
    Kind.UNITS_DONE: _units_done,
    Kind.UNITS_OFF: _units_off,
    Kind.UNITS_STAND: _units_stand,
    Kind.FOLLOWED: _followed,
    Kind.MADE: _made,
    Kind.CHANGED: _changed,
    Kind.RENEWED: _renewed,
    Kind.STRANGER: _stranger,
    Kind.APPROVED: _approved,
    Kind.REFUSED: _refused,
    Kind.ABSENT: _absent,
    Kind.ANSWERED: _answered,
    Kind.NEED_LATE: _need_late,
    Kind.DATA_LATE: _data_late,
    Kind.FILE_DONE: _file_done,
    Kind.FILE_ENDED: _file_ended,
    Kind.FILE_ASKS: _file_asks,
    Kind.FILE_UNREAD: _file_unread,
    Kind.REPORT_BACK: _report_back,
    Kind.REPORT_OK: _report_ok,
    Kind.REPORT_SAID: _report_said,
    Kind.REPORT_NEW: _report_new,
    Kind.REPORT_ASKED: _report_asked,
    Kind.REPORT_OFF: _report_off,
    Kind.LATER_ASKED: _later_asked,
    Kind.LATER_SAID: _later_said,
}


def names():
    """Return what residents and whoever asks something are called, what they said, and how they are reached."""
    found = set()
    for model, columns in (
        (Resident, ("full_name",)),
        (Household, ("phone",)),
        (Member, ("full_name",)),
        (SubjectRequest, ("requester", "words")),
        (Need, ("words", "asked_by", "answer")),
        (Import, ("name",)),
    ):
        for column in columns:
            found |= set(model.unscoped.values_list(column, flat=True)) - {None}
    return {name for name in found if len(name) > 4}


def test_each_kind_of_notice_has_an_event_here():
    assert set(EVENTS) == set(Kind)


def test_what_a_notice_and_a_message_hold_has_room_for_no_name():
    """Their columns of text are kinds, states and keys of things; words are made when they are shown."""
    free = {"CharField", "TextField", "JSONField", "EmailField", "NameField"}
    for model, known in (
        (Notice, {"kind", "ref"}),
        (Message, {"kind", "channel", "state", "key", "fault"}),
    ):
        assert {f.name for f in model._meta.fields if type(f).__name__ in free} == known


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_makes_its_notice_and_names_no_resident(world, kind):
    Notice.unscoped.all().delete()
    EVENTS[kind](world)
    hidden = names()
    assert {"Chủ Hộ 01", "Người Nhà 01", "Ai Đó", "Xăng xe", "Chị Nêu"} <= hidden
    notices = list(Notice.unscoped.filter(kind=kind).select_related("to"))
    assert notices
    for reader in {one.to for one in notices}:
        lines = lines_of(told(reader).select_related("person", "by"), accessible(reader))
        texts = [line.words + line.url + line.lead for line in lines]
        texts += summary_of(reader) or ()
        texts.append(signed_in(accessible(reader)).get("/tin-bao/").content.decode())
        assert [name for name in hidden for text in texts if name in text] == []
    # Whoever is led somewhere gets there.
    for one in notices:
        url = next(line.url for line in lines_of([one], accessible(one.to)))
        assert url == "" or signed_in(accessible(one.to)).get(url).status_code == 200, url
