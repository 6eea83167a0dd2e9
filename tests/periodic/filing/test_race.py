"""Two send at once, somebody locks the period meanwhile, two decide: one of each, and nothing after the lock."""

import random
from contextlib import suppress
from datetime import timedelta
from itertools import cycle

import pytest

from periodic.ad_hoc.actions import Answered, take_back
from periodic.filing.actions.commenting import Said, comment, done
from periodic.filing.actions.deciding import approve, send_back
from periodic.filing.actions.holding import PeriodLocked
from periodic.filing.actions.redacting import redact
from periodic.filing.actions.sending import correct, send
from periodic.filing.actions.writing import open_report, save_texts
from periodic.filing.rules.states import NotNow
from periodic.later.actions import Waiting, ask_later
from periodic.models import Comment, Report, Schedule, Span, Submission, TypedValue
from periodic.periods.actions import Ended, lock_period
from periodic.writing.actions import Typed, type_values
from tests.households.counts.test_race import together
from tests.periodic.filing.worlds import CONTENT, Asked, written

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


def facts():
    """All that is kept of reports."""
    models = (Report, Submission, TypedValue, Comment)
    return {model: list(model.unscoped.order_by("pk").values()) for model in models}


def press(asked, report, dice):
    """Do to a report one of all that can be done to it; whether it can be just now is another matter."""
    copies = report.submissions.count()
    number, word = {"by": asked.reviewer, "report": report, "number": copies}, dice.randrange(99)
    ours = {"by": asked.officer, "report": report}
    texts = {"results": f"Đã làm {word}"}
    said = report.comments.order_by("?").first()
    dice.choice(
        [
            lambda: save_texts(**ours, texts=texts),
            lambda: type_values(**ours, cells={(None, "kinh-phi"): Typed(word)}, content=CONTENT),
            lambda: send(**ours, write=written),
            lambda: correct(**ours, write=written, reason="Sót"),
            lambda: redact(**ours, texts={"results": "Đã làm"}),
            lambda: said and done(by=asked.officer, comment=said),
            lambda: approve(**number),
            lambda: send_back(**number, why="Sai"),
            lambda: comment(by=asked.reviewer, report=report, remarks=[Said("Xem lại")]),
        ]
    )()


def test_a_locked_period_stays_as_it_was_when_it_was_locked_whatever_is_pressed(asked):
    """Sixteen hands do all that can be done to two reports; what is kept at the lock is all that ever is."""
    areas = [asked.commune, asked.other]
    reports = [open_report(by=asked.officer, period=asked.period, area=one) for one in areas]

    def work(number):
        dice, turn, pressed = random.Random(number), cycle(reports), 0
        while pressed < 30:
            if number == 0 and pressed == 15:
                lock_period(by=asked.reviewer, period=asked.period)
                return facts()
            with suppress(ValueError):
                press(asked, next(turn), dice)
            pressed += 1
        return None

    kept, *_others = together(work)
    assert facts() == kept
    # All of it was done before: the lock found something to keep.
    assert all(kept.values())
    assert {one["state"] for one in kept[Report]} != {"draft"}


@pytest.fixture
def once():
    return Asked.build(span=Span.FREE)


def test_a_request_is_either_answered_or_taken_back(once):
    areas = [once.commune, once.other]
    reports = [open_report(by=once.officer, period=once.period, area=one) for one in areas]

    def work(number):
        with suppress(NotNow, PeriodLocked, Answered, Ended):
            if number % 3 == 0:
                take_back(by=once.reviewer, period=once.period, reason="Nhầm")
            else:
                send(by=once.officer, report=reports[number % 2], write=written)
        return 0

    together(work)
    schedule = Schedule.unscoped.get()
    assert bool(schedule.withdrawn_at) is not Submission.unscoped.exists()


def test_a_later_day_is_asked_for_once_however_many_press(once):
    day = once.period.due_on + timedelta(days=3)
    facts = {"area": once.commune, "wanted": day, "reason": "Mất điện"}

    def press(_number):
        with suppress(Waiting):
            ask_later(by=once.officer, period=once.period, **facts)
            return 1
        return 0

    assert sum(together(press)) == 1
