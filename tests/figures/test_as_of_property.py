"""The figures of any past day say what the facts say of it, early or late, and as they were known then."""

import contextlib
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone
from hypothesis import given, settings, strategies as st

from areas.actions import add_village, holder_of
from areas.kinds import Kind, Level
from areas.models import Area
from figures.as_of import as_of_one
from figures.figures import Figures
from figures.snapshots import Parents, Then
from households.assigning.actions import assign, unassign
from households.counts.rollup import SUMS
from households.lifecycle import actions as lifecycle_actions
from households.lifecycle.actions.rehoming import rehome
from households.models import Completion, Declaration, Household, Transfer
from households.register.actions import Refused
from households.survey import actions as survey_actions
from households.transfer import actions as transfers
from rollup.counts import recount, wrong_rows
from teams.activities import actions as activities_actions
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Activity, EarlierFact, Member, Team
from tests.factories import VillageFactory
from tests.figures.past_days import ASKED, GAP, RULES, START, TURNS, Clock, Reached, as_of
from tests.households import registers
from tests.households.counts import test_timeline_property as homes
from tests.proving import histories
from tests.teams import test_life_property as life

pytestmark = pytest.mark.slow

OLD_DAYS = 60
# Played of each kind.
HISTORIES = histories(2, 160)
ANY = homes.ANY
AGO = st.integers(0, 90)


def play(days, steps, turns, pieces, do):
    """Do one thing after the other, and between them at each turn a set piece; then the year turns."""
    for number, (gap, (name, *arguments)) in enumerate(steps):
        for turn, (later, piece, *said) in zip(turns, pieces, strict=True):
            if number == turn:
                days.do(later, piece, said, do)
        if number == turns[0] + 1:
            days.new_year(number % 3)
        days.do(gap, name, arguments, do)


# Households, what was declared of them, and registers that are complete


class Provinces(registers.Registers, homes.Lives):
    """Two provinces with a commune each; they and their villages declare, and say that they are complete."""

    COMMUNES = 2
    # A commune says more than its villages explain; a register is complete, and then is not.
    PIECES = ((0, "declare", 0, 30, 4, 20), (1, "complete", 2, 5), (3, "undo_register", 0, 2))

    def __init__(self):
        super().__init__()
        self.assigned, self.gone = [], []
        self.communes = [village.commune for village in self.villages[::2]]
        Area.unscoped.filter(level=Level.VILLAGE).update(opened_on=START - timedelta(3000))
        for area in self.villages:
            area.refresh_from_db()

    @property
    def places(self):
        return [*self.communes, *self.villages]

    @property
    def standing(self):
        return [*self.villages, *Area.unscoped.filter(kind=Kind.UNASSIGNED)]

    def do(self, name, *arguments):
        # Nothing is written of a household of which no village is known: the step is not taken.
        with contextlib.suppress(Refused):
            getattr(self, name)(*arguments)

    def aside(self, number, ago):
        """Let a household of a village have none from a day on, as a split does."""
        household = self.pick(Household, number, closed_on=None, village__in=self.villages)
        if household is None:
            return
        old = household.village
        day = max(self.day(ago), old.opened_on)
        holder = holder_of(by=None, commune=old.commune, since=day)
        rehome(old=old, new=holder, on=day, at=timezone.now(), keys={household.pk})
        recount(old, holder)
        self.rehomed(household, old, holder, day)

    def assign(self, number):
        """Give one its village; what came before stays, to be taken back."""
        household = self.pick(Household, number, village__kind=Kind.UNASSIGNED)
        if household is None:
            return
        holder = household.village
        here = [one for one in self.villages if one.commune_id == holder.commune_id]
        village, before = here[number % len(here)], dict(self.homes[household.pk])
        facts = {"by": None, "commune": holder.commune, "village": village}
        made = assign(households=[household.pk], **facts)
        self.rehomed(household, holder, village, village.opened_on)
        self.assigned.append((household, before, {**facts, "at": made.at}))

    def unassign(self, number):
        if self.assigned:
            household, before, facts = self.assigned[number % len(self.assigned)]
            if unassign(**facts):
                self.homes[household.pk] = before

    def go(self, number, ago):
        """Let a household go to the other commune as of a day, no earlier than it came to where it stands."""
        household = self.pick(Household, number, closed_on=None)
        if household is None:
            return
        log, was, commune = (
            self.homes[household.pk],
            household.village_id,
            household.village.commune,
        )
        there = [one for one in self.villages if one.commune_id != commune.pk]
        village, before, day = there[number % 2], dict(log), self.day(ago)
        facts = {"by": None, "household": household, "commune": village.commune}
        offered = transfers.offer(on=max(day, household.opened_on), **facts)
        transfers.accept(by=None, transfer=offered, village=village)
        stands = next((one for one in sorted(log, reverse=True) if log[one] != was), None)
        since = min(one for one in log if stands is None or one > stands)
        day = max(day, since, village.opened_on)
        self.homes[household.pk] = {one: pk for one, pk in log.items() if one < day}
        self.homes[household.pk][day] = village.pk
        self.gone.append((household, before, offered))

    def come_home(self, number):
        if self.gone:
            household, before, offered = self.gone[number % len(self.gone)]
            transfers.take_back(by=None, transfer=offered)
            if Transfer.unscoped.get(pk=offered.pk).state == Transfer.State.OFFERED:
                transfers.withdraw(by=None, transfer=offered)
                self.homes[household.pk] = before

    def rehomed(self, household, old, new, day):
        """Note that a household stood in another place on the days from one on on which it stood in the old one."""
        log, was = self.homes[household.pk], self.home(household.pk, day)
        for later in [one for one in log if one >= day and log[one] == old.pk]:
            log[later] = new.pk
        if was == old.pk:
            log[day] = new.pk

    def village(self, number, ago):
        """Enter a village that is there since a day; two at most."""
        if len(self.villages) < 6:
            name, day = f"Mới {len(self.villages)}", self.day(ago)
            commune = self.communes[number % 2]
            self.villages.append(
                add_village(by=None, commune=commune, kind=Kind.THON, name=name, opened_on=day)
            )

    def move(self, number, ago):
        """Move a household; on days on which it was away it stays away."""
        household = self.pick(Household, number, closed_on=None)
        if household is None:
            return
        village = self.next_door(household)
        day = max(self.day(ago), household.opened_on, village.opened_on)
        lifecycle_actions.move_within(by=None, household=household, village=village, on=day)
        log, was = self.homes[household.pk], self.home(household.pk, day)
        for later in [one for one in log if one >= day and log[one]]:
            log[later] = village.pk
        if was:
            log[day] = village.pk

    def confirm(self, number):
        survey_actions.confirm(by=None, households=[self.pick(Household, number)])

    def note(self, reached):
        """Count what this history came to."""
        reached["back-dated declaration"] += Declaration.unscoped.exclude(
            declared_on=self.today
        ).exists()
        reached["complete"] += Completion.unscoped.standing().exists()
        reached["undone"] += Completion.unscoped.exclude(undone_at=None).exists()
        reached["of no village"] += Area.unscoped.filter(kind=Kind.UNASSIGNED).exists()
        reached["unexplained"] += any(
            as_of_one(one, self.today).unattributed for one in self.communes
        )


