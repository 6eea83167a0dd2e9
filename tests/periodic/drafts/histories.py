"""Two communes of a province that report three times while things are written down; late ones too, and corrections.

What is true of a moment is counted by hand (tests/households/counts/test_timeline_property.py); sessions are kept in a
list of our own. Nothing of the drafts is used to say what they should say.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from households.counts.contribution import MOVED
from periodic.brief import kept
from periodic.catalogue.actions import make_form
from periodic.catalogue.rules.columns import column_of
from periodic.drafts.queries.drafts import content_of
from periodic.models import Cutoff, Report, Span, Submission
from periodic.periods.actions import make_schedule, open_periods
from teams.activities.actions import change_activity, log_activity, withdraw_activity
from teams.founding.actions import found_team
from teams.models import Activity, Member
from tests.factories import CommuneFactory, ProvinceFactory, UserFactory
from tests.households.counts.test_timeline_property import ANSWERS, ANY, BORN, Lives, by_hand, noon

START = date(2026, 9, 25)
ENDS = date(2026, 10, 14), date(2026, 11, 14), date(2026, 12, 14)
# By the figure of a form, the sum of households that it reads.
STOCKS = {"ho-trong-so": "households", "ho-khao-sat": "surveyed", "ho-dat": "covered"}
STOCKS |= {"ky-nang-1": "public_services"}
FLOWS = ("buoi", "luot")

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
    st.tuples(st.just("session"), ANY, AGO, st.one_of(st.none(), st.integers(0, 99))),
    st.tuples(st.just("session"), ANY, AGO, st.integers(0, 99)),
    st.tuples(st.just("correct"), ANY, AGO, st.integers(0, 99)),
    st.tuples(st.just("take_back"), ANY),
)
STEPS = st.lists(st.tuples(GAP, FACT), min_size=3, max_size=7)
# How many days after its end a period is reported; who of the two sends; who of them sends a correction after one fact
# more; whether the province sums up before, after or not at all.
WHO = st.sampled_from([(0, 1), (0, 1), (0,), (1,), ()])
ROUND = st.tuples(
    STEPS,
    st.integers(1, 4),
    WHO,
    st.tuples(WHO, FACT),
    st.sampled_from(["first", "last", "last", ""]),
)
ROUNDS = st.tuples(ROUND, ROUND, ROUND)


@dataclass
class Known:
    """What was true at one moment of a commune: stocks on the last day of each period, and the sessions there were."""

    stocks: dict
    sessions: list

    def stock(self, key, day):
        return self.stocks[day][STOCKS[key]]

    def flow(self, key, first, last):
        held = [people for on, people in self.sessions if first <= on <= last]
        return len(held) if key == "buoi" else sum(people or 0 for people in held)

    def stood(self, key, day):
        """Return a stock of a day, or how much of a flow there was up to it."""
        return self.stock(key, day) if key in STOCKS else self.flow(key, date.min, day)


class History(Lives):
    """Two communes with two villages each, in one province that asks them each month and sums up."""

    COMMUNES = 2

    def __init__(self):
        self.province = ProvinceFactory()
        super().__init__()
        self.towns = [one.commune for one in self.villages[::2]]
        leader = [{"full_name": "Tổ Trưởng", "role": Member.Role.LEADER}]
        founded = self.today - timedelta(100)
        self.teams = [
            found_team(by=None, area=one, on=founded, number="01/QĐ", members=leader)
            for one in self.villages[::2]
        ]
        columns = [column_of(key) for key in (*STOCKS, *FLOWS)]
        form = make_form(by=None, area=self.province, name="Tháng", columns=columns).form
        self.schedule = make_schedule(
            by=None,
            area=self.province,
            form=form,
            title="Báo cáo",
            span=Span.MONTH,
            cutoff=Cutoff.FOURTEENTH,
            begins_on=START,
        )
        open_periods(today=date(2026, 12, 20))
        self.officer, self.first_homes = UserFactory(area=self.province), self.homes
        self.version = self.schedule.form.versions.get()
        self.periods = {one.ends_on: one for one in self.schedule.periods.all()}

    def communes(self):
        return CommuneFactory.create_batch(self.COMMUNES, parent=self.province)

    def begin(self, clock):
        """Begin a history; the database is where it was."""
        self.clock, self.today, self.now, self.log = clock, START, noon(START), {}
        self.homes = {key: dict(log) for key, log in self.first_homes.items()}
        clock.move_to(self.now)

    def pass_to(self, day):
        """Come to a day, or to a minute later on it."""
        self.today, self.now = day, max(noon(day), self.now + timedelta(minutes=1))
        self.clock.move_to(self.now)

    def session(self, number, ago, people):
        on, team = self.day(ago), self.teams[number % 2]
        made = log_activity(by=None, team=team, held_on=on, title="Buổi", people=people)
        self.log[made.pk] = (number % 2, on, people)

    def correct(self, number, ago, people):
        if one := self.pick(Activity, number, withdrawn_on=None):
            on = self.day(ago)
            change_activity(by=None, activity=one, version=one.version, held_on=on, people=people)
            self.log[one.pk] = (self.log[one.pk][0], on, people)

    def take_back(self, number):
        if one := self.pick(Activity, number, withdrawn_on=None):
            withdraw_activity(by=None, activity=one, why="Ghi nhầm")
            del self.log[one.pk]

    def do(self, fact):
        name, *arguments = fact
        getattr(self, name)(*arguments)

    def go(self, steps, until):
        """Take the steps, days apart, and come to a day."""
        for gap, fact in steps:
            self.pass_to(min(self.today + timedelta(gap), until))
            self.do(fact)
        self.pass_to(until)

    def known(self):
        """Count by hand, of each commune, what is true now."""
        by_day = {day: by_hand(self, day) for day in ENDS}
        found = {}
        for at, town in enumerate(self.towns):
            here = [one.pk for one in self.villages if one.commune_id == town.pk]
            stocks = {
                day: {name: sum(rows[pk][name] for pk in here) for name in MOVED}
                for day, rows in by_day.items()
            }
            sessions = [(on, people) for whose, on, people in self.log.values() if whose == at]
            found[town.pk] = Known(stocks, sessions)
        return found

    def send(self, area, ends_on):
        """Send what a unit says of a period now, without all else that sending does."""
        self.pass_to(self.today)
        report, _ = Report.unscoped.update_or_create(
            period=self.periods[ends_on],
            area=area,
            defaults={"form_version": self.version, "state": "sent"},
        )
        number = report.submissions.count() + 1
        replaced = {"decision": "replaced", "decided_by": self.officer, "decided_at": self.now}
        report.submissions.filter(decision="").update(**replaced)
        content = content_of(report, self.now)
        Submission.unscoped.create(
            report=report,
            number=number,
            **kept(content.as_data()),
            reason="Sót" if number > 1 else "",
            sent_by=self.officer,
            sent_at=self.now,
            on_time=True,
        )
        self.pass_to(self.today)
        return content, self.known()
