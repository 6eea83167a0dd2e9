"""A summary made of what is kept beside each copy says what one made of the whole registers says.

In random months: facts written down early and late, sendings, corrections, returns, names taken out, a form that asks
more than some of those who sent were asked, a commune that was closed.
"""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone

from areas.actions import recount_villages
from households.register.actions import add_household
from periodic.brief import Brief, brief_of
from periodic.catalogue.actions import new_version
from periodic.catalogue.rules.columns import column_of
from periodic.content import Content
from periodic.drafts.queries import below, drafts, units
from periodic.drafts.queries.drafts import content_of
from periodic.drafts.queries.facts import Asked, facts_of
from periodic.drafts.queries.rest import rest_of
from periodic.filing.actions.redacting import redact
from periodic.models import State, Submission
from teams.activities.actions import log_activity
from teams.founding.actions import dissolve_team, found_team
from teams.members.actions import join
from teams.models import Member
from tests.factories import CommuneFactory, ReportFactory, TypedValueFactory, VillageFactory
from tests.periodic.drafts.hand import FORM, Place, at
from tests.proving import DAY, sample_or_all

pytestmark = pytest.mark.django_db
FOUNDED = date(2026, 9, 1)
LEADER = {"full_name": "Tổ Trưởng", "role": Member.Role.LEADER, "sex": "f"}
FULL, NONE = [2, 2, 2, 2, 2], [0, 0, 0, 0, 0]


class Towns(Place):
    """A province of three communes with teams, and one that was closed in September and whose team is gone."""

    def __init__(self):
        super().__init__()
        others = [CommuneFactory(parent=self.commune.parent) for _ in range(3)]
        self.towns, self.closed = [self.commune, *others[:2]], others[2]
        self.homes = [*self.villages, *(VillageFactory(parent=one) for one in self.towns[1:])]
        self.province, self.now = self.commune.province, FOUNDED
        for one in others:
            recount_villages(one)
        with at(FOUNDED):
            self.teams = [self.found(one) for one in self.homes[1:]]
            self.gone = self.found(self.closed)
        with at(date(2026, 9, 10)):
            log_activity(by=None, team=self.gone, held_on=FOUNDED, title="Buổi", people=8)
            dissolve_team(by=None, team=self.gone, on=date(2026, 9, 10), number="02/QĐ")
            self.closed.closed_on = date(2026, 9, 11)
            self.closed.save()

    def found(self, area):
        return found_team(by=None, area=area, on=FOUNDED, number="01/QĐ", members=[LEADER])

    # --- What happens ---

    def home(self, chance):
        results = chance.choice([FULL, NONE, None])
        add_household(
            by=None,
            village=chance.choice(self.homes),
            head_name="Chủ Hộ",
            birth_year=1980,
            results=results,
            on=self.now - timedelta(chance.choice([0, 1, 5, 30])),
        )

    def session(self, chance):
        on = self.now - timedelta(chance.choice([0, 1, 5, 30]))
        people = chance.choice([None, 7, 20])
        log_activity(
            by=None, team=chance.choice(self.teams), held_on=on, title="Buổi", people=people
        )

    def member(self, chance):
        on = self.now - timedelta(chance.choice([0, 10]))
        join(by=None, team=chance.choice(self.teams), full_name="Tổ Viên", joined_on=on)

    def report_of(self, town, period):
        found = town.period_reports.filter(period=period).first()
        version = self.schedule.form.versions.latest("number")
        return found or ReportFactory(period=period, area=town, form_version=version)

    def sends(self, chance, period):
        """A commune sends, or corrects what it sent."""
        report = self.report_of(chance.choice(self.towns), period)
        report.texts = {"results": "Khen Tổ Trưởng", "difficulties": "Thiếu máy"}
        if chance.random() < 0.5:
            TypedValueFactory(report=report, column="kinh-phi", number=chance.randrange(9))
        self.send(report)

    def goes_back(self, chance, period):
        report = self.report_of(chance.choice(self.towns), period)
        if report.submissions.exists():
            report.state = State.RETURNED
            report.save()

    def is_redacted(self, chance, period):
        report = self.report_of(chance.choice(self.towns), period)
        copy = report.submissions.first()
        if copy and report.state == State.SENT and copy.content["texts"]["results"] != "Khen":
            redact(by=self.officer, report=report, texts={"results": "Khen"})

    def asks_more(self, chance, _period):
        form = self.schedule.form
        new_version(by=None, form=form, columns=[*FORM, column_of("ky-nang-2")])

    def month(self, chance, period):
        """Let things happen from the end of a period on."""
        self.now = period.ends_on + timedelta(1)
        facts = [self.home, self.home, self.session, self.session, self.member]
        acts = [self.sends, self.sends, self.sends, self.goes_back, self.is_redacted]
        for _ in range(9):
            with at(self.now):
                if chance.random() < 0.5:
                    chance.choice(facts)(chance)
                else:
                    chance.choice(acts)(chance, period)
            self.now += timedelta(chance.choice([0, 1]))

    def summary(self, period):
        """Return what the province says now, as it would be frozen."""
        with at(self.now):
            report = self.report_of(self.province, period)
            return content_of(report, timezone.now())


