"""A request is kept unsent, and one that was sent is taken back before anybody answered."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from accounts.roles import Role
from audit.models import AuditEntry
from periodic.ad_hoc.actions import Answered, NoReason, Outdated, drop_draft, save_draft, take_back
from periodic.filing.actions.holding import PeriodLocked
from periodic.filing.actions.sending import send
from periodic.filing.actions.writing import open_report
from periodic.filing.queries.due import due_of, late_communes
from periodic.models import Period, RequestDraft, Schedule, Span
from periodic.periods.actions import Ended, NotLocked, lock_period, reopen_period
from tests.factories import CommuneFactory, ExtensionFactory, RequestDraftFactory, UserFactory
from tests.pages import signed_in
from tests.periodic.ad_hoc.test_actions import asked, province, reviewer
from tests.periodic.ad_hoc.test_views import NEW, said
from tests.periodic.filing.worlds import Asked, written

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
__all__ = ["province", "reviewer"]
WHY = "Đã có trong báo cáo tháng"


@pytest.fixture
def commune(province):
    return CommuneFactory(parent=province, code="22015")


@pytest.fixture
def officer(commune):
    return UserFactory(area=commune)


def test_a_request_nobody_answered_is_taken_back_and_those_who_were_told_are_told(
    province, reviewer, commune, officer
):
    period = asked(reviewer, [commune])
    report = open_report(by=officer, period=period, area=commune)
    with pytest.raises(NoReason):
        take_back(by=reviewer, period=period, reason="")
    take_back(by=reviewer, period=period, reason=WHY)
    told = Notice.unscoped.filter(ref=str(period.uuid)).values_list("to", "kind")
    assert list(told) == [(officer.pk, Notice.Kind.REPORT_OFF)]
    entry = AuditEntry.unscoped.get(verb="Thu hồi yêu cầu đột xuất")
    # Words that somebody wrote freely stand beside the entry, and can be erased.
    assert list(entry.personal.values_list("field", "after")) == [("reason", WHY)]
    with pytest.raises(PeriodLocked):
        send(by=officer, report=report, write=written)
    day = timezone.localdate()
    assert due_of(commune, officer, day) == due_of(province, reviewer, day) == []
    Period.unscoped.update(due_on=day)
    assert late_communes(province, day + timezone.timedelta(days=1)) == {}
    with pytest.raises(Ended):
        take_back(by=reviewer, period=period, reason=WHY)
    with pytest.raises(NotLocked):
        reopen_period(by=reviewer, period=period, until=day, reason="Nhầm")


def test_what_was_locked_and_opened_again_is_locked_when_it_is_taken_back(
    reviewer, commune, officer
):
    period = asked(reviewer, [commune])
    report = open_report(by=officer, period=period, area=commune)
    lock_period(by=reviewer, period=period)
    reopen_period(by=reviewer, period=period, until=timezone.localdate(), reason="Nhầm")
    take_back(by=reviewer, period=period, reason=WHY)
    with pytest.raises(PeriodLocked):
        send(by=officer, report=report, write=written)


def test_what_somebody_answered_or_what_comes_again_is_not_taken_back(reviewer, commune, officer):
    period = asked(reviewer, [commune])
    report = open_report(by=officer, period=period, area=commune)
    send(by=officer, report=report, write=written)
    with pytest.raises(Answered):
        take_back(by=reviewer, period=period, reason=WHY)
    monthly = Asked.build()
    with pytest.raises(Ended):
        take_back(by=monthly.reviewer, period=monthly.period, reason=WHY)
    assert not Schedule.unscoped.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"withdrawn_at": timezone.now(), "withdrawn_why": ""},
        {"withdrawn_at": None, "withdrawn_why": WHY},
        {"withdrawn_at": timezone.now(), "withdrawn_why": WHY, "span": Span.MONTH},
    ],
)
def test_the_database_refuses_what_is_taken_back_by_halves(reviewer, commune, fields):
    period = asked(reviewer, [commune])
    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.unscoped.filter(pk=period.schedule_id).update(**fields)


def test_a_request_is_taken_back_on_its_page_and_its_commune_reads_why(reviewer, commune, officer):
    period, asker = asked(reviewer, [commune]), signed_in(reviewer)
    address = reverse("periodic:take_back", args=[period.uuid])
    table = reverse("periodic:collected", args=[period.uuid])
    assert address in asker.get(table).content.decode()
    reader = signed_in(officer)
    assert reader.get(address).status_code == 404
    assert "errsum" in asker.post(address, {"reason": ""}).content.decode()
    later = ExtensionFactory(period=period, area=commune, asked_by=officer)
    answer = reverse("periodic:answer_later", args=[later.uuid])
    assert answer in asker.get(table).content.decode()
    page = asker.post(address, {"reason": WHY}, follow=True).content.decode()
    assert "Đã thu hồi yêu cầu" in page
    assert "đã thu hồi từ trước" in asker.post(address, {"reason": WHY}).content.decode()
    taken = asker.get(table).content.decode()
    assert address not in taken
    # Nobody needs a later day any more.
    assert answer not in taken
    report = reverse("periodic:report", args=[period.uuid, commune.code])
    for one in ("/bao-cao/", report):
        assert WHY in reader.get(one).content.decode()
    assert 'name="gui"' not in reader.get(report).content.decode()
    again = reverse("periodic:reopen", args=[period.uuid])
    assert asker.get(again).status_code == 404
    who_has_sent = asker.get(reverse("periodic:period", args=[period.uuid])).content.decode()
    assert WHY in who_has_sent
    assert again not in who_has_sent


def test_a_draft_is_of_its_unit_and_goes_when_it_is_sent(province, reviewer, commune):
    key = uuid4()
    draft = save_draft(by=reviewer, area=province, uuid=key, said={"title": ["Năm"]})
    again = save_draft(by=reviewer, area=province, uuid=key, said={"title": ["Quý"]})
    assert (draft, again.title) == (again, "Quý")
    assert not Period.unscoped.exists()
    assert not Notice.unscoped.exists()
    asked(reviewer, [commune], uuid=key)
    assert not RequestDraft.unscoped.exists()
    other = RequestDraftFactory(area=province)
    drop_draft(by=reviewer, draft=other)
    drop_draft(by=reviewer, draft=other)
    assert AuditEntry.unscoped.filter(verb="Bỏ nháp yêu cầu đột xuất").count() == 1


def test_two_tabs_do_not_overwrite_each_other(province, reviewer):
    facts = {"by": reviewer, "area": province, "uuid": uuid4()}
    draft = save_draft(**facts, said={"title": ["Năm"]}, version=0)
    # Pressed twice it is the same; neither the version nor the journal moves.
    assert save_draft(**facts, said={"title": ["Năm"]}, version=0).version == draft.version == 1
    assert save_draft(**facts, said={"title": ["Quý"]}, version=1).version == 2
    with pytest.raises(Outdated) as error:
        save_draft(**facts, said={"title": ["Tháng"]}, version=1)
    assert error.value.current.title == "Quý"
    assert AuditEntry.unscoped.filter(verb="Lưu nháp yêu cầu đột xuất").count() == 2

    asker = signed_in(reviewer)
    shown = asker.get(NEW, {"nhap": draft.uuid}).content.decode()
    assert 'name="version" value="2"' in shown
    mine = said(title="Tháng", uuid=str(draft.uuid), version="1", **{"luu-nhap": "1"})
    page = asker.post(NEW, mine).content.decode()
    assert "vừa được lưu ở nơi khác" in page
    assert 'value="Tháng"' in page
    assert 'name="version" value="2"' in page
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Quý", 2)
    asker.post(NEW, {**mine, "version": "2"})
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Tháng", 3)


def test_in_admin_a_draft_is_read_in_its_own_unit_alone(province):
    draft = RequestDraftFactory(area=province)
    address = reverse("admin:periodic_requestdraft_change", args=[draft.pk])
    for area, status in ((province, 200), (province.parent, 404)):
        reader = signed_in(UserFactory(area=area, role=Role.ADMINISTRATOR))
        assert reader.get(address).status_code == status


def test_a_form_is_left_half_done_and_gone_on_with(province, reviewer, commune):
    asker = signed_in(reviewer)
    half = said(
        title="", due_on="", uuid=str(uuid4()), asks="5", **{"cau-5": "Số\x00 loa", "luu-nhap": "1"}
    )
    page = asker.post(NEW, half, follow=True)
    assert "Đã lưu nháp." in page.content.decode()
    assert not Period.unscoped.exists()
    draft = RequestDraft.unscoped.get()
    words = asker.get(NEW, {"nhap": draft.uuid}).content.decode()
    assert "Số loa" in words
    assert "Chưa có tên" in words
    assert words.count(" checked") >= 2
    colleague = signed_in(UserFactory(area=province, role=Role.REVIEWER))
    assert "Chưa có tên" in colleague.get(NEW).content.decode()
    above = signed_in(UserFactory(area=province.parent, role=Role.REVIEWER))
    assert above.get(NEW, {"nhap": draft.uuid}).status_code == 404
    assert "Chưa có tên" not in above.get(NEW).content.decode()
    drop = reverse("periodic:drop_draft", args=[draft.uuid])
    assert above.post(drop).status_code == 404
    sent = {**half, "title": "Năm", "due_on": said()["due_on"], "uuid": str(draft.uuid)}
    sent["cau-5"] = "Số loa"
    del sent["luu-nhap"]
    asker.post(NEW, sent)
    assert Period.unscoped.count() == 1
    assert not RequestDraft.unscoped.exists()
