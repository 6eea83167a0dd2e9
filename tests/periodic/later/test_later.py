"""A later day is asked for, granted or declined, and everything that asks for the due day knows it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.inbox.queries import lines_of as told
from accounts.models import Notice
from audit.models import AuditEntry
from periodic.filing.actions.holding import PeriodLocked
from periodic.filing.actions.sending import send
from periodic.filing.queries.board import board_of
from periodic.filing.queries.due import due_of, late_communes
from periodic.filing.queries.reminding import reminder
from periodic.later.actions import (
    Answered,
    NoReason,
    NotAsked,
    NotLater,
    Waiting,
    ask_later,
    decline,
    grant,
)
from periodic.models import Extension, Span
from periodic.periods.actions import lock_period
from periodic.periods.queries import due_days
from periodic.writing.queries.periods import lines_of
from tests.factories import ExtensionFactory
from tests.pages import signed_in
from tests.periodic.filing.worlds import Asked, written

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture
def asked():
    """Two communes were asked once, and were to answer by yesterday."""
    asked = Asked.build(span=Span.FREE)
    asked.period.due_on = timezone.localdate() - timedelta(days=1)
    asked.period.save()
    return asked


def later(asked, days=3, **said):
    day = timezone.localdate() + timedelta(days=days)
    facts = {"by": asked.officer, "area": asked.commune, "reason": "Mất điện", **said}
    return ask_later(period=asked.period, wanted=day, **facts)


def test_who_asked_is_told_and_until_then_it_is_late(asked):
    row, province, today = later(asked), asked.schedule.area, timezone.localdate()
    notice = Notice.unscoped.get(kind=Notice.Kind.LATER_ASKED)
    assert notice.to == asked.reviewer
    (line,) = told([notice], asked.reviewer)
    assert line.url == reverse("periodic:answer_later", args=[row.uuid])
    assert late_communes(province, today) == {asked.commune.pk: 1, asked.other.pk: 1}
    entry = AuditEntry.unscoped.get(verb="Xin lùi hạn báo cáo")
    assert list(entry.personal.values_list("field", "after")) == [("reason", "Mất điện")]


def test_granted_it_holds_for_that_unit_wherever_the_due_day_is_asked_for(asked):
    today, province = timezone.localdate(), asked.schedule.area
    until = today + timedelta(days=2)
    grant(by=asked.reviewer, extension=later(asked), until=until)
    assert Notice.unscoped.get(kind=Notice.Kind.LATER_SAID).to == asked.officer
    assert due_days(asked.commune, [asked.period]) == {asked.period.pk: until}
    assert late_communes(province, today) == {asked.other.pk: 1}
    assert late_communes(province, until) == {asked.other.pk: 1}
    both = {asked.commune.pk: 1, asked.other.pk: 1}
    assert late_communes(province, until + timedelta(days=1)) == both
    (task,) = due_of(asked.commune, asked.officer, today)
    assert task.days_left(today) == 2
    units = (asked.commune, asked.other, province)
    (mine,), (theirs,), (own,) = (lines_of(one, [asked.period]) for one in units)
    # Who asks is asked for nothing later: no way leads there.
    assert (mine.is_once, theirs.is_once, own.is_once) == (True, True, False)
    assert (mine.due_on, theirs.due_on) == (until, asked.period.due_on)
    words = reminder(board_of(asked.period, province))
    assert f"{asked.commune.short_name} (được lùi đến {until:%d/%m})" in words
    assert words.count("được lùi") == 1
    report = asked.opened()
    assert send(by=asked.officer, report=report, write=written).on_time


def test_declined_the_day_stays_and_a_reason_is_given(asked):
    row = later(asked)
    with pytest.raises(NoReason):
        decline(by=asked.reviewer, extension=row, why="")
    decline(by=asked.reviewer, extension=row, why="Kỳ họp đã đến")
    assert due_days(asked.commune, [asked.period]) == {asked.period.pk: asked.period.due_on}
    assert not send(by=asked.officer, report=asked.opened(), write=written).on_time
    assert Notice.unscoped.get(kind=Notice.Kind.LATER_SAID).to == asked.officer


def test_what_cannot_be_asked_or_answered_is_refused(asked):
    with pytest.raises(NotLater):
        later(asked, days=-1)
    row = later(asked)
    with pytest.raises(Waiting):
        later(asked, days=5)
    with pytest.raises(NotLater):
        grant(by=asked.reviewer, extension=row, until=asked.period.due_on)
    grant(by=asked.reviewer, extension=row, until=row.wanted)
    for answer in (
        lambda: grant(by=asked.reviewer, extension=row, until=row.wanted),
        lambda: decline(by=asked.reviewer, extension=row, why="Không"),
    ):
        with pytest.raises(Answered):
            answer()
    with pytest.raises(NotLater):
        later(asked)
    later(asked, days=4)
    asked.sent()
    with pytest.raises(NotAsked):
        later(asked, days=9)
    with pytest.raises(NotAsked):
        later(asked, area=asked.schedule.area)
    second = later(asked, area=asked.other)
    lock_period(by=asked.reviewer, period=asked.period)
    with pytest.raises(PeriodLocked):
        grant(by=asked.reviewer, extension=second, until=second.wanted)
    with pytest.raises(PeriodLocked):
        later(asked, area=asked.other)


def test_of_a_period_that_comes_again_no_later_day_is_asked_for():
    asked = Asked.build()
    with pytest.raises(NotAsked):
        later(asked)
    page = signed_in(asked.officer)
    assert page.get(reverse("periodic:ask_later", args=[asked.period.uuid])).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": ""},
        {"decided_at": timezone.now()},
        {"until": timezone.localdate()},
        {"decided_why": "Không"},
    ],
)
def test_the_database_refuses_half_an_answer(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExtensionFactory(**fields)


def test_a_commune_asks_and_the_province_answers_on_their_pages(asked):
    officer, reviewer = signed_in(asked.officer), signed_in(asked.reviewer)
    today = timezone.localdate()
    address = reverse("periodic:ask_later", args=[asked.period.uuid])
    report = reverse("periodic:report", args=[asked.period.uuid, asked.commune.code])
    assert address in officer.get(report).content.decode()
    said = {"wanted": asked.period.due_on.isoformat(), "reason": "Mất điện"}
    assert "Chọn ngày sau hạn đang có" in officer.post(address, said).content.decode()
    said["wanted"] = (today + timedelta(days=3)).isoformat()
    assert "Đã xin lùi hạn." in officer.post(address, said, follow=True).content.decode()
    assert "đang chờ trả lời" in officer.post(address, said).content.decode()
    row = Extension.unscoped.get()
    answer = reverse("periodic:answer_later", args=[row.uuid])
    table = reverse("periodic:collected", args=[asked.period.uuid])
    assert answer in reviewer.get(table).content.decode()
    assert "Mất điện" in reviewer.get(answer).content.decode()
    assert "Ghi lý do không lùi." in reviewer.post(answer, {"how": "decline"}).content.decode()
    assert officer.get(answer).status_code == 404
    assert signed_in(asked.country_reviewer).get(answer).status_code == 404
    said = {"how": "grant", "until": row.wanted.isoformat()}
    assert "Đã lùi hạn cho" in reviewer.post(answer, said, follow=True).content.decode()
    assert "Người khác vừa trả lời" in reviewer.post(answer, said).content.decode()
    assert "được lùi đến hết ngày" in reviewer.get(table).content.decode()
