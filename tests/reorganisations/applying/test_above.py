"""What a decision does to communes, districts and provinces: what stands below goes along; and taken back."""

import pytest

from areas.kinds import Kind as UnitKind
from areas.models import Area, Succession
from households.models import Household, Movement
from reorganisations.applying import actions
from reorganisations.applying.queries.checks import Wrong
from reorganisations.drafting.actions import Unit, allot, assign
from reorganisations.models import Operation, State
from rollup.models import CommuneCount
from tests.reorganisations.above import (
    ago,
    check,
    done,
    join,
    new_one,
    standing,
    sums_by_day,
    unassigned,
    with_households,
)
from tests.reorganisations.plays import carried, drafted

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
Kind = Operation.Kind


@pytest.fixture
def pair(world):
    """Our commune and the one beside it."""
    return [world.own.area, world.sibling.area]


class TestCommunesTogether:
    def test_villages_live_on_in_the_new_one_and_no_row_of_theirs_is_written(self, world, pair):
        villages = set(Area.unscoped.villages().filter(commune__in=pair))
        moved, homes = (
            Movement.unscoped.count(),
            set(Household.unscoped.values_list("pk", "village")),
        )
        before = sums_by_day(world.province)
        assert join(world, pair, code="22999").state == State.APPLIED
        new = new_one()
        assert set(Area.unscoped.villages().filter(commune=new)) == villages
        assert (Movement.unscoped.count(), new.code) == (moved, "22999")
        assert set(Household.unscoped.values_list("pk", "village")) == homes
        assert {one.closed_on for one in Area.unscoped.filter(pk__in=[a.pk for a in pair])} == {
            ago(10)
        }
        lines = Succession.unscoped.filter(successor=new).values_list("predecessor", "households")
        assert {pk for pk, _n in lines} == {one.pk for one in pair}
        assert sum(n for _pk, n in lines) == CommuneCount.unscoped.get(pk=new.pk).households
        assert sums_by_day(world.province) == before
        check()

    def test_each_day_has_the_commune_that_stood(self, world, pair):
        join(world, pair)
        then, now = (with_households(world.district, n) for n in (11, 10))
        assert world.own.area.pk in then
        assert (now & {one.pk for one in pair}, new_one().pk in now) == (set(), True)

    def test_it_is_taken_back_whole(self, world, pair):
        before, sums = standing(), sums_by_day(world.province)
        decision = join(world, pair)
        actions.undo(by=world.root, reorganisation=decision)
        assert standing() == before
        assert sums_by_day(world.province) == sums
        check()

    def test_of_no_known_village_go_into_those_of_the_new_commune(self, world, pair):
        holder, home = unassigned(world)
        decision = join(world, pair)
        home.refresh_from_db()
        assert (home.village.commune, home.village.kind) == (new_one(), UnitKind.UNASSIGNED)
        check()
        actions.undo(by=world.root, reorganisation=decision)
        home.refresh_from_db()
        assert home.village == holder

    def test_one_may_live_on_called_otherwise(self, world, pair):
        unit = Unit(kind="phuong", name="Nhà Mới", code="7", parent=world.province, area=pair[0])
        decision = done(world, Kind.MERGE, pair, [unit])
        pair[0].refresh_from_db()
        said = (pair[0].full_name, pair[0].code, pair[0].district, pair[0].parent)
        assert said == ("Phường Nhà Mới", "7", None, world.province)
        assert Area.unscoped.get(pk=pair[1].pk).closed_on
        check()
        actions.undo(by=world.root, reorganisation=decision)
        pair[0].refresh_from_db()
        assert (pair[0].district, pair[0].closed_on) == (world.district, None)
        check()


