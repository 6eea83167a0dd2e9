"""Weeks of a board: kept by the daily work, told for the nights on which somebody looked, unknown for all others."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from audit.models import AuditEntry
from figures.adoption import Step
from figures.standing import Reading
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation
from reports.models import StepSpan
from reports.rollout.actions import keep_steps
from reports.rollout.queries import weeks
from reports.rollout.queries.weeks import begun_since, weeks_of, weeks_read, weeks_words
from rollup.counts import lock, recount
from tests.factories import CommuneFactory, CountryFactory, ProvinceFactory, StepSpanFactory
from tests.pages import signed_in
from tests.reorganisations.above import done
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


def test_weeks_are_read_by_the_communes_of_then_or_of_now(world):
    """Two communes became one; one went to the other province, where it had its steps before, too."""
    own, beside, moved = world.own.area, world.sibling.area, world.foreign.area
    since = MONDAY - timedelta(days=28)
    for commune in (own, beside, moved):
        StepSpanFactory(commune=commune, step=Step.BEGUN, since=since, until=MONDAY - 2 * DAY)
    day = MONDAY - timedelta(days=10)
    unit = Unit(kind="xa", name="Hợp Nhất", parent=world.district)
    done(world, Operation.Kind.MERGE, [own, beside], [unit], on=day)
    here = Unit(kind="xa", name=moved.name, parent=world.province, area=moved)
    done(world, Operation.Kind.MOVE, [moved], [here], area=world.country, on=day)

    def told(area, reading):
        found = weeks_read(area, dict.fromkeys(Step, 0) | {Step.BEGUN: 2}, TODAY, reading)
        assert found.is_offered
        weeks = {week.day: (week.begun, week.unknown) for week in found.rows[1:]}
        return weeks.get(day - DAY - timedelta(days=(day - DAY).isoweekday() % 7))

    assert told(world.province, Reading.THEN) == (2, 0)
    # Of the new commune nobody kept what it came of; the other one was always what it is.
    assert told(world.province, Reading.NOW) == (1, 1)
    assert told(world.other_province, Reading.THEN) == (1, 0)
    assert told(world.other_province, Reading.NOW) is None
    page = signed_in(world.committee).get(f"/trien-khai/{world.province.pk}/?theo=luc-do")
    assert "theo các xã lúc đó" in page.content.decode()


def test_a_commune_that_ended_on_a_monday_is_counted_once(province):
    """Its step was kept on Sunday, and once more in the night of the day on which it ended."""
    commune = CommuneFactory(parent=province, closed_on=MONDAY)
    for step, day in ((Step.NO_ACCOUNT, MONDAY - DAY), (Step.BEGUN, MONDAY)):
        StepSpanFactory(commune=commune, step=step, since=day, until=day)
    (_now, week) = weeks._weeks_then(province, dict.fromkeys(Step, 0), TODAY)
    told = {step: n for step, n in week.steps.items() if n}
    assert (told, week.unknown) == ({Step.BEGUN: 1}, 0)
