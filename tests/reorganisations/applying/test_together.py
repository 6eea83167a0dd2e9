"""What people decide together: works of one reform that meet in one unit, on one day, in one decision or in several."""

import pytest

from areas.models import BEFORE_RECORDS, Area, Placement
from households.erasing.actions import erase_household
from households.models import Household, Movement
from households.register.actions import add_household
from households.transfer import actions as transfers
from reorganisations.applying import actions
from reorganisations.applying.queries.checks import Wrong
from reorganisations.drafting.actions import Unit, add_operation, allot, reverse, write
from reorganisations.models import Operation
from rollup.counts import recount
from tests.factories import CommuneFactory, DistrictFactory, HouseholdFactory, VillageFactory
from tests.reorganisations.above import (
    ago,
    check,
    done,
    join,
    new_one,
    standing,
    sums_by_day,
    unassigned,
)
from tests.reorganisations.plays import carried, drafted, merged

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
Kind = Operation.Kind
DAY = ago(10)


def living(area, **facts):
    said = {"kind": area.kind, "name": area.name, "parent": area.parent, "area": area}
    return Unit(**said | facts)


@pytest.fixture
def world(world):
    """The villages of this one stand since long ago, so that a past day may change them."""
    Area.unscoped.villages().update(opened_on=BEFORE_RECORDS)
    Placement.unscoped.filter(area__in=Area.unscoped.villages()).update(valid_from=BEFORE_RECORDS)
    return world


def third(world, name="Thứ Ba"):
    """Return another commune of our district, with two villages and a household in each."""
    commune = CommuneFactory(parent=world.district, name=name)
    villages = [VillageFactory(parent=commune, name=f"{name} {n}") for n in "ab"]
    Placement.unscoped.bulk_create(
        [Placement.of(one, BEFORE_RECORDS) for one in [commune, *villages]]
    )
    for one in villages:
        HouseholdFactory(village=one)
    recount(*villages)
    return commune, villages


def added(decision, kind, sources, units):
    add_operation(by=None, decision=decision, kind=kind, sources=sources, units=units)


def decided(world, decision):
    return carried(decision, proposer=world.reviewer, approver=world.root)


def given(operation, *pairs):
    """Let units below go to the parts of a split, in their order."""
    parts = operation.parts.targets().order_by("pk")
    for part, some in zip(parts, pairs, strict=True):
        allot(by=None, operation=operation, part=part, areas=[one.pk for one in some])


def three_of_which_one_is_divided(world):
    """One goes into its neighbour and into another one by halves, and that neighbour is put together with ours."""
    own, beside, (parted, halves) = world.own.area, world.sibling.area, third(world)
    other, _villages = third(world, "Thứ Tư")
    yield
    units = [living(own), living(other)]
    decision = drafted(world.province, Kind.SPLIT, [parted], units, on=DAY)
    given(decision.operations.get(), halves[:1], halves[1:])
    unit = Unit("xa", "Hợp Nhất", world.district)
    added(decision, Kind.MERGE, [own, beside], [unit])
    yield decided(world, decision)
    for one in halves:
        one.refresh_from_db()
    assert [one.commune for one in halves] == [new_one(), other]


def a_village_goes_where_that_day_two_become_one(world, is_one=True):
    beside, village = world.sibling.area, world.own.villages[1]
    parted, _villages = third(world)
    yield
    unit = Unit("xa", "Hợp Nhất", world.district)
    decision = drafted(
        world.province, Kind.MOVE, [village], [living(village, parent=beside)], on=DAY
    )
    if is_one:
        added(decision, Kind.MERGE, [beside, parted], [unit])
        yield decided(world, decision)
    else:
        yield decided(world, decision)
        yield done(world, Kind.MERGE, [beside, parted], [unit], on=DAY)
    village.refresh_from_db()
    assert village.commune == new_one()


def by_two_decisions(world):
    yield from a_village_goes_where_that_day_two_become_one(world, is_one=False)


def those_of_no_village_go_on_with_the_part_that_is_put_together(world):
    own, beside, (first, *rest) = world.own.area, world.sibling.area, world.own.villages
    other, _villages = third(world)
    holder, home = unassigned(world)
    yield
    units = [living(beside), living(other)]
    decision = drafted(world.province, Kind.SPLIT, [own], units, on=DAY)
    given(decision.operations.get(), [first, holder], rest)
    added(decision, Kind.MERGE, [beside, other], [Unit("xa", "Hợp Nhất", world.district)])
    yield decided(world, decision)
    home.refresh_from_db()
    assert (home.village.is_unassigned, home.village.commune) == (True, new_one())


def an_erased_household_goes_along(world):
    home = world.own.households[1]
    erase_household(by=world.own.officer, household=home)
    yield
    decision = merged(world.own.area, world.own.villages[:2], on=DAY)
    yield decided(world, decision)
    home.refresh_from_db()
    assert home.village.name == "Mới"


