import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from periodic.filing.actions.commenting import Said, comment, done
from periodic.filing.actions.deciding import approve, let_go, send_back
from periodic.filing.actions.sending import send
from periodic.filing.actions.writing import open_report
from periodic.filing.queries.due import late_communes
from periodic.filing.queries.waiting import waiting_counts, waiting_of
from periodic.models import Report
from periodic.periods.actions import lock_period, reopen_period
from reports.calls.queries.calls import Ask, counts_of, page_of
from reports.today.queries.reports import tasks_of_reports
from reports.units.queries.needs import REPORT_LATE
from tests.factories import CommuneCountFactory, PeriodFactory
from tests.periodic.filing.worlds import Asked, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    asked = Asked.build()
    asked.commune.code = "22011"
    asked.commune.save()
    return asked


def send_for(period, area, officer):
    report = open_report(by=officer, period=period, area=area)
    send(by=officer, report=report, write=written)
    return report


def tasks(asked, user=None, days=0):
    day = timezone.localdate() + timedelta(days=days)
    return list(tasks_of_reports(asked.commune, user or asked.officer, day))


def test_a_report_of_a_period_that_is_over_is_a_task_until_it_is_sent(asked):
    (task,) = tasks(asked)
    assert task.title.startswith(f"Gửi {asked.schedule.title}, ")
    assert "Hạn hôm nay" in task.detail
    assert task.url == reverse("periodic:report", args=[asked.period.uuid, "22011"])
    assert "Quá hạn 2 ngày" in tasks(asked, days=2)[0].detail
    # It may be sent from its last day on.
    assert len(tasks(asked, days=-1)) == 1
    assert tasks(asked, days=-2) == []
    assert (
        tasks(asked, asked.reviewer) != []
    )  # who may write reports; the page is of one's own unit
    report = asked.sent()
    assert tasks(asked) == []
    send_back(by=asked.reviewer, report=report, number=1, why="Sai")
    (task,) = tasks(asked)
    assert task.title.startswith("Sửa và gửi lại")
    assert task.url == reverse("periodic:of_report", args=[report.uuid])


def test_a_comment_is_a_task_until_it_is_done(asked):
    report = asked.sent()
    (said,) = comment(by=asked.reviewer, report=report, remarks=[Said("Xem lại")])
    (task,) = tasks(asked)
    assert task.detail == "1 ý kiến chưa làm"
    done(by=asked.officer, comment=said)
    assert tasks(asked) == []


def test_a_locked_period_is_nobodys_task(asked):
    lock_period(by=asked.reviewer, period=asked.period)
    assert tasks(asked) == []


def test_a_unit_that_was_not_chosen_has_no_task(asked):
    asked.schedule.chosen.add(asked.other)
    assert tasks(asked) == []


def test_what_a_colleague_sent_is_a_task_until_it_is_let_go_up():
    asked = Asked.build(approved_within=True)
    report = asked.sent()
    assert tasks(asked) == []
    assert tasks(asked, asked.reviewer) == []
    (task,) = tasks(asked, asked.colleague)
    assert task.title.startswith("Duyệt trong xã")
    assert task.url == reverse("periodic:of_report", args=[report.uuid])
    let_go(by=asked.colleague, report=report, number=1)
    assert tasks(asked, asked.colleague) == []


def rows_in(page):
    return len(re.findall(r'<tr>\s*<th scope="row">', page))


def waiting_words(client):
    text = client.get("/", follow=True).content.decode()
    found = re.search(r'<a href="([^"]+)">(\d+) báo cáo chờ duyệt</a>', text)
    return found and (found[1], int(found[2]))


def test_a_reviewer_is_led_to_exactly_the_reports_that_are_counted(
    client, asked, django_assert_num_queries, monkeypatch
):
    assert waiting_counts(asked.reviewer) == {}
    first = asked.sent()
    assert [waiting_counts(one) for one in (asked.reviewer, asked.officer)] == [
        {asked.period.pk: 1},
        {},
    ]
    assert waiting_counts(asked.country_reviewer) == {}
    before = PeriodFactory(
        schedule=asked.schedule,
        begins_on=asked.period.begins_on - timedelta(days=30),
        ends_on=asked.period.begins_on - timedelta(days=1),
        due_on=asked.period.begins_on,
    )
    second = send_for(before, asked.commune, asked.officer)
    client.force_login(asked.reviewer)
    # As many for two as for one, and one more where something is out of the common.
    with django_assert_num_queries(2):
        assert sum(map(len, waiting_of(asked.reviewer).values())) == 2
    address, n = waiting_words(client)
    assert (address, n) == ("/bao-cao/cho-duyet/", 2)
    page = client.get(address).content.decode()
    assert rows_in(page) == n
    assert page.count(f'action="/bao-cao/{before.uuid}/duyet/"') == 1
    assert "Duyệt (1)" in " ".join(client.get("/bao-cao/").content.decode().split())
    # Of a locked period nothing is decided, so nothing waits; until it is opened again for the unit.
    lock_period(by=asked.reviewer, period=before)
    assert waiting_counts(asked.reviewer) == {asked.period.pk: 1}
    opened = {"until": timezone.localdate(), "reason": "Sai số"}
    reopen_period(by=asked.reviewer, period=before, area=asked.other, **opened)
    assert waiting_counts(asked.reviewer) == {asked.period.pk: 1}
    reopen_period(by=asked.reviewer, period=before, area=asked.commune, **opened)
    assert waiting_counts(asked.reviewer) == {asked.period.pk: 1, before.pk: 1}
    # Of many that match the register those in question stand first; none is left out.
    monkeypatch.setattr("periodic.filing.views.boards.UNFOLDED", 0)
    folded = client.get(address).content.decode()
    assert (
        folded.count('<details class="fold">'),
        rows_in(folded),
    ) == (2, 2)
    for report in (first, second):
        approve(by=asked.reviewer, report=report, number=1)
    assert (waiting_counts(asked.reviewer), waiting_of(asked.reviewer)) == ({}, {})
    assert waiting_words(client) is None