FACTS = st.one_of(
    registers.steps(AGO),
    st.tuples(st.just("confirm"), ANY),
    st.tuples(st.just("village"), ANY, AGO),
    *[st.tuples(st.just("aside"), ANY, AGO)] * 2,
    *[st.tuples(st.just("assign"), ANY)] * 2,
    st.tuples(st.just("unassign"), ANY),
    *[st.tuples(st.just("go"), ANY, AGO)] * 2,
    st.tuples(st.just("come_home"), ANY),
)


def old_by_hand(world, day):
    """Count the households surveyed, where nobody has looked since, from the facts."""
    found, since = dict.fromkeys((v.pk for v in world.standing), 0), day - timedelta(OLD_DAYS)
    for household in Household.unscoped.prefetch_related("residents__assessments"):
        village = world.home(household.pk, day)
        looks = []
        for person in household.residents.all():
            if not homes.lives_there(person, day) or len(homes.known_on(person, day)) < 5:
                continue
            looks += [
                row.assessed_on
                for row in person.assessments.all()
                if row.withdrawn_at is None
                and row.assessed_on <= day
                and any(one is not None for one in row.results)
            ]
        if looks and village:
            later = household.confirmations.filter(confirmed_on__lte=day)
            looks += [row.confirmed_on for row in later if row.confirmed_on >= since]
            found[village] += max(looks) < since
    return found


def by_hand(world, day):
    """Count villages and communes from the facts, in words of our own."""
    old, villages = old_by_hand(world, day), homes.by_hand(world, day)
    for pk, sums in villages.items():
        sums["old"] = old[pk]
    return villages, registers.add_expected([*world.communes, *world.standing], villages, day)


def check_households(world, day):
    villages, communes = by_hand(world, day)
    country = Area.unscoped.get(level=Level.COUNTRY)
    found = as_of(country, Level.VILLAGE, day)
    for pk, sums in villages.items():
        then = found.get(pk) or Figures()
        assert {name: getattr(then, name) for name in SUMS} == sums, (pk, day)
    for commune, (whole, n, beyond) in communes.items():
        then = as_of_one(commune, day)
        assert {name: getattr(then, name) for name in SUMS} == whole, day
        assert (then.villages, then.unattributed_villages) == (n, beyond), day


