"""What the database itself refuses of reports of a period, and who sees them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from periodic.models import Period, Report, Schedule, Submission
from tests.factories import (
    CommentFactory,
    FormFactory,
    FormVersionFactory,
    PeriodFactory,
    ReopeningFactory,
    ReportFactory,
    ScheduleFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now


def refuses(make, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


def test_periods_of_a_schedule_begin_and_end_once_and_in_order():
    period = PeriodFactory()
    PeriodFactory(begins_on=period.begins_on)
    begins, ends = period.begins_on, period.ends_on
    refuses(PeriodFactory, schedule=period.schedule, begins_on=begins, ends_on=ends + timedelta(1))
    refuses(PeriodFactory, schedule=period.schedule, begins_on=begins + timedelta(1), ends_on=ends)
    refuses(PeriodFactory, ends_on=begins - timedelta(1))
    refuses(PeriodFactory, due_on=ends - timedelta(1))


def test_a_unit_has_one_report_for_a_period():
    report = ReportFactory()
    refuses(ReportFactory, period=report.period, area=report.area)
    ReportFactory(period=report.period)


def test_a_version_of_a_form_has_its_number_once_from_one_on():
    version = FormVersionFactory()
    refuses(FormVersionFactory, form=version.form)
    refuses(FormVersionFactory, form=version.form, number=0)
    FormFactory(key="mau")
    FormFactory(key="")
    FormFactory(key="")
    refuses(FormFactory, key="mau")
    refuses(FormFactory, name="")


def test_a_sending_is_never_approved_by_its_author():
    sent = SubmissionFactory()
    for fields in (
        {"decision": "approved", "decided_by": sent.sent_by, "decided_at": NOW()},
        {"decision": "returned", "decided_by": sent.sent_by, "decided_at": NOW()},
        {"decision": "approved", "decided_by": None, "decided_at": NOW()},
        {"decision": "", "decided_by": None, "decided_at": NOW()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.unscoped.filter(pk=sent.pk).update(**fields)


def test_one_sending_of_a_report_waits_at_a_time_and_a_second_one_has_its_reason():
    sent = SubmissionFactory()
    refuses(SubmissionFactory, report=sent.report, number=2, reason="Ghi thêm một buổi")
    other = SubmissionFactory().sent_by
    fields = {"decided_by": other, "decided_at": NOW()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.unscoped.filter(pk=sent.pk).update(decision="returned", **fields)
    Submission.unscoped.filter(pk=sent.pk).update(decision="approved", **fields)
    refuses(SubmissionFactory, report=sent.report, number=2)
    refuses(SubmissionFactory, report=sent.report, number=1)
    SubmissionFactory(report=sent.report, number=2, reason="Ghi thêm một buổi")


def test_what_is_said_has_words():
    refuses(CommentFactory, text="")
    refuses(CommentFactory, done_at=NOW())
    refuses(ReopeningFactory, reason="")
    refuses(ScheduleFactory, title="")
    schedule = ScheduleFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.unscoped.filter(pk=schedule.pk).update(ended_on=schedule.begins_on - timedelta(1))


def test_reports_are_seen_inside_a_territory_by_whoever_reads_them(world):
    period = PeriodFactory(schedule__area=world.province)
    mine = ReportFactory(period=period, area=world.own.area)
    next_door = ReportFactory(period=period, area=world.sibling.area)

    mine, next_door = {mine}, {next_door}

    assert set(Report.objects.visible_to(world.own.officer)) == mine
    assert set(Report.objects.visible_to(world.committee)) == mine | next_door
    assert set(Report.objects.visible_to(world.own.member)) == set()
    reader = world.person("bcd-xa", Role.COMMITTEE, world.own.area)
    assert set(Report.objects.visible_to(reader)) == mine


def test_a_unit_is_asked_by_itself_and_those_above_it(world):
    period = PeriodFactory(schedule__area=world.province)
    own = PeriodFactory(schedule__area=world.own.area)
    PeriodFactory(schedule__area=world.sibling.area)
    PeriodFactory(schedule__area=world.other_province)

    assert set(Period.unscoped.asked_of(world.own.area)) == {period, own}
    assert set(Period.unscoped.asked_of(world.province)) == {period}
