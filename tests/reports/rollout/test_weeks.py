"""Weeks of a board: kept by the daily work, told for the nights on which somebody looked, unknown for all others."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from audit.models import AuditEntry
from figures.adoption import Step
from reports.models import StepSpan
from reports.rollout.actions import keep_steps
from reports.rollout.queries.weeks import begun_since, weeks_of, weeks_words
from rollup.counts import lock, recount
from tests.factories import CommuneFactory, CountryFactory, ProvinceFactory, StepSpanFactory
from tests.reports.registers import counted, village

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
TODAY = timezone.localdate()
MONDAY = TODAY - timedelta(days=TODAY.weekday())
DAY = timedelta(days=1)


@pytest.fixture
def province(db):
    return ProvinceFactory(parent=CountryFactory())


def spans(commune):
    rows = StepSpan.unscoped.filter(commune=commune).order_by("since")
    return list(rows.values_list("step", "since", "until"))


def test_a_step_is_kept_once_a_day_and_goes_on_while_it_is_the_same(province):
    commune = counted(province, (40, 10))
    assert keep_steps(by=None, today=TODAY - 2 * DAY) == 1
    assert keep_steps(by=None, today=TODAY - DAY) == 0
    assert keep_steps(by=None, today=TODAY - DAY) == 0
    assert spans(commune) == [(Step.BEGUN, TODAY - 2 * DAY, TODAY - DAY)]
    entry = AuditEntry.unscoped.get(verb="Ghi bước của các xã")
    assert entry.changes["communes"] == [None, 1]


def test_another_step_begins_another_span(province):
    commune = CommuneFactory(parent=province)
    lock([commune])
    keep_steps(by=None, today=TODAY - DAY)
    village(commune, 30, 1)
    recount(commune)
    assert keep_steps(by=None, today=TODAY) == 1
    assert spans(commune) == [
        (Step.NO_ACCOUNT, TODAY - DAY, TODAY - DAY),
        (Step.BEGUN, TODAY, TODAY),
    ]


def test_nights_on_which_nobody_looked_stay_a_gap(province):
    commune = counted(province, (40, 10))
    keep_steps(by=None, today=TODAY - 3 * DAY)
    keep_steps(by=None, today=TODAY)
    assert spans(commune) == [
        (Step.BEGUN, TODAY - 3 * DAY, TODAY - 3 * DAY),
        (Step.BEGUN, TODAY, TODAY),
    ]


def test_a_week_is_told_from_the_night_after_its_sunday(province):
    one, other = CommuneFactory.create_batch(2, parent=province)
    week = timedelta(days=7)
    StepSpanFactory(commune=one, step=Step.NO_VILLAGE, since=MONDAY - week, until=MONDAY - DAY)
    StepSpanFactory(commune=one, step=Step.BEGUN, since=MONDAY, until=TODAY)
    StepSpanFactory(commune=other, step=Step.NO_ACCOUNT, since=MONDAY, until=TODAY)
    now = dict.fromkeys(Step, 0) | {Step.BEGUN: 1, Step.NO_ACCOUNT: 1}
    today, last, before = weeks_of(province, now, TODAY)
    assert (today.is_now, today.begun, today.unknown) == (True, 1, 0)
    assert (last.day, last.begun, last.whole, last.unknown) == (MONDAY - DAY, 1, 2, 0)
    # Of the other commune nobody knows: unknown is not "not begun".
    assert (before.day, before.begun, before.unknown) == (MONDAY - DAY - week, 0, 1)
    assert before.steps[Step.NO_VILLAGE] == 1


def test_how_many_more_is_said_only_where_last_week_is_known_of_all(province):
    one, other = CommuneFactory.create_batch(2, parent=province)
    now = dict.fromkeys(Step, 0) | {Step.BEGUN: 2}
    StepSpanFactory(commune=one, step=Step.BEGUN, since=MONDAY, until=MONDAY)
    assert begun_since(weeks_of(province, now, TODAY), TODAY) is None
    StepSpanFactory(commune=other, step=Step.NO_HOUSEHOLD, since=MONDAY, until=MONDAY)
    assert begun_since(weeks_of(province, now, TODAY), TODAY) == 1


def test_without_a_kept_week_the_table_says_so(province):
    weeks = weeks_of(province, dict.fromkeys(Step, 0), TODAY)
    assert len(weeks) == 1
    assert "Chưa có tuần nào được ghi" in weeks_words(weeks)


def test_the_daily_command_keeps_the_steps(province):
    counted(province, (40, 10))
    call_command("snapshot")
    assert StepSpan.unscoped.get().until == TODAY
