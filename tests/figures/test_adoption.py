"""The ladder of adoption: each step once by the rule, once by the database."""

from dataclasses import replace

import pytest
from django.utils import timezone

from accounts.roles import Role
from areas.actions import recount_villages
from areas.kinds import Level
from areas.models import Area
from figures.adoption import (
    Facts,
    Step,
    added,
    step_of,
    steps_by,
    steps_of_communes,
)
from figures.figures import total
from figures.live import figures_of_one, read
from households.counts.rollup import HOUSEHOLDS, lock, recount
from households.declarations import actions
from rollup.counts import add_rows
from tests.factories import (
    CommuneFactory,
    CompletionFactory,
    HouseholdFactory,
    UserFactory,
    VillageFactory,
)

NOW = timezone.now()
BEGUN = Facts(has_account=True, has_signed_in=True, n_villages=2, n_households=1)
COMPLETE = replace(BEGUN, list_complete=True, n_complete=2)


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (Facts(), Step.NO_ACCOUNT),
        (Facts(has_account=True), Step.NOT_SIGNED_IN),
        (Facts(has_account=True, has_signed_in=True), Step.NO_VILLAGE),
        (replace(BEGUN, n_households=0), Step.NO_HOUSEHOLD),
        (BEGUN, Step.BEGUN),
        (COMPLETE, Step.COMPLETE),
        # The furthest step tells, whoever wrote the register.
        (Facts(n_villages=1), Step.NO_HOUSEHOLD),
        (Facts(n_villages=1, n_households=1), Step.BEGUN),
        # Complete is the list and every register.
        (replace(COMPLETE, list_complete=False), Step.BEGUN),
        (replace(COMPLETE, n_complete=1), Step.BEGUN),
        (Facts(list_complete=True), Step.NO_ACCOUNT),
        # A commune whose villages all said that they have no household.
        (replace(COMPLETE, n_households=0), Step.COMPLETE),
    ],
)
def test_a_commune_stands_on_the_furthest_step_it_reached(facts, step):
    assert step_of(facts) == step


def test_begun_is_one_household_in_a_register():
    assert [step for step in Step if step.has_begun] == [Step.BEGUN, Step.COMPLETE]


# What each step adds to the one before it.
def give_account(commune):
    UserFactory(area=commune, role=Role.OFFICER, last_login=None)


def sign_in(commune):
    commune.users.update(last_login=NOW)


def add_village(commune):
    VillageFactory(parent=commune)
    recount_villages(commune)


def add_household(commune):
    village = commune.children.get()
    HouseholdFactory(village=village)
    lock([village])
    recount(village)


def complete(commune):
    village = commune.children.get()
    for place in (commune, village):
        CompletionFactory(area=place)
    lock([village])
    recount(village, commune, of=[HOUSEHOLDS])


ACTS = (give_account, sign_in, add_village, add_household, complete)


@pytest.fixture
def climb(db):
    def up_to(step, **where):
        commune = CommuneFactory(**where)
        for act in ACTS[: step.value]:
            act(commune)
        return commune

    return up_to


@pytest.mark.parametrize("step", list(Step))
def test_the_database_tells_each_step(climb, step):
    commune = climb(step)
    assert steps_of_communes(commune) == {commune.pk: step}
    assert added(steps_by(commune, "province_id")) == {one: int(one == step) for one in Step}


@pytest.mark.parametrize(
    "who",
    [
        {"role": Role.MEMBER},
        {"role": Role.COMMITTEE},
        {"role": Role.OFFICER, "is_active": False, "stopped_at": NOW},
    ],
    ids=["a member", "a committee", "one stopped"],
)
def test_only_an_officer_in_use_is_an_account(climb, who):
    commune = climb(Step.NO_ACCOUNT)
    UserFactory(area=commune, last_login=NOW, **who)
    assert steps_of_communes(commune) == {commune.pk: Step.NO_ACCOUNT}


def test_who_signed_in_and_was_stopped_counts_no_longer(climb):
    commune = climb(Step.NO_VILLAGE)
    commune.users.update(is_active=False, stopped_at=NOW)
    give_account(commune)
    assert steps_of_communes(commune) == {commune.pk: Step.NOT_SIGNED_IN}


def test_an_act_undone_or_a_village_without_one_is_a_step_back(climb):
    commune = climb(Step.COMPLETE)
    village = commune.children.get()
    actions.undo_complete(by=None, completion=village.completions.get())
    assert added(steps_by(commune, "province_id"))[Step.BEGUN] == 1
    actions.declare_complete(by=None, area=village, reason="Đủ")
    assert added(steps_by(commune, "province_id"))[Step.COMPLETE] == 1
    add_village(commune)
    assert added(steps_by(commune, "province_id"))[Step.BEGUN] == 1


def test_the_steps_of_a_unit_add_up_to_its_communes(climb, django_assert_max_num_queries):
    communes = [climb(step) for step in Step for _ in range(step.value + 1)]
    province = communes[0].province
    closed = climb(Step.BEGUN, parent=communes[0].parent)
    closed.closed_on = timezone.localdate()
    closed.save()
    country = province.parent
    with django_assert_max_num_queries(2):
        of_communes = steps_of_communes(country)
        by_province = steps_by(country, "province_id")
    assert closed.pk not in of_communes
    assert of_communes.keys() == {one.pk for one in communes}
    for step in Step:
        assert sum(here[step] for here in by_province.values()) == step.value + 1
    here = added(steps_by(province, "province_id"))
    assert here == by_province[province.pk]


def idle_of(unit, day):
    """Return how many communes have not begun: added up in Python, and by the database."""
    country = Area.unscoped.get(level=Level.COUNTRY)
    # Every commune that is loaded has a row (rollup.counts.add_rows).
    add_rows(Area.unscoped.communes())
    by_province = {pk: part for (pk,), part in read(country, day, "province_id").items()}
    inside = figures_of_one(unit, day)
    return inside.idle_communes, by_province[unit.pk].idle_communes


@pytest.mark.parametrize("step", list(Step))
def test_the_count_row_alone_tells_whether_a_commune_has_begun(climb, step):
    commune = climb(step)
    idle = int(not step.has_begun)
    assert idle_of(commune.province, timezone.localdate()) == (idle, idle)


def test_a_closed_commune_is_none_that_has_not_begun(climb):
    commune = climb(Step.NO_ACCOUNT)
    closed = climb(Step.NO_ACCOUNT, parent=commune.parent)
    closed.closed_on = timezone.localdate()
    closed.save()
    assert idle_of(commune.province, timezone.localdate()) == (1, 1)


def test_of_villages_their_commune_says_whether_it_has_begun_and_what_waits(climb):
    begun, idle = climb(Step.BEGUN), climb(Step.NO_HOUSEHOLD)
    for place in (begun, begun.children.get()):
        CompletionFactory(area=place, reason="Ít hộ", needs_confirmation=True)
    lock([begun])
    recount(begun.children.get(), begun, of=[HOUSEHOLDS])
    for commune, n in ((begun, (0, 2)), (idle, (1, 0))):
        found = total(read(commune, timezone.localdate(), "area_id").values())
        assert (found.idle_communes, found.waiting) == n
