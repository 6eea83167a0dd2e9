"""What a decision does to units: merged, split, ended, moved, called otherwise; and taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from areas import reorganising as units
from areas.actions import add_village
from areas.models import Area, Succession
from audit.actions import record
from figures.as_of import parts_on
from households.lifecycle.actions import move_out
from households.models import Household, Movement
from reorganisations.applying import actions
from reorganisations.applying.queries.checks import wrong_with
from reorganisations.applying.queries.since import done_since
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation, State
from rollup.counts import wrong_rows
from rollup.models import VillageCount
from teams.models import Team, TeamVillage
from tests.factories import HouseholdFactory, ImportFactory, ImportRowFactory
from tests.reorganisations.plays import carried, drafted, merged, named

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
STATES = {"checked", "running", "failed", "done"}


@pytest.fixture
def two(world):
    """Two villages of a commune with households, a team in the first."""
    return world.own.villages[:2]


def merge(world, **kwargs):
    """Merge the first two villages of our commune."""
    decision = merged(world.own.area, world.own.villages[:2], **kwargs)
    return carried(decision, proposer=world.own.officer, approver=world.reviewer)


def households_by_day(world, days=40):
    """What the commune had, day by day."""
    today = timezone.localdate()
    found = []
    for n in range(0, days, 4):
        parts = parts_on(world.own.area, today - timedelta(days=n), "commune_id")
        found.append({key: one.sums for key, one in parts.items()})
    return found


class TestMerger:
    def test_households_teams_and_names_go_to_a_new_village(self, world, two):
        keys = set(Household.unscoped.filter(village__in=two).values_list("pk", flat=True))
        decision = merge(world)
        new = named(world.own.area, "Mới")
        assert decision.state == State.APPLIED
        assert set(new.households.values_list("pk", flat=True)) == keys
        assert {one.closed_on for one in Area.unscoped.filter(pk__in=[v.pk for v in two])} == {
            timezone.localdate()
        }
        assert Succession.unscoped.filter(successor=new).count() == 2
        assert Team.unscoped.filter(area__in=two, dissolved_on=None).count() == 0
        assert TeamVillage.unscoped.open().filter(village=new).exists()
        assert VillageCount.unscoped.get(pk=new.pk).households == new.households.open().count()
        assert wrong_rows()[1] == []

    @pytest.mark.parametrize("back", [0, 30])
    def test_no_sum_of_any_day_moves_in_the_commune(self, world, back):
        before = households_by_day(world)
        merge(world, on=timezone.localdate() - timedelta(days=back))
        assert households_by_day(world) == before
        assert wrong_rows()[1] == []

    def test_it_is_taken_back_whole(self, world, two):
        before = households_by_day(world)
        homes = dict(Household.unscoped.values_list("pk", "village"))
        decision = merge(world, on=timezone.localdate() - timedelta(days=10))
        actions.undo(by=world.reviewer, reorganisation=decision)
        assert dict(Household.unscoped.values_list("pk", "village")) == homes
        assert households_by_day(world) == before
        assert not Area.unscoped.filter(
            pk__in=[v.pk for v in two], closed_on__isnull=False
        ).exists()
        assert wrong_rows()[1] == []
        by_village = Movement.unscoped.filter(village__in=two).values_list("village", "households")
        assert (
            sum(n for _pk, n in by_village)
            == Household.unscoped.open().filter(village__in=two).count()
        )


def test_what_is_recorded_of_its_teams_elsewhere_or_has_its_name_stands_against_taking_it_back(
    world, two
):
    decision = merge(world)
    team = TeamVillage.unscoped.open().get(village=named(world.own.area, "Mới")).team
    assert not done_since(decision).exists()
    elsewhere = world.foreign.village.path
    record(world.own.officer, "Sửa", team, place=elsewhere)
    record(world.own.officer, "Sửa", world.foreign.village, place=elsewhere)
    assert done_since(decision).get().subject == "teams.team"
    facts = {"by": world.own.officer, "commune": world.own.area}
    add_village(**facts, kind=two[0].kind, name=two[0].name)
    assert "areas.area" in set(done_since(decision).values_list("subject", flat=True))


def test_rows_of_a_file_that_is_being_written_go_along(world, two):
    by = world.own.officer
    sent = {state: {"confirmed_by": None if state == "checked" else by} for state in STATES}
    files = {
        state: ImportFactory(commune=world.own.area, state=state, **facts)
        for state, facts in sent.items()
    }
    rows = {state: ImportRowFactory(source=one, village=two[0]) for state, one in files.items()}
    merge(world)
    new = named(world.own.area, "Mới")
    for row in rows.values():
        row.refresh_from_db()
    assert {state for state, row in rows.items() if row.village == new} == STATES - {"done"}


def test_one_that_can_be_carried_out_no_more_does_not_hold_up_the_others(world):
    own, today = world.own, timezone.localdate()
    later = today + timedelta(days=1)
    first = merged(own.area, own.villages[:2], "Một", on=later)
    unit = Unit(kind="thon", name="Hai", parent=own.area, area=own.villages[1])
    second = drafted(own.area, Operation.Kind.CHANGE, [own.villages[1]], [unit], on=later)
    carried(first, proposer=own.officer, approver=world.reviewer)
    carried(second, proposer=own.officer, approver=world.reviewer)
    units.end([own.villages[0]], today)
    tomorrow = time_machine.travel(timezone.now() + timedelta(days=1))
    with tomorrow, pytest.raises(CommandError, match=str(first.uuid)):
        call_command("apply_reorganisations")
    states = [type(one).unscoped.get(pk=one.pk).state for one in (first, second)]
    assert states == [State.APPROVED, State.APPLIED]


def said_of(decision):
    """Say what is wrong with a decision as a whole."""
    decision.refresh_from_db()
    return " ".join(wrong_with(decision, list(decision.operations.all())))


def test_a_decision_does_not_begin_two_villages_of_one_name_in_one_commune(world, two):
    kind, own, next_door = Operation.Kind.SPLIT, world.own.area, world.sibling.area
    units_of = [Unit(kind="thon", name=name, parent=own) for name in ("Mới", "MỚI")]
    decision = drafted(own, kind, two[:1], units_of)
    assert "hai thôn cùng tên" in said_of(decision)
    elsewhere = Unit(kind="thon", name="Mới", parent=next_door)
    assert "hai thôn cùng tên" not in said_of(drafted(own, kind, two[:1], [units_of[0], elsewhere]))


def test_a_village_does_not_end_before_who_lived_there_left(world, two):
    """On a past day, too: who was there then, and has gone since, would have stood in no village."""
    empty, today = two[1], timezone.localdate()
    home = HouseholdFactory(village=empty)
    Movement.unscoped.create(
        household=home, village=empty, day=today - timedelta(9), households=1, cause="entered"
    )
    move_out(by=world.own.officer, household=home, on=today - timedelta(2))
    for days, is_said in ((3, True), (1, False)):
        on = today - timedelta(days)
        decision = drafted(world.own.area, Operation.Kind.END, [empty], [], on=on)
        assert ("còn hộ vào ngày hiệu lực" in said_of(decision)) is is_said, days


def test_what_was_built_on_it_and_was_taken_back_stands_against_nothing(world, two):
    """Two decisions are taken back one after the other, the later one first."""
    own, today = world.own, timezone.localdate()
    first = merge(world, on=today - timedelta(days=10))
    new = named(own.area, "Mới")
    called = Unit(kind="to_dan_pho", name="Số 9", parent=own.area, area=new)
    later = drafted(own.area, Operation.Kind.CHANGE, [new], [called], on=today - timedelta(days=2))
    later = carried(later, proposer=own.officer, approver=world.reviewer)
    with pytest.raises(actions.BuiltOn):
        actions.undo(by=world.reviewer, reorganisation=first)
    actions.undo(by=world.reviewer, reorganisation=later)
    held, is_done = actions.undo(by=world.reviewer, reorganisation=first)
    assert (held.state, is_done) == (State.UNDONE, True)
    assert not Area.unscoped.filter(pk__in=[one.pk for one in two]).exclude(closed_on=None)
