"""Schedules, their periods, locks and reopenings."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from areas.reorganising import restyle
from audit.models import AuditEntry
from periodic.models import Cutoff, Period, Schedule, Span
from periodic.periods.actions import (
    Ended,
    NotBelow,
    NotLocked,
    end_schedule,
    lock_period,
    make_schedule,
    open_periods,
    reopen_period,
)
from periodic.periods.queries import (
    before,
    concerning,
    in_time,
    is_asked,
    readable,
    reports_for,
    standing,
    units_asked,
)
from tests.factories import (
    CommuneFactory,
    FormFactory,
    PeriodFactory,
    ScheduleFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=False):
        yield


def monthly(world, **fields):
    said = {
        "title": "Báo cáo tháng",
        "span": Span.MONTH,
        "cutoff": Cutoff.FOURTEENTH,
        "working_days": 2,
        "begins_on": date(2026, 9, 20),
        **fields,
    }
    form = said.pop("form", None) or FormFactory(area=world.province)
    return make_schedule(by=world.reviewer, area=world.province, form=form, **said)


def verbs():
    return list(AuditEntry.unscoped.order_by("pk").values_list("verb", flat=True))


def test_a_schedule_opens_the_periods_that_have_begun_from_that_of_its_first_day(world):
    schedule = monthly(world)
    found = schedule.periods.order_by("begins_on").values_list("begins_on", "ends_on", "due_on")
    assert list(found) == [
        (date(2026, 9, 15), date(2026, 10, 14), date(2026, 10, 16)),
        (date(2026, 10, 15), date(2026, 11, 14), date(2026, 11, 17)),
        (date(2026, 11, 15), date(2026, 12, 14), date(2026, 12, 16)),
    ]
    assert verbs()[-4:] == ["Lập lịch báo cáo", *["Mở kỳ báo cáo"] * 3]


def test_each_day_opens_what_has_begun_once(world):
    schedule = monthly(world)
    assert open_periods() == 0
    assert open_periods(today=date(2026, 12, 14)) == 0
    assert open_periods(today=date(2026, 12, 15)) == 1
    assert open_periods(today=date(2026, 12, 15)) == 0
    end_schedule(by=world.reviewer, schedule=schedule, on=date(2027, 1, 14))
    assert open_periods(today=date(2027, 6, 1)) == 0
    with pytest.raises(Ended):
        end_schedule(by=world.reviewer, schedule=schedule, on=TODAY)


def test_a_day_typed_a_century_off_makes_no_thousand_periods(world):
    assert monthly(world, begins_on=date(1926, 1, 1)).periods.count() == 120


def test_the_same_form_sent_twice_makes_one_schedule(world):
    key, form = uuid.uuid4(), FormFactory(area=world.province)
    first = monthly(world, uuid=key, form=form)
    assert monthly(world, uuid=key, form=form) == first
    assert Schedule.unscoped.filter(title=first.title).count() == 1


def test_once_is_from_a_day_to_a_day_of_chosen_units(world):
    schedule = monthly(
        world,
        span=Span.FREE,
        begins_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 18),
        due=date(2026, 11, 25),
        chosen=[world.own.area],
    )
    period = schedule.periods.get()
    assert (period.begins_on, period.ends_on, period.due_on) == (
        date(2026, 11, 1),
        date(2026, 11, 18),
        date(2026, 11, 25),
    )
    assert list(units_asked(period)) == [world.own.area]
    assert is_asked(period, world.own.area)
    assert is_asked(period, world.province)
    assert not is_asked(period, world.sibling.area)
    assert open_periods() == 0


def test_nobody_is_asked_by_whom_they_do_not_belong_to(world):
    before = Schedule.unscoped.count()
    with pytest.raises(NotBelow):
        monthly(world, chosen=[world.foreign.area])
    with pytest.raises(NotBelow):
        monthly(world, chosen=[world.province])
    with pytest.raises(NotBelow):
        monthly(world, form=FormFactory(area=world.other_province))
    assert Schedule.unscoped.count() == before


def test_units_of_a_period_are_those_of_its_last_day(world):
    period = PeriodFactory(schedule=ScheduleFactory(area=world.province), begins_on=TODAY)
    asked = set(units_asked(period))
    assert {world.own.area, world.sibling.area} <= asked
    assert world.own.area.district in asked
    assert world.foreign.area not in asked
    assert not any(one.is_village for one in asked)
    area = world.sibling.area
    area.closed_on = period.ends_on
    area.save()
    assert area not in set(units_asked(period))
    area.closed_on = period.ends_on + timedelta(1)
    area.save()
    assert area in set(units_asked(period))


def test_who_is_asked_is_the_same_for_one_unit_and_for_all(world):
    """Each unit of the world, by schedules of every level, of all below and of chosen ones, as units come, go and move."""
    moved = world.foreign.area
    facts = {"kind": moved.kind, "name": moved.name, "document": ""}
    restyle(moved, parent=world.own.area.parent, on=TODAY, **facts)
    own, day = world.own.area, TODAY
    own.closed_on, world.sibling.area.opened_on = day + timedelta(5), day + timedelta(5)
    own.save()
    world.sibling.area.save()
    areas = list(Area.unscoped.filter(level__lt=Level.VILLAGE))
    for asker in (world.province.parent, world.province, own.district):
        for chosen in ([], [own], [own, world.sibling.area, world.foreign.area]):
            schedule = ScheduleFactory(area=asker)
            schedule.chosen.set(chosen)
            for shift in (-10, 0, 10):
                begins = day + timedelta(shift)
                period = PeriodFactory(
                    schedule=schedule, begins_on=begins, ends_on=begins, due_on=begins
                )
                asked = set(units_asked(period)) | {asker}
                assert {one for one in areas if reports_for(period, one)} == asked
                came = set() if shift >= 0 or asker.level == Level.COUNTRY else {moved}
                assert {one for one in areas if is_asked(period, one)} - came == asked - came
                assert concerning(moved).filter(pk=period.pk).exists() == (moved in asked)


def test_what_is_locked_changes_no_more_until_it_is_opened_again(world):
    period = PeriodFactory(schedule__area=world.province)
    own, other = world.own.area, world.sibling.area
    assert standing(period, own).may_change
    with pytest.raises(NotLocked):
        reopen_period(by=world.reviewer, period=period, until=TODAY, reason="Mất điện")
    period = lock_period(by=world.reviewer, period=period)
    assert not standing(period, own).may_change
    with pytest.raises(Ended):
        lock_period(by=world.reviewer, period=period)
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        reopen_period(by=world.reviewer, period=period, until=TODAY, reason="Mất điện", area=own)
    assert standing(period, own).reopened_until == TODAY
    assert not standing(period, other).may_change
    assert not standing(period, None).may_change
    assert not standing(period, own, TODAY + timedelta(1)).may_change
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        period = lock_period(by=world.reviewer, period=period)
        assert not standing(period, own).may_change
    assert verbs()[-3:] == ["Khóa kỳ báo cáo", "Mở lại kỳ báo cáo", "Khóa kỳ báo cáo"]


def test_the_last_second_of_the_due_day_is_in_time():
    period = PeriodFactory()
    midnight = timezone.make_aware(
        datetime.combine(period.due_on + timedelta(1), datetime.min.time())
    )
    assert in_time(period, CommuneFactory(), midnight - timedelta(microseconds=1))
    assert not in_time(period, CommuneFactory(), midnight)


def test_periods_concern_who_is_asked_and_who_asks(world):
    asked = PeriodFactory(schedule__area=world.province)
    PeriodFactory(schedule__area=world.other_province)
    within = PeriodFactory(schedule__area=world.sibling.area)
    assert set(readable(world.own.officer)) == {asked}
    assert set(readable(world.committee)) == {asked, within}
    assert set(readable(world.own.member)) == set()


def test_the_period_before_is_of_the_same_schedule():
    schedule = ScheduleFactory()
    first, second, third = (
        PeriodFactory(schedule=schedule, begins_on=date(2026, month, 1)) for month in (1, 2, 3)
    )
    PeriodFactory(begins_on=date(2026, 2, 2))
    # Thirty days each: that of February reaches into March.
    assert before(second) == first
    assert before(third) == first
    assert before(first) is None
    assert Period.unscoped.count() == 4