@pytest.mark.by_turns(2)
@pytest.mark.django_db
def test_figures_of_any_day_are_what_the_facts_of_households_say(db):
    reached = Reached()

    @settings(max_examples=HISTORIES, **RULES)
    @given(
        steps=st.lists(st.tuples(GAP, st.one_of(homes.STEP, FACTS)), min_size=6, max_size=12),
        turns=TURNS,
        asked=ASKED,
    )
    def history(steps, turns, asked):
        with (
            transaction.atomic(),
            override_settings(STATUS_OLD_DAYS=OLD_DAYS),
            time_machine.travel(homes.noon(START), tick=False) as clock,
        ):
            world = Provinces()
            days = Clock(clock, world, asked)
            # Somebody who knows it all and comes of age when the year turns.
            world.enter(0, START.year - 14, 10)
            world.assess(1, [2] * 5, 10)
            play(days, steps, turns, world.PIECES, world.do)
            assert wrong_rows()[1] == []
            days.check()
            for day in days.days():
                check_households(world, day)
            days.note(reached)
            world.note(reached)
            transaction.set_rollback(True)

    history()
    reached.check("of age", "undone", "unexplained")


# Teams


class Teams(life.Life):
    """What teams do, with sessions that are put right, withdrawn and brought back."""

    # A session that is withdrawn and comes back on a later day.
    PIECES = ((0, "session", 0, 9), (1, "withdraw_session", 0), (3, "restore_session", 0))

    def move_session(self, number, ago):
        for one in self.pick(Activity, number):
            if not one.withdrawn_on:
                activities_actions.change_activity(
                    by=None, activity=one, version=one.version, held_on=self.day(ago)
                )

    def withdraw_session(self, number):
        for one in self.pick(Activity, number):
            activities_actions.withdraw_activity(by=None, activity=one, why="Nhầm")

    def restore_session(self, number):
        gone = list(Activity.unscoped.exclude(withdrawn_on=None).order_by("pk"))
        for one in gone[number % len(gone) :][:1] if gone else []:
            activities_actions.restore_activity(by=None, activity=one)

    def note(self, reached):
        """Count what this history came to."""
        earlier = EarlierFact.unscoped.filter(kind=EarlierFact.Kind.HELD)
        reached["put right"] += earlier.exists()
        brought_back = Activity.unscoped.filter(withdrawn_on=None, changed_at__isnull=False)
        reached["restored later"] += any(
            fact.replaced_at < session.changed_at
            for session in brought_back
            for fact in earlier.filter(team=session.team_id, since=session.held_on)
        )


SESSIONS = st.one_of(
    st.tuples(st.just("session"), ANY, AGO),
    st.tuples(st.just("move_session"), ANY, AGO),
    *[st.tuples(st.just("withdraw_session"), ANY)] * 2,
    *[st.tuples(st.just("restore_session"), ANY)] * 3,
)


@pytest.mark.by_turns(2)
@pytest.mark.django_db
def test_figures_of_any_day_are_what_the_facts_of_teams_say(db):
    reached = Reached()

    @settings(max_examples=HISTORIES, **RULES)
    @given(
        steps=st.lists(st.tuples(GAP, st.one_of(life.STEP, SESSIONS)), min_size=6, max_size=16),
        turns=TURNS,
        asked=ASKED,
    )
    def history(steps, turns, asked):
        with transaction.atomic(), time_machine.travel(homes.noon(START), tick=False) as clock:
            world = Teams()
            days = Clock(clock, world, asked)
            days.do(0, "found", (1, 30, True), world.do)
            days.do(0, "session", (0, 5), world.do)
            play(days, steps, turns, world.PIECES, world.do)
            days.check()
            every = list(Team.unscoped.select_related("area"))
            for day in days.days():
                life.check_past(every, day)
            world.note(reached)
            transaction.set_rollback(True)

    history()
    reached.check("restored later")


# Single facts


@pytest.mark.django_db
def test_somebody_made_leader_today_leads_on_no_day_before():
    with time_machine.travel(homes.noon(START), tick=False) as clock:
        village = VillageFactory()
        country = Area.unscoped.get(level=Level.COUNTRY)
        people = [{"full_name": "Lê Lan"}]
        team = founding_actions.found_team(by=None, area=village, on=START, members=people)
        activities_actions.log_activity(by=None, team=team, held_on=START, title="Buổi")
        clock.move_to(homes.noon(START + timedelta(40)))
        day = START + timedelta(39)
        before = as_of_one(country, day)
        member = Member.unscoped.get(team=team)
        members_actions.change_member(by=None, member=member, role=Member.Role.LEADER)
        assert as_of_one(country, day) == before
        assert (before.with_team, before.led, before.active) == (1, 0, 0)
        assert dict(Then(day, Parents()).villages())[village.pk].led == 0
        assert as_of_one(country, START + timedelta(40)).active == 1


@pytest.mark.django_db
def test_a_village_entered_late_was_not_known_before():
    with time_machine.travel(homes.noon(START), tick=False) as clock:
        first = VillageFactory()
        clock.move_to(homes.noon(START + timedelta(9)))
        add_village(by=None, commune=first.commune, kind=Kind.THON, name="Mới", opened_on=START)
        assert as_of_one(first.commune, START).villages == 2
        assert as_of_one(first.commune, START, START).villages == 1
