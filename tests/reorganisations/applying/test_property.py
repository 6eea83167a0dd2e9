"""Whatever units become of, in whatever order, nobody is lost, no sum of any day moves above, and all of it can be undone."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from areas.kinds import Level
from areas.models import Area, Succession
from figures.as_of import parts_on
from households.counts.checks import wrong_standings
from households.counts.contribution import MOVED
from households.models import Household, Movement
from households.register.actions.steps import Refused
from reorganisations.applying import actions
from reorganisations.applying.rules import registry
from rollup.counts import wrong_rows
from rollup.models import CommuneCount, VillageCount
from tests.households.counts.test_property import ANY, STEP
from tests.proving import histories
from tests.reorganisations.histories import ABOVE, PLAYED, Units

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

OF_VILLAGES = ["merge", "merge", "split", "split", "move", "change", "end"]
KINDS = st.sampled_from([*OF_VILLAGES, *ABOVE])
REORGANISE = st.tuples(st.just("reorganise"), KINDS, ANY, st.sampled_from([0, 0, 3, 40, 200]))
# Something recorded, a decision, and maybe the decision taken back, or something recorded before that.
TURN = st.tuples(st.lists(STEP, max_size=2), REORGANISE, st.booleans(), st.booleans(), STEP)
HISTORY = st.lists(TURN, min_size=3, max_size=5)
ALL = 150
PLAYS = histories(6, ALL)


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
    # Also of one that has no village just now: those that come are counted where its row says it lies.
    open_ones = Area.unscoped.communes().filter(closed_on=None)
    rows = CommuneCount.unscoped.filter(area__in=open_ones)
    assert set(rows.values_list("pk", "province", "district")) <= set(
        open_ones.values_list("pk", "province", "district")
    )


@settings(
    phases=[Phase.explicit, Phase.generate],
    max_examples=PLAYS,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(history=HISTORY)
def play(history):
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


def test_nobody_is_lost_and_all_can_be_undone(db):
    play()
    names = ("merge", "split", "move", "change", "undone", "refused", *ABOVE)
    missed = [name for name in names if not PLAYED[name]]
    # Each comes up in all histories, most of them in a sample or a share.
    assert len(missed) <= (0 if PLAYS == ALL else len(names) // 2), PLAYED


@pytest.mark.parametrize(
    ("gone", "kind", "refused"),
    [
        ("households.Household.village", "merge", actions.NotEqual),
        ("teams.TeamVillage.village", "merge", AssertionError),
        ("teams.Need.area", "merge", AssertionError),
        ("accounts.AccountRequest.area", "merge_communes", AssertionError),
        ("privacy.SubjectRequest.commune", "merge_communes", AssertionError),
    ],
)
def test_without_a_rule_nothing_is_done_or_this_test_fails(db, monkeypatch, gone, kind, refused):
    """One of each kind of column that a decision takes along; what is counted is compared by `check`."""
    world = Units()
    world.add(0, [2, 2, 2, 2, 2], "resident")
    monkeypatch.setitem(registry.RULES, gone, registry.Rule.STAYS)
    with pytest.raises(refused):
        world.reorganise(kind, 0, 0)


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