@contextmanager
def read_whole():
    """Let the whole registers be read for a summary, as they are where nobody sent."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafts._Draft, "weighed", {})
        patch.setattr(drafts._Draft, "rest", lambda _self, asked, _told: asked)
        yield


def plain(content, *, weighed=False):
    """Return what must be the same either way; how shares are weighed, where nothing moved since all sent."""
    if weighed:
        return content
    values = {key: replace(one, is_said=True) for key, one in content.total.values.items()}
    return replace(content, total=replace(content.total, values=values), weighed={}, sentences=())


def both(towns, period):
    kept = towns.summary(period)
    with read_whole():
        return kept, towns.summary(period)


@pytest.mark.parametrize("seed", range(sample_or_all(3, 60)))
def test_kept_and_read_are_the_same(seed):
    chance, towns = Random(seed if sample_or_all(0, 1) else DAY + seed), Towns()
    for period in (towns.october, towns.november):
        towns.month(chance, period)
        if chance.random() < 0.5:
            with at(towns.now):
                towns.asks_more(chance, period)
        kept, read = both(towns, period)
        assert plain(kept) == plain(read)
        with at(towns.now):
            towns.send(towns.report_of(towns.province, period))
    for copy in Submission.unscoped.all():
        assert copy.brief == brief_of(copy.content)
        assert (
            Brief.of_data(copy.brief).row(copy.report.area_id)
            == Content.of_data(copy.content).total
        )


def test_shares_are_weighed_alike_while_nothing_moved_since_all_have_sent(monkeypatch):
    towns = Towns()
    with at(towns.october.ends_on):
        for _ in range(4):
            towns.now = towns.october.ends_on
            towns.home(Random(1))
    with at(towns.october.ends_on + timedelta(2)):
        for town in towns.towns:
            towns.send(towns.report(towns.october, town))
    towns.now = towns.october.ends_on + timedelta(3)
    kept, read = both(towns, towns.october)
    assert plain(kept, weighed=True) == plain(read, weighed=True)
    assert {one.is_said for one in kept.total.values.values()} == {True, False}
    # Nothing of whoever sent is read of the register, the closed one's session of September apart.
    asked = []
    monkeypatch.setattr(units, "facts_of", lambda one: asked.append(one.among) or facts_of(one))
    monkeypatch.setattr(drafts, "flows_of", lambda one: asked.append(one.among) or {})
    towns.summary(towns.october)
    assert asked == [[], [towns.closed.pk]]


def test_what_is_kept_otherwise_than_it_was_sent_is_seen():
    """The control: were a kept number not that of the copy, the summary would be another."""
    towns = Towns()
    with at(towns.october.ends_on + timedelta(1)):
        towns.send(towns.report(towns.october))
    towns.now = towns.october.ends_on + timedelta(2)
    kept, read = both(towns, towns.october)
    assert plain(kept) == plain(read)
    copy = Submission.unscoped.get()
    copy.brief["values"]["buoi"]["n"] += 1
    copy.save()
    below._READ.found.clear()
    changed = towns.summary(towns.october)
    assert plain(changed) != plain(read)
    assert copy.brief != brief_of(copy.content)


def test_some_parts_are_read_as_they_are_read_among_all():
    towns = Towns()
    chance = Random(2)
    towns.month(chance, towns.november)
    for area in (towns.province, towns.commune.parent, towns.province.parent):
        if area is None:
            continue
        for moment in (None, timezone.now()):
            asked = Asked(area, date(1900, 1, 1), towns.november.ends_on, moment)
            whole = facts_of(asked)
            for key in list(whole)[:2]:
                assert facts_of(replace(asked, among=[key])) == {key: whole[key]}, area
    assert facts_of(replace(asked, among=[])) == {}


def test_a_closed_unit_is_read_while_the_register_may_say_something_of_it():
    towns = Towns()
    closed, open_ = towns.closed, towns.commune

    def rest(begins, ends, known=None):
        return rest_of(Asked(towns.province, begins, ends, known), [closed, open_])

    october = (towns.october.begins_on, towns.october.ends_on)
    assert rest(*october) == [open_.pk]
    assert rest(date(1900, 1, 1), october[1]) == [open_.pk, closed.pk]
    assert rest(FOUNDED, date(2026, 9, 10)) == [closed.pk, open_.pk]
    # What was written down of its end later was not known yet.
    towns.gone.refresh_from_db()
    towns.gone.dissolution_recorded_at = timezone.now()
    towns.gone.save()
    assert rest(*october, timezone.now() - timedelta(days=1)) == [open_.pk, closed.pk]
    assert rest(*october) == [open_.pk]
    VillageFactory(parent=closed)
    assert rest(*october) == [open_.pk, closed.pk]
