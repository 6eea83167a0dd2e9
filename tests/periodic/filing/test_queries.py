import random
from datetime import timedelta

import pytest
from django.utils import timezone

from periodic.filing.actions.deciding import approve, let_go, send_back
from periodic.filing.actions.sending import correct, send
from periodic.filing.actions.writing import open_report
from periodic.filing.queries.board import ABSENT, UNOPENED, add_officers, board_of
from periodic.models import Report, State, Submission
from tests.factories import (
    CommuneFactory,
    DistrictFactory,
    PeriodFactory,
    UserFactory,
)
from tests.periodic.filing.worlds import Asked, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return Asked.build()


def states(board):
    return {line.area: line.now.state for line in board.lines}


def test_units_are_those_of_the_last_day(asked):
    last = asked.period.ends_on
    province = asked.schedule.area
    gone = CommuneFactory(parent=province, closed_on=last)
    going = CommuneFactory(parent=province, closed_on=last + timedelta(days=1))
    coming = CommuneFactory(parent=province, opened_on=last + timedelta(days=1))
    come = CommuneFactory(parent=province, opened_on=last)
    CommuneFactory()
    found = states(board_of(asked.period, province))
    assert set(found) == {asked.commune, asked.other, going, come}
    assert not {gone, coming} & set(found)


def test_chosen_units_alone_are_asked(asked):
    asked.schedule.chosen.add(asked.other)
    assert set(states(board_of(asked.period, asked.schedule.area))) == {asked.other}


def test_a_unit_was_not_there_in_an_older_period(asked):
    first = asked.period.begins_on - timedelta(days=1)
    PeriodFactory(
        schedule=asked.schedule,
        begins_on=first - timedelta(days=29),
        ends_on=first,
        due_on=first + timedelta(days=2),
    )
    new = CommuneFactory(parent=asked.schedule.area, opened_on=first + timedelta(days=1))
    board = board_of(asked.period, asked.schedule.area)
    cells = {line.area: [cell.state for cell in line.cells] for line in board.lines}
    assert cells[new] == [ABSENT, UNOPENED]
    assert cells[asked.commune] == [UNOPENED, UNOPENED]
    assert [board.share(at)[2] for at in (0, 1)] == [2, 3]


def test_a_district_sees_its_own_communes(asked):
    district = DistrictFactory(parent=asked.schedule.area)
    commune = CommuneFactory(parent=district)
    assert set(states(board_of(asked.period, district))) == {commune}
    assert district in states(board_of(asked.period, asked.schedule.area))


def test_what_waits_in_its_commune_has_not_come():
    asked = Asked.build(approved_within=True)
    asked.sent()
    board = board_of(asked.period, asked.schedule.area)
    line = next(one for one in board.lines if one.area == asked.commune)
    assert (line.now.state, line.now.waits, board.sent) == (State.DRAFT, True, 0)
    let_go(by=asked.colleague, report=Report.unscoped.get(), number=1)
    board = board_of(asked.period, asked.schedule.area)
    assert (board.sent, len(board.matching)) == (1, 1)


def test_what_came_late_stays_late_when_it_is_corrected(asked):
    asked.period.due_on = timezone.localdate() - timedelta(days=1)
    asked.period.save()
    report = asked.sent()
    asked.period.due_on = timezone.localdate()
    asked.period.save()
    correct(by=asked.officer, report=report, write=written, reason="Sót")
    board = board_of(asked.period, asked.schedule.area)
    assert board.share(-1) == (0, 1, 2)


def test_whom_to_call_is_named(asked):
    lines = board_of(asked.period, asked.schedule.area).lines
    add_officers(lines)
    officers = {line.area: line.officer for line in lines}
    assert officers[asked.commune] in {asked.officer, asked.colleague}
    assert officers[asked.other] is None


@pytest.mark.parametrize("seed", range(4))
def test_the_board_is_what_one_counts_again_after_random_work(asked, seed):
    dice, province = random.Random(seed), asked.schedule.area
    communes = [asked.commune, asked.other, *CommuneFactory.create_batch(4, parent=province)]
    people = {commune: UserFactory(area=commune) for commune in communes}
    for _ in range(40):
        commune = dice.choice(communes)
        late = dice.random() < 0.3
        asked.period.due_on = timezone.localdate() - timedelta(days=int(late))
        asked.period.save()
        report = open_report(by=people[commune], period=asked.period, area=commune)
        number = report.submissions.count()
        act = dice.choice([_send, _correct, _approve, _return])
        try:
            act(people[commune], asked.reviewer, report, number)
        except ValueError:
            continue
    board = board_of(asked.period, province)
    assert states(board) == {commune: counted(asked.period, commune)[0] for commune in communes}
    facts = [counted(asked.period, commune) for commune in communes]
    in_time = sum(state in {"sent", "approved"} and first for state, first in facts)
    come = sum(state in {"sent", "approved"} for state, _ in facts)
    assert (board.sent, board.whole, sum(board.counts.values())) == (come, 6, 6)
    assert board.share(-1) == (in_time, come, 6)
    assert len(board.left) == 6 - come


def counted(period, commune):
    """Count again, from the copies alone."""
    report = Report.unscoped.filter(period=period, area=commune).first()
    if report is None:
        return UNOPENED, False
    copies = list(Submission.unscoped.filter(report=report).order_by("number"))
    if not copies:
        return "draft", False
    return copies[-1].decision or "sent", copies[0].on_time


def _send(officer, _reviewer, report, _number):
    send(by=officer, report=report, write=written)


def _correct(officer, _reviewer, report, _number):
    correct(by=officer, report=report, write=written, reason="Sót")


def _approve(_officer, reviewer, report, number):
    approve(by=reviewer, report=report, number=number)


def _return(_officer, reviewer, report, number):
    send_back(by=reviewer, report=report, number=number, why="Sai")
