"""In any history: what a report says less what the one before said is what moved within, and what came late.

The facts are counted by hand on three occasions (tests/households/counts/test_timeline_property.py); sessions are kept
in a list of our own. Nothing of the drafts is used to say what they should say.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from households.counts.contribution import MOVED
from periodic.catalogue.actions import make_form
from periodic.catalogue.rules.columns import column_of
from periodic.drafts.queries.drafts import content_of
from periodic.models import Cutoff, Span, Submission
from periodic.periods.actions import make_schedule, open_periods
from teams.activities.actions import change_activity, log_activity, withdraw_activity
from teams.founding.actions import found_team
from teams.models import Activity, Member
from tests.factories import ReportFactory, UserFactory
from tests.households.counts.test_timeline_property import ANSWERS, ANY, BORN, Lives, by_hand, noon
from tests.periodic.drafts.hand import late, number
from tests.proving import sample_or_all

pytestmark = pytest.mark.slow

START, CUT, SECOND = date(2026, 9, 25), date(2026, 10, 14), date(2026, 11, 14)
# Days before the one on which something is written down: the cut-off lies among them.
AGO = st.one_of(st.sampled_from([0, 0, 1, 2, 3, 5]), st.integers(0, 45))
GAP = st.sampled_from([0, 1, 1, 2, 3, 7])
FACT = st.one_of(
    st.tuples(st.just("add"), ANY, st.one_of(st.none(), ANSWERS), AGO, BORN),
    st.tuples(st.just("assess"), ANY, ANSWERS, AGO),
    st.tuples(st.just("withdraw"), ANY),
    st.tuples(st.just("close"), ANY, AGO),
    st.tuples(st.just("back"), ANY, AGO),
    st.tuples(st.just("move"), ANY, AGO),
    st.tuples(st.just("session"), AGO, st.one_of(st.none(), st.integers(0, 99))),
    st.tuples(st.just("session"), AGO, st.integers(0, 99)),
    st.tuples(st.just("correct"), ANY, AGO, st.integers(0, 99)),
    st.tuples(st.just("take_back"), ANY),
)
# By the figure of a form, the sum of households that it reads.
STOCKS = {"ho-trong-so": "households", "ho-khao-sat": "surveyed", "ho-dat": "covered"}
STOCKS |= {"ky-nang-1": "public_services"}
FLOWS = ("buoi", "luot")


@dataclass
class Known:
    """What was true of the facts at one moment: stocks on the two last days, and the sessions there were."""

    stocks: dict
    sessions: list

    def flow(self, key, first, last):
        held = [people for on, people in self.sessions if first <= on <= last]
        return len(held) if key == "buoi" else sum(people or 0 for people in held)


class History(Lives):
    """A commune that reports twice while things are written down, late ones too."""

    def __init__(self):
        super().__init__()
        self.commune = self.villages[0].commune
        leader = [{"full_name": "Tổ Trưởng", "role": Member.Role.LEADER}]
        founded = self.today - timedelta(100)
        self.team = found_team(
            by=None, area=self.villages[0], on=founded, number="01/QĐ", members=leader
        )
        columns = [column_of(key) for key in (*STOCKS, *FLOWS)]
        form = make_form(by=None, area=self.commune.province, name="Tháng", columns=columns).form
        self.schedule = make_schedule(
            by=None,
            area=self.commune.province,
            form=form,
            title="Báo cáo",
            span=Span.MONTH,
            cutoff=Cutoff.FOURTEENTH,
            begins_on=START,
        )
        self.officer, self.log = UserFactory(area=self.commune), {}

    def session(self, ago, people):
        on = self.day(ago)
        made = log_activity(by=None, team=self.team, held_on=on, title="Buổi", people=people)
        self.log[made.pk] = (on, people)

    def correct(self, number_, ago, people):
        if one := self.pick(Activity, number_, withdrawn_on=None):
            on = self.day(ago)
            change_activity(by=None, activity=one, version=one.version, held_on=on, people=people)
            self.log[one.pk] = (on, people)

    def take_back(self, number_):
        if one := self.pick(Activity, number_, withdrawn_on=None):
            withdraw_activity(by=None, activity=one, why="Ghi nhầm")
            del self.log[one.pk]

    def known(self):
        stocks = {}
        for day in (CUT, SECOND):
            villages = by_hand(self, day).values()
            stocks[day] = {name: sum(one[name] for one in villages) for name in MOVED}
        return Known(stocks, list(self.log.values()))

    def send(self, ends_on):
        """Send the report of the period that ended on a day; returns it and what was true."""
        period = self.schedule.periods.get(ends_on=ends_on)
        version = self.schedule.form.versions.get()
        report = ReportFactory(period=period, area=self.commune, form_version=version, state="sent")
        moment = noon(self.today) + timedelta(hours=1)
        content = content_of(report, moment)
        Submission.unscoped.create(
            report=report,
            number=1,
            content=content.as_data(),
            digest="0" * 64,
            sent_by=self.officer,
            sent_at=moment,
            on_time=True,
        )
        return content, self.known()


@pytest.mark.django_db
@settings(
    max_examples=sample_or_all(6, 1000),
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    before=st.lists(st.tuples(GAP, FACT), min_size=3, max_size=8),
    between=st.lists(st.tuples(GAP, FACT), min_size=4, max_size=9),
    sent_after=st.integers(1, 4),
)
def test_two_reports_differ_by_what_moved_and_what_came_late(db, before, between, sent_after):
    with transaction.atomic(), time_machine.travel(noon(START), tick=False) as clock:
        world = History()
        world.clock = clock
        go(world, before, CUT + timedelta(sent_after))
        first, knew = world.send(CUT)
        go(world, between, SECOND + timedelta(sent_after))
        open_periods()
        second, knows = world.send(SECOND)
        compare(first, second, knew, knows)
        transaction.set_rollback(True)


def go(world, steps, until):
    """Take the steps, days apart, and come to a day."""
    for gap, (name, *arguments) in steps:
        world.today = min(world.today + timedelta(gap), until)
        world.clock.move_to(noon(world.today))
        getattr(world, name)(*arguments)
    world.today = until
    world.clock.move_to(noon(until) + timedelta(hours=2))


def compare(first, second, knew, knows):
    for key, name in STOCKS.items():
        was, now = knew.stocks[CUT][name], knows.stocks[SECOND][name]
        assert (number(first, key), number(second, key)) == (was, now), key
        came_late = knows.stocks[CUT][name] - knew.stocks[CUT][name]
        within = knows.stocks[SECOND][name] - knows.stocks[CUT][name]
        assert late(second, key) == came_late, key
        assert number(second, key) - number(first, key) == within + late(second, key), key
    begins = CUT + timedelta(1)
    for key in FLOWS:
        flow = knows.flow(key, begins, SECOND)
        assert (number(second, key) or 0) == flow, key
        all_now, all_then = (one.flow(key, date.min, CUT) for one in (knows, knew))
        assert late(second, key) == all_now - all_then, key