def stands():
    """Return where everything stands; a village without a household has no count row before it is touched."""
    found = standing()
    return found | {"villages": {row for row in found["villages"] if row[-1]}}


PLAYS = (
    three_of_which_one_is_divided,
    a_village_goes_where_that_day_two_become_one,
    by_two_decisions,
    those_of_no_village_go_on_with_the_part_that_is_put_together,
    an_erased_household_goes_along,
)


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.__name__)
def test_no_sum_of_any_day_moves_and_all_of_it_goes_back(world, play):
    steps = play(world)
    next(steps)
    before, sums = stands(), sums_by_day(world.province)
    decisions = list(steps)
    assert sums_by_day(world.province) == sums
    check()
    for one in reversed(decisions):
        actions.undo(by=world.root, reorganisation=one)
    assert stands() == before
    assert sums_by_day(world.province) == sums
    check()


def test_in_the_other_order_it_is_refused_in_words(world):
    beside, village = world.sibling.area, world.own.villages[1]
    parted, _villages = third(world)
    move = drafted(world.province, Kind.MOVE, [village], [living(village, parent=beside)], on=DAY)
    unit = Unit("xa", "Hợp Nhất", world.district)
    done(world, Kind.MERGE, [beside, parted], [unit], on=DAY)
    with pytest.raises(Wrong, match=f"{beside.full_name} không phải xã đang có"):
        decided(world, move)


def test_a_code_is_used_again_and_means_each_day_what_it_meant(world):
    own, beside = world.own.area, world.sibling.area
    decision = join(world, [own, beside], code=own.code)
    met = [Placement.unscoped.coded(own.code, ago(n)).get().area for n in (11, 10, 0)]
    assert met == [own, new_one(), new_one()]
    actions.undo(by=world.root, reorganisation=decision)
    assert [Placement.unscoped.coded(own.code, ago(n)).get().area for n in (11, 0)] == [own, own]


def test_an_offer_between_two_that_become_one_is_answered_within_it(world):
    """It moved before: each day has it where it stood, and in the village where it is already nothing is moved."""
    home = world.own.households[1]
    offer = transfers.offer(
        by=world.own.officer, household=home, commune=world.sibling.area, on=ago(0)
    )
    sums = sums_by_day(world.province)
    join(world, [world.own.area, world.sibling.area])
    offer.refresh_from_db()
    assert offer.to_commune == new_one()
    moved = Movement.unscoped.count()
    village = Area.unscoped.get(pk=world.own.village.pk)
    transfers.accept(by=world.root, transfer=offer, village=village)
    home.refresh_from_db()
    assert (home.village, Movement.unscoped.count()) == (village, moved)
    assert sums_by_day(world.province) == sums
    check()


def test_there_and_back_and_there_again(world):
    """Something is recorded each time, so that only a decision the other way round leads back."""
    villages = set(Area.unscoped.villages().filter(closed_on=None).values_list("name", flat=True))
    decision = decided(world, merged(world.own.area, world.own.villages[:2], on=ago(9)))
    homes = Household.unscoped.filter(village__commune=world.own.area).count()
    for n in (6, 3):
        decision.refresh_from_db()
        draft = reverse(by=world.root, decision=decision)
        facts = {"number": f"{n}/NQ", "signed_on": ago(n), "effective_on": ago(n)}
        write(by=world.root, decision=draft, **facts)
        decision = decided(world, draft)
        now = set(Area.unscoped.villages().filter(closed_on=None).values_list("name", flat=True))
        assert (now == villages) == (n == 6)
        there = Household.unscoped.filter(village__commune=world.own.area, village__closed_on=None)
        assert there.count() == homes
        check()


def test_what_left_a_district_before_it_ended_goes_back_with_it_or_not_at_all(world):
    """They share no commune any more: alone, the first would stand again below one that has ended."""
    own, beside = world.own.area, world.sibling.area
    other = DistrictFactory(parent=world.province, name="Kề Bên")
    Placement.unscoped.bulk_create([Placement.of(other, BEFORE_RECORDS)])
    units = [living(own, parent=other)]
    decision = drafted(world.province, Kind.MOVE, [own], units, on=DAY)
    added(decision, Kind.END, [world.district], [])
    decision = decided(world, decision)
    village = Area.unscoped.filter(commune=beside).villages().first()
    add_household(by=world.root, village=village, head_name="Hộ Đến Sau")
    with pytest.raises(actions.BuiltOn):
        actions.undo(by=world.root, reorganisation=decision)
    for unit, parent in ((own, other), (beside, world.province)):
        unit.refresh_from_db()
        assert (unit.parent, unit.parent.is_open) == (parent, True)
    check()
