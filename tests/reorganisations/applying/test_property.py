"""Whatever units become of, in whatever order, nobody is lost, no sum of any day moves above, and all of it can be undone."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from itertools import cycle, islice

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from areas.kinds import Kind, Level
from areas.models import BEFORE_RECORDS, Area, Placement, Succession
from audit.models import AuditEntry
from figures.as_of import parts_on
from households.counts.checks import wrong_standings
from households.counts.contribution import MOVED
from households.models import Completion, Declaration, Household, Movement
from households.register.actions.steps import Refused
from reorganisations.applying import actions
from reorganisations.applying.queries.checks import Wrong
from reorganisations.applying.queries.since import done_since
from reorganisations.applying.rules import registry
from reorganisations.drafting import actions as drafting
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation, State
from rollup.counts import wrong_rows
from rollup.models import VillageCount
from teams.models import Activity, Member, Team, TeamVillage
from tests.factories import UserFactory
from tests.households.counts.test_property import ANY, STEP, Villages
from tests.proving import histories

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

KINDS = st.sampled_from(["merge", "merge", "split", "split", "move", "change", "end"])
REORGANISE = st.tuples(st.just("reorganise"), KINDS, ANY, st.sampled_from([0, 0, 3, 40, 200]))
# Something recorded, a decision, and maybe the decision taken back, or something recorded before that.
TURN = st.tuples(st.lists(STEP, max_size=2), REORGANISE, st.booleans(), st.booleans(), STEP)
HISTORY = st.lists(TURN, min_size=3, max_size=5)
# Days of which figures are compared before and after.
ASKED = (0, 1, 2, 3, 4, 20, 39, 40, 41, 100, 199, 200, 201, 350)
PLAYED = Counter()


class Units(Villages):
    """The villages of two communes, with decisions on them."""

    def __init__(self):
        super().__init__()
        # Units that factories make were called nothing on no day.
        Placement.unscoped.bulk_create([Placement.of(v, BEFORE_RECORDS) for v in self.villages])
        self.proposer, self.approver = UserFactory(), UserFactory()
        self.decisions, self.before = [], {}

    def reorganise(self, kind, number, ago):
        """Write, propose and approve a decision; where it cannot be so, nothing is done."""
        self.open = list(open_villages())
        sources, units = getattr(self, f"of_{kind}")(number)
        before, figures = live_rows(), self.figures()
        try:
            with transaction.atomic():
                decision = self.decide(kind, number, sources, units, ago)
        except Wrong:
            PLAYED["refused"] += 1
            return
        assert decision.state == State.APPLIED
        PLAYED[kind] += 1
        assert self.figures() == figures
        self.decisions.append(decision)
        self.before[decision.pk] = (before, figures, recorded())
        self.refresh()

    def refresh(self):
        """Go on with the villages that are open now; some steps take four of them, whichever."""
        self.villages = list(islice(cycle(open_villages()), max(4, len(open_villages()))))

    def decide(self, kind, number, sources, units, ago):
        facts = {"signed_on": self.day(ago), "effective_on": self.day(ago)}
        decision = drafting.begin(
            by=self.proposer, area=self.communes[0], number=f"{number}/QĐ", **facts
        )
        operation = drafting.add_operation(
            by=self.proposer, decision=decision, kind=kind, sources=sources, units=units
        )
        if kind == Operation.Kind.SPLIT:
            self.assign(operation, number)
        drafting.propose(by=self.proposer, decision=decision)
        return drafting.approve(by=self.approver, decision=decision)

    def assign(self, operation, number):
        """Assign two of three households of the village, some to each part."""
        village = operation.parts.sources().get().area
        parts = list(operation.parts.targets())
        for n, pk in enumerate(village.households.order_by("pk").values_list("pk", flat=True)):
            if (n + number) % 3:
                part = parts[(n + number) % len(parts)]
                drafting.assign(by=self.proposer, operation=operation, part=part, households=[pk])

    def of_merge(self, number):
        first = self.open[number % len(self.open)]
        beside = [one for one in self.open if one.commune_id == first.commune_id]
        target = {"area": first, "name": first.name} if number % 2 else {"name": f"Nhập {number}"}
        return beside[: 2 + number % 2], [Unit(kind="thon", parent=first.commune, **target)]

    def of_split(self, number):
        one = self.open[number % len(self.open)]
        others = [v for v in self.open if v.commune_id == one.commune_id and v != one]
        units = [Unit(kind="thon", name=f"Tách {number} {n}", parent=one.commune) for n in (1, 2)]
        if number % 3 == 0 and others:
            other = others[0]
            units[0] = Unit(kind=other.kind, name=other.name, parent=one.commune, area=other)
        if number % 3 == 1:
            units[1] = Unit(kind=one.kind, name=one.name, parent=one.commune, area=one)
        return [one], units

    def of_move(self, number):
        one = self.open[number % len(self.open)]
        other = next(c for c in self.communes if c.pk != one.commune_id)
        return [one], [Unit(kind=one.kind, name=one.name, parent=other, area=one)]

    def of_change(self, number):
        one = self.open[number % len(self.open)]
        return [one], [Unit(kind="to_dan_pho", name=f"Tổ {number}", parent=one.commune, area=one)]

    def of_end(self, number):
        return [self.open[number % len(self.open)]], []

    def undo(self, _number):
        """Take the last decision back; where something was recorded since, that is refused."""
        if not self.decisions:
            return
        decision = self.decisions.pop()
        if done_since(decision).exists():
            with pytest.raises(actions.BuiltOn), transaction.atomic():
                actions.undo(by=self.approver, reorganisation=decision)
            PLAYED["built on"] += 1
            self.decisions.clear()
            return
        rows, figures, entries = self.before[decision.pk]
        now = self.figures()
        actions.undo(by=self.approver, reorganisation=decision)
        assert self.figures() == now
        if entries == recorded():
            # Nothing was recorded elsewhere either.
            assert live_rows() == rows
            assert now == figures
            PLAYED["undone"] += 1
        self.refresh()

    def figures(self):
        """What the whole country had, day by day: households and people; villages change as decisions say."""
        country, found = Area.unscoped.get(level=Level.COUNTRY), {}
        for ago in ASKED:
            sums = Counter()
            for part in parts_on(country, self.day(ago), "commune_id").values():
                sums.update(dict(enumerate(part.sums[: len(MOVED)])))
            found[ago] = +sums
        return found


def recorded():
    """Return how much the journal has, but of decisions on units."""
    return AuditEntry.unscoped.exclude(subject__startswith="reorganisations.").count()


def open_villages():
    return Area.unscoped.villages().filter(closed_on=None).select_related("commune").order_by("pk")


def live_rows():
    """Everything that holds today, but for the journal, movements, versions and what stood on no day."""
    return {
        "households": set(Household.unscoped.values_list("pk", "village", "status", "head_name")),
        "units": set(
            Area.unscoped.filter(closed_on=None)
            .exclude(kind=Kind.UNASSIGNED)
            .values_list("pk", "name", "kind", "path", "parent", "province", "district", "commune")
        ),
        "placements": set(
            Placement.unscoped.open()
            .exclude(area__kind=Kind.UNASSIGNED)
            .values_list("pk", "area", "name", "kind", "parent", "valid_from")
        ),
        "descent": set(Succession.unscoped.values_list("predecessor", "successor", "on")),
        "teams": set(Team.unscoped.values_list("pk", "area", "led", "further_villages")),
        "served": {
            (team, village, since, until)
            for team, village, since, until in TeamVillage.unscoped.values_list(
                "team", "village", "valid_from", "valid_to"
            )
            if since != until
        },
        "declared": set(Declaration.unscoped.standing().values_list("pk", "households")),
        "complete": set(Completion.unscoped.standing().values_list("pk", "area")),
        "members": set(Member.unscoped.values_list("pk", "team", "left_on")),
        "sessions": set(Activity.unscoped.values_list("pk", "team")),
        "counts": set(
            VillageCount.unscoped.exclude(area__closed_on__isnull=False)
            .exclude(area__kind=Kind.UNASSIGNED)
            # A village is given its row by the first recount.
            .exclude(households=0, expected=0, teams=0)
            .values_list("pk", "commune", "households", "expected", "complete", "teams", "led")
        ),
    }


def check(world):
    assert wrong_rows()[1] == []
    assert wrong_standings()[1] == []
    lost = Household.unscoped.open().filter(village__closed_on__isnull=False)
    assert list(lost) == []
    sums = {f"n_{name}": Sum(name) for name in MOVED}
    for row in Movement.unscoped.order_by().values("village").annotate(**sums):
        count = VillageCount.unscoped.get(pk=row["village"])
        assert {n: row[f"n_{n}"] for n in MOVED} == {n: getattr(count, n) for n in MOVED}
    assert set(VillageCount.unscoped.values_list("pk", "commune")) <= set(
        Area.unscoped.filter(level=Level.VILLAGE).values_list("pk", "commune")
    )


@settings(
    phases=[Phase.explicit, Phase.generate],
    max_examples=histories(6, 150),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=HISTORY)
def test_nobody_is_lost_and_all_can_be_undone(db, history):
    with transaction.atomic():
        world = Units()
        for before, decision, undone, built_on, after in history:
            steps = [*before, decision, *([after] if built_on else [])]
            for name, *arguments in [*steps, *([("undo", 0)] if undone else [])]:
                # A household in no village is read only.
                with suppress(Refused), transaction.atomic():
                    getattr(world, name)(*arguments)
                check(world)
        transaction.set_rollback(True)


def test_the_histories_did_something():
    names = ("merge", "split", "move", "change", "undone", "refused")
    assert [name for name in names if not PLAYED[name]] == [], PLAYED


@pytest.mark.parametrize("gone", ["households.Household.village"])
def test_without_a_rule_nothing_is_done(db, monkeypatch, gone):
    world = Units()
    world.add(0, [2, 2, 2, 2, 2], "resident")
    monkeypatch.delitem(registry.RULES, gone)
    with pytest.raises(actions.NotEqual):
        world.reorganise("merge", 0, 0)


def test_a_decision_of_a_past_day_takes_along_what_was_recorded_meanwhile(db):
    world = Units()
    for n in range(4):
        world.add(n, [2, 2, 2, 2, 2], "resident")
    village = Household.unscoped.order_by("pk")[0].village
    world.reorganise("merge", world.villages.index(village) // 2 * 2, 40)
    new = Succession.unscoped.get(predecessor=village).successor
    then = parts_on(new.commune, world.today - timedelta(days=1), "area_id")
    assert then[(new.pk,)].sums[0] == 0
    now = parts_on(new.commune, world.today, "area_id")
    assert now[(new.pk,)].sums[0] == new.households.open().count()
