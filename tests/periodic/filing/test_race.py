"""Two send at once, somebody locks the period meanwhile, two decide: one of each, and nothing after the lock."""

from contextlib import suppress

import pytest

from periodic.filing.actions.deciding import approve, send_back
from periodic.filing.actions.holding import PeriodLocked
from periodic.filing.actions.sending import correct, send
from periodic.filing.actions.writing import open_report
from periodic.filing.rules.states import NotNow
from periodic.models import Report, Submission
from periodic.periods.actions import lock_period
from tests.households.counts.test_race import together
from tests.periodic.filing.worlds import Asked, written

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked():
    return Asked.build()


def test_one_report_is_opened_and_one_copy_sent_however_many_press(asked):
    def press(_number):
        report = open_report(by=asked.officer, period=asked.period, area=asked.commune)
        with suppress(NotNow):
            send(by=asked.officer, report=report, write=written)
            return 1
        return 0

    assert sum(together(press)) == 1
    assert (Report.unscoped.count(), Submission.unscoped.count()) == (1, 1)


def test_one_decision_however_many_decide(asked):
    report = asked.sent()

    def decide(number):
        with suppress(ValueError):
            if number % 3 == 0:
                approve(by=asked.reviewer, report=report, number=1)
            elif number % 3 == 1:
                send_back(by=asked.reviewer, report=report, number=1, why="Sai")
            else:
                correct(by=asked.officer, report=report, write=written, reason="Sót")
        return 0

    together(decide)
    report.refresh_from_db()
    copies = list(report.submissions.order_by("number"))
    assert [copy.number for copy in copies] == list(range(1, len(copies) + 1))
    assert [one.decision for one in copies[:-1]] == ["replaced"] * (len(copies) - 1) or copies[
        0
    ].decision == "approved"
    assert sum(not copy.decision for copy in copies) == (report.state == "sent")


def test_nothing_is_sent_once_the_period_is_locked(asked):
    areas = [asked.commune, asked.other]
    reports = [open_report(by=asked.officer, period=asked.period, area=one) for one in areas]

    def work(number):
        if number == 0:
            lock_period(by=asked.reviewer, period=asked.period)
            return 0
        with suppress(NotNow, PeriodLocked):
            send(by=asked.officer, report=reports[number % 2], write=written)
            return 1
        return 0

    sent = sum(together(work))
    asked.period.refresh_from_db()
    moments = list(Submission.unscoped.values_list("sent_at", flat=True))
    assert sent == len(moments)
    assert all(moment <= asked.period.locked_at for moment in moments)
    with pytest.raises((PeriodLocked, NotNow)):
        send(by=asked.officer, report=reports[0], write=written)