class TestCommunesDivided:
    @pytest.fixture
    def split(self, world):
        """A draft that divides our commune between a new one and its neighbour."""
        own = world.own.area
        units = [
            Unit(kind="xa", name="Đông", parent=world.district),
            Unit(
                kind="xa",
                name=world.sibling.area.name,
                parent=world.district,
                area=world.sibling.area,
            ),
        ]
        return drafted(world.province, Kind.SPLIT, [own], units, on=ago(10))

    def test_it_is_not_proposed_while_a_village_is_in_no_part(self, world, split):
        operation, (first, *rest) = split.operations.get(), world.own.villages
        east = operation.parts.targets().order_by("pk")[0]
        allot(by=world.reviewer, operation=operation, part=east, areas=[one.pk for one in rest])
        with pytest.raises(Wrong, match=first.name):
            carried(split, proposer=world.reviewer, approver=world.root)
        holder, _home = unassigned(world)
        allot(by=world.reviewer, operation=operation, part=east, areas=[first.pk])
        with pytest.raises(Wrong, match=holder.name):
            carried(split, proposer=world.reviewer, approver=world.root)

    def test_each_village_goes_where_it_was_assigned_and_back(self, world, split):
        operation, (first, *rest) = split.operations.get(), world.own.villages
        east, beside = operation.parts.targets().order_by("pk")
        holder, home = unassigned(world)
        before = standing()
        keys = [one.pk for one in rest]
        allot(by=world.reviewer, operation=operation, part=east, areas=[first.pk, holder.pk])
        allot(by=world.reviewer, operation=operation, part=beside, areas=keys)
        decision = carried(split, proposer=world.reviewer, approver=world.root)
        new = new_one("Đông")
        assert list(Area.unscoped.villages().filter(commune=new)) == [first]
        assert set(world.sibling.area.children.filter(pk__in=keys)) == set(rest)
        home.refresh_from_db()
        assert home.village.commune == new
        check()
        actions.undo(by=world.root, reorganisation=decision)
        assert standing() | {"homes": 0} == before | {"homes": 0}
        home.refresh_from_db()
        assert home.village == holder
        check()

    def test_a_village_that_is_cut_is_divided_before_in_the_same_decision(self, world):
        own, (first, *rest) = world.own.area, world.own.villages
        halves = [Unit(kind="thon", name=name, parent=own) for name in ("Một", "Hai")]
        decision = drafted(world.province, Kind.SPLIT, [first], halves, on=ago(10))
        units = [Unit(kind="xa", name=name, parent=world.district) for name in ("Đông", "Tây")]
        cut = decision.operations.get()
        homes = list(first.households.values_list("pk", flat=True))
        part = cut.parts.targets().order_by("pk")[0]
        assign(by=world.reviewer, operation=cut, part=part, households=homes)
        split = decision.operations.create(kind=Kind.SPLIT)
        split.parts.create(side="from", area=own)
        parts = [
            split.parts.create(side="to", kind=one.kind, name=one.name, parent=one.parent)
            for one in units
        ]
        keys = [one.pk for one in rest]
        allot(by=world.reviewer, operation=split, part=parts[0], areas=keys)
        for part, half in zip(parts, cut.parts.targets().order_by("pk"), strict=True):
            allot(by=world.reviewer, operation=split, part=part, to_come=[half.pk])
        before = standing()
        done = carried(decision, proposer=world.reviewer, approver=world.root)
        for commune, village in (("Đông", "Một"), ("Tây", "Hai")):
            assert new_one(village).commune == new_one(commune)
        check()
        actions.undo(by=world.root, reorganisation=done)
        assert standing()["units"] == before["units"]
        check()


class TestPlaces:
    def test_a_commune_goes_to_another_province_with_all_below_it(self, world):
        own, other = world.own.area, world.other_province
        before = standing()
        unit = Unit(kind=own.kind, name=own.name, parent=other, area=own)
        decision = done(world, Kind.MOVE, [own], [unit], area=world.country)
        village = Area.unscoped.get(pk=world.own.village.pk)
        assert (village.province, village.district, village.commune) == (other, None, own)
        check()
        actions.undo(by=world.root, reorganisation=decision)
        assert standing() == before
        check()

    def test_districts_end_and_their_communes_stand_below_the_province(self, world):
        before = standing()
        decision = done(world, Kind.END, [world.district], [])
        own = Area.unscoped.get(pk=world.own.area.pk)
        assert (own.parent, own.district) == (world.province, None)
        assert not Area.unscoped.filter(district=world.district, closed_on=None).exists()
        check()
        actions.undo(by=world.root, reorganisation=decision)
        assert standing() == before
        check()

    def test_a_level_is_made_of_communes(self, world, pair):
        before = standing()
        unit = Unit(kind="huyen", name="Lập", parent=world.province)
        decision = done(world, Kind.FORM, pair, [unit])
        assert {one.parent for one in Area.unscoped.filter(pk__in=[a.pk for a in pair])} == {
            new_one("Lập")
        }
        check()
        actions.undo(by=world.root, reorganisation=decision)
        assert standing() == before

    def test_provinces_together_take_districts_and_communes_along(self, world):
        both, before = [world.province, world.other_province], standing()
        unit = Unit(kind="tinh", name="Chung", code="99", parent=world.country)
        decision = drafted(world.country, Kind.MERGE, both, [unit], on=ago(10))
        done = carried(decision, proposer=world.reviewer, approver=world.root)
        new = new_one("Chung")
        assert set(CommuneCount.unscoped.values_list("province", flat=True)) == {new.pk}
        assert Area.unscoped.get(pk=world.own.village.pk).district == world.district
        check()
        actions.undo(by=world.root, reorganisation=done)
        assert standing() == before
        check()

    def test_villages_of_two_communes_become_one_of_their_own(self, world, pair):
        before, village = standing(), world.own.village
        others = list(Area.unscoped.villages().filter(commune=pair[1]))[:1]
        unit = Unit(kind="xa", name="Lập", parent=world.district)
        decision = done(world, Kind.FORM, [village, *others], [unit])
        village.refresh_from_db()
        assert village.commune == new_one("Lập")
        check()
        actions.undo(by=world.root, reorganisation=decision)
        assert standing() == before
        check()