def test_a_reviewer_is_told_what_their_own_unit_owes(client, asked):
    client.force_login(asked.reviewer)
    text = client.get("/", follow=True).content.decode()
    assert f'href="/bao-cao/{asked.period.uuid}/{asked.schedule.area.address}/">Gửi ' in text
    assert "Hạn hôm nay, " in text
    # Several are one line, so that the page itself stays in sight; and news is no success.
    PeriodFactory(
        schedule=asked.schedule,
        begins_on=asked.period.begins_on - timedelta(days=30),
        ends_on=asked.period.begins_on - timedelta(days=1),
        due_on=asked.period.begins_on,
    )
    text = client.get("/", follow=True).content.decode()
    assert '<a href="/bao-cao/">2 báo cáo của đơn vị</a>: Quá hạn' in text
    assert '<div class="note">' in text


@pytest.mark.parametrize("whose", ["everybody", "its own", "another"])
@pytest.mark.parametrize(("days", "is_over"), [(0, False), (-1, True)])
def test_what_was_opened_again_is_decided_on_called_for_and_a_task(asked, whose, days, is_over):
    """A period that was locked before its last reports were decided on, and its reopening for whom it was made."""
    report, province, today = asked.sent(), asked.schedule.area, timezone.localdate()
    asked.period.due_on = today - timedelta(days=1)
    asked.period.save()
    lock_period(by=asked.reviewer, period=asked.period)
    assert (waiting_counts(asked.reviewer), late_communes(province, today)) == ({}, {})
    area = {"everybody": None, "its own": asked.commune, "another": asked.other}[whose]
    reopen_period(
        by=asked.reviewer,
        period=asked.period,
        until=today + timedelta(days=days),
        reason="Mất điện",
        area=area,
    )
    is_open = not is_over and area in {None, asked.commune}
    assert waiting_counts(asked.reviewer).total() == int(is_open)
    called_for = not is_over and area in {None, asked.other}
    assert late_communes(province, today) == ({asked.other.pk: 1} if called_for else {})
    if is_open:
        send_back(by=asked.reviewer, report=report, number=1, why="Sai")
        assert tasks(asked)


def test_the_newest_period_is_called_for_beside_one_that_was_opened_again(asked):
    province, today = asked.schedule.area, timezone.localdate()
    asked.period.due_on = today - timedelta(days=1)
    asked.period.save()
    first = asked.period.begins_on - timedelta(days=40)
    older = PeriodFactory(schedule=asked.schedule, begins_on=first)
    lock_period(by=asked.reviewer, period=older)
    reopen_period(
        by=asked.reviewer, period=older, until=today, reason="Mất điện", area=asked.commune
    )
    assert late_communes(province, today) == {asked.commune.pk: 2, asked.other.pk: 1}


def test_communes_that_are_late_are_called(asked):
    for one in (asked.commune, asked.other):
        CommuneCountFactory(area=one, province_id=one.province_id)
    province = asked.schedule.area
    today = timezone.localdate()
    assert late_communes(province, today) == {}
    asked.period.due_on = today - timedelta(days=1)
    asked.period.save()
    assert late_communes(province, today) == {asked.commune.pk: 1, asked.other.pk: 1}
    asked.sent()
    assert late_communes(province, today) == {asked.other.pk: 1}
    ask = Ask(province, today, REPORT_LATE)
    (call,) = page_of(ask, counts_of(ask), 0, 5)
    assert (call.commune, call.why, list(call.villages)) == (
        asked.other,
        "1 báo cáo quá hạn",
        [],
    )
    asked.period.locked_at = timezone.now()
    asked.period.save()
    assert late_communes(province, today) == {}
    assert Report.unscoped.count() == 1
