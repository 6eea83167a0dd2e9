"""Works of one decision in their order, days before a village ended, and what leads back from a split into a neighbour."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from areas import reorganising
from areas.actions import open_area
from areas.kinds import Level
from areas.models import BEFORE_RECORDS, Area, Placement
from figures.as_of import as_of_one, parts_on
from figures.standing import Reading
from households.lifecycle.actions import end
from households.register.actions import add_household
from reorganisations.applying import actions
from reorganisations.applying.queries.checks import wrong_with
from reorganisations.applying.queries.touched import communes_of
from reorganisations.drafting.actions import Unit, add_operation, allot, reverse, write
from reorganisations.models import Operation
from rollup.counts import recount_villages
from tests.factories import CommuneFactory, LocalPlatformFactory
from tests.reorganisations.above import ago, check, done, join, new_one
from tests.reorganisations.plays import carried, drafted

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
Kind = Operation.Kind


@pytest.fixture
def pair(world):
    """Our commune and the one beside it."""
    return [world.own.area, world.sibling.area]


def living(area, **facts):
    said = {"kind": area.kind, "name": area.name, "parent": area.parent, "area": area}
    return Unit(**said | facts)


def opened(commune):
    facts = {"kind": "thon", "name": "Cũ", "code": "", "document": "", "opened_on": ago(40)}
    village = open_area(parent=commune, level=Level.VILLAGE, **facts)
    recount_villages(commune)
    return village


def stretches(area):
    """Return under what a unit stood, stretch by stretch, without those of no day."""
    rows = Placement.unscoped.filter(area=area).order_by("valid_from", "pk")
    found = rows.values_list("parent", "valid_from", "valid_to")
    return [row for row in found if row[1] != row[2]]


def test_a_work_on_what_an_earlier_one_ended_or_moved_is_refused(world, pair):
    own, (one, two, *_rest) = pair[0], world.own.villages
    district, province = world.district, world.province
    joined = (Kind.MERGE, pair, [Unit(kind="xa", name="Hợp", parent=district)])
    end = (Kind.END, [district], [])
    villages = (Kind.MERGE, [one, two], [Unit(kind="thon", name="Mới", parent=own)])
    cases = [
        ([end, (Kind.MERGE, pair, [Unit(kind="xa", name="Hợp", parent=province)])], own),
        ([end, (Kind.CHANGE, [own], [living(own, name="Khác")])], district),
        ([joined, villages], own),
        ([joined, (Kind.MERGE, [world.sibling.village], [living(one, name="Khác")])], one),
        ([joined, end], None),
        ([villages, joined], None),
    ]
    for works, named in cases:
        (kind, sources, units), (other, more, others) = works
        decision = drafted(province, kind, sources, units, on=ago(3))
        add_operation(by=None, decision=decision, kind=other, sources=more, units=others)
        wrong = wrong_with(decision, list(decision.operations.order_by("pk")))
        told = [words for words in wrong if "việc ghi trước" in words]
        assert bool(told) is bool(named), works
        assert named is None or any(named.full_name in words for words in told), told


def test_levels_stand_right_below_one_another(world):
    own, some = world.own.area, list(world.own.villages[:2])
    for kind, unit in (
        (Kind.FORM, Unit(kind="huyen", name="Lập", parent=world.province)),
        (Kind.MERGE, Unit(kind="xa", name="Lập", parent=own)),
    ):
        decision = drafted(world.province, kind, some, [unit])
        wrong = wrong_with(decision, list(decision.operations.all()))
        assert any("không cùng cấp" in words for words in wrong)


def test_one_that_takes_in_and_was_called_otherwise_since_is_told(world, pair):
    own, beside = pair
    facts = {"kind": "xa", "parent": beside.parent, "document": ""}
    reorganising.restyle(beside, name="Khác", on=ago(2), **facts)
    decision = drafted(world.province, Kind.MERGE, [own], [living(beside, name="Nữa")], on=ago(9))
    (words,) = wrong_with(decision, list(decision.operations.all()))
    assert "Xã Khác" in words


def test_a_village_that_ended_since_was_of_the_new_commune_until_then(world, pair):
    village = opened(pair[0])
    reorganising.end([village], ago(5))
    recount_villages(pair[0])
    before = stretches(village)
    decision = join(world, pair, code="22999")
    village.refresh_from_db()
    assert (village.commune, village.closed_on) == (new_one(), ago(5))
    assert stretches(village)[1:] == [(new_one().pk, ago(10), ago(5))]
    actions.undo(by=world.root, reorganisation=decision)
    village.refresh_from_db()
    assert (village.commune, stretches(village)) == (pair[0], before)


def test_taken_back_or_not_the_communes_of_an_ended_district_are_held_and_recounted(world, pair):
    decision = done(world, Kind.END, [world.district], [])
    assert {one.pk for one in pair} <= communes_of(decision.operations.get())


def test_back_from_a_split_into_a_neighbour_that_keeps_its_own(world, pair):
    own, beside = pair
    theirs = set(Area.unscoped.villages().filter(commune=beside))
    Placement.unscoped.filter(area=own).update(code="22111")
    units = [Unit(kind="xa", name="Đông", parent=world.district), living(beside)]
    split = drafted(world.province, Kind.SPLIT, [own], units, on=ago(10))
    operation, (first, *rest) = split.operations.get(), world.own.villages
    east, there = operation.parts.targets().order_by("pk")
    gone = opened(own)
    reorganising.end([gone], ago(5))
    recount_villages(own)
    reorganising.became({gone: 0}, first, on=ago(5), document="")
    for part, some in ((east, [first]), (there, rest)):
        keys = [one.pk for one in some]
        allot(by=world.reviewer, operation=operation, part=part, areas=keys)
    carried(split, proposer=world.reviewer, approver=world.root)
    gone.refresh_from_db()
    assert gone.commune == new_one("Đông")
    split.refresh_from_db()
    draft = reverse(by=world.root, decision=split)
    write(by=world.root, decision=draft, number="2", signed_on=ago(0), effective_on=ago(0))
    carried(draft, proposer=world.reviewer, approver=world.root)
    again = Area.unscoped.get(name=own.name, closed_on=None)
    assert (again.code, again.full_name) == ("22111", own.full_name)
    assert set(Area.unscoped.villages().filter(commune=again, closed_on=None)) == {first, *rest}
    assert set(Area.unscoped.villages().filter(commune=beside)) == theirs


def test_a_village_that_ended_before_is_told_with_what_its_commune_went_into(world, pair):
    """It has no successor; by the units of today, too, it was of the commune that is one of them now."""
    own = pair[0]
    village = opened(own)
    with time_machine.travel(timezone.now() - timedelta(30), tick=False):
        home = add_household(by=world.root, village=village, head_name="Hộ Đã Đi")
    end(by=world.root, household=home, on=ago(20))
    done(world, Kind.END, [village], [], area=own, on=ago(15))
    join(world, pair)
    new = new_one()
    for day in (25, 16, 12):
        then = [as_of_one(one, ago(day), old=False) for one in pair]
        now = as_of_one(new, ago(day), old=False, reading=Reading.NOW)
        told = [sum(getattr(one, name) for one in then) for name in ("villages", "households")]
        assert [now.villages, now.households] == told, day
        below = parts_on(new, ago(day), "area_id", old=False, reading=Reading.NOW)
        gone = below.get((village.pk,))
        assert (gone.households if gone else 0) == (day == 25)


def test_what_went_into_a_commune_goes_on_with_it_in_the_same_decision(world, pair):
    own, beside = pair
    third = CommuneFactory(parent=world.district)
    Placement.of(third, BEFORE_RECORDS).save()
    platform = LocalPlatformFactory(area=own, name="Của xã nhà")
    decision = drafted(world.province, Kind.MERGE, [own], [living(beside)], on=ago(10))
    facts = {"kind": Kind.MERGE, "sources": [beside], "units": [living(third)]}
    add_operation(by=world.reviewer, decision=decision, **facts)
    decision = carried(decision, proposer=world.reviewer, approver=world.root)
    platform.refresh_from_db()
    assert platform.area == third
    check()
    actions.undo(by=world.root, reorganisation=decision)
    platform.refresh_from_db()
    assert platform.area == own
    check()
