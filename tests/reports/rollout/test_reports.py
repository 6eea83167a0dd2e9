"""The column of reports on the board: the same count as "who has sent", and only where a report is asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from periodic.filing.queries.board import board_of
from periodic.models import Period
from reports.rollout.queries.board import DOING, DONE, NOT_YET, PAST, REPORTS, rows_of
from reports.rollout.queries.reporting import add_reports
from tests.factories import CommuneFactory, FormVersionFactory, PeriodFactory, ScheduleFactory
from tests.periodic.filing.worlds import Asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    asked = Asked.build()
    asked.commune.code = "22011"
    asked.commune.save()
    return asked


def said(asked, area=None, user=None):
    """Return the periods that a board looks at, and of each commune what stands in the column."""
    area = area or asked.schedule.area
    rows = rows_of(area)
    reported = add_reports(rows, area, user or asked.reviewer, timezone.localdate())
    cells = {row.commune.pk: row.cells[-1] for row in rows if row.reports[1]}
    return reported, {pk: (cell.words, cell.state) for pk, cell in cells.items()}


def test_the_board_counts_as_who_has_sent_does(client, asked):
    (one,), cells = said(asked)
    assert (one.period, one.n, one.of) == (asked.period, 0, 2)
    assert cells == {asked.commune.pk: ("0/1", NOT_YET), asked.other.pk: ("0/1", NOT_YET)}
    asked.sent()
    (one,), cells = said(asked)
    board = board_of(asked.period, asked.schedule.area)
    assert (one.n, one.of) == (board.sent, board.whole) == (1, 2)
    assert cells[asked.commune.pk] == ("1/1", DONE)
    client.force_login(asked.reviewer)
    page = client.get(reverse("reports:rollout")).content.decode()
    assert one.words in page
    assert one.words.endswith("1/2 xã, phường đã gửi")
    assert client.get(one.address).context["page"].object_list[0].area == asked.other
    left = client.get(reverse("reports:rollout"), {"thieu": "bao-cao"}).context["page"]
    assert [row.commune.pk for row in left] == [asked.other.pk]
    assert "1/2 <small>" in page.split("<tfoot>")[1]


def test_a_commune_of_which_no_report_is_asked_has_a_blank_in_the_column(asked):
    """Its line is as long as the others; it lacks nothing."""
    fresh = CommuneFactory(parent=asked.schedule.area, opened_on=timezone.localdate())
    rows, area = rows_of(asked.schedule.area), asked.schedule.area
    add_reports(rows, area, asked.reviewer, timezone.localdate())
    assert {len(row.cells) for row in rows} == {len(PAST) + 1}
    (row,) = (row for row in rows if row.commune.pk == fresh.pk)
    assert (row.cells[-1].words, row.cells[-1].state, row.reports) == ("—", NOT_YET, (0, 0))


def test_the_newest_period_of_each_running_schedule_is_meant(asked):
    days, today = timedelta(days=30), timezone.localdate()
    before = {"begins_on": asked.period.begins_on - days, "ends_on": asked.period.ends_on - days}
    PeriodFactory(schedule=asked.schedule, due_on=today, **before)
    # Neither a period that is not over, nor a request that was made once, nor a schedule that ended.
    PeriodFactory(
        schedule=asked.schedule, begins_on=today, ends_on=today + days, due_on=today + days
    )
    (one,), cells = said(asked)
    assert one.period == asked.period
    second = another(asked)
    asked.sent()
    reported, cells = said(asked)
    assert [each.period for each in reported] == [asked.period, second.periods.get()]
    assert cells[asked.commune.pk] == ("1/2", DOING)
    for change in ({"span": "free"}, {"ended_on": today}):
        type(second).unscoped.filter(pk=second.pk).update(
            **{"span": "month", "ended_on": None} | change
        )
        assert [each.period for each in said(asked)[0]] == [asked.period]


def another(asked):
    """Return a second schedule of the province, with a period of the same days."""
    form = FormVersionFactory(form__area=asked.schedule.area).form
    made = ScheduleFactory(area=asked.schedule.area, form=form)
    days = {"begins_on": asked.period.begins_on, "ends_on": asked.period.ends_on}
    PeriodFactory(schedule=made, due_on=asked.period.due_on, **days)
    return made


def test_where_no_report_is_asked_there_is_no_column(client, asked):
    Period.unscoped.all().delete()
    client.force_login(asked.reviewer)
    page = client.get(reverse("reports:rollout")).content.decode()
    assert str(REPORTS) not in page
    assert said(asked) == ([], {})


def test_of_a_commune_that_was_not_chosen_nothing_is_counted(asked):
    asked.schedule.chosen.add(asked.other)
    (one,), cells = said(asked)
    assert (one.of, set(cells)) == (1, {asked.other.pk})


def test_a_commune_reads_its_own(client, asked):
    _reported, cells = said(asked, asked.commune, asked.officer)
    assert cells == {asked.commune.pk: ("0/1", NOT_YET)}
    client.force_login(asked.officer)
    assert str(REPORTS) in client.get(reverse("reports:rollout")).content.decode()
