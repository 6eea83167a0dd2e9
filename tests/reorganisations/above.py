"""Decisions on units above the village as tests write and look at them."""

from datetime import timedelta

from django.utils import timezone

from areas.actions import holder_of
from areas.kinds import Kind as UnitKind
from areas.models import Area, Placement, Succession
from figures.as_of import parts_on
from households.models import Household
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation
from rollup.counts import recount, wrong_rows
from rollup.models import CommuneCount, VillageCount
from tests.factories import HouseholdFactory
from tests.reorganisations.plays import carried, drafted

Kind = Operation.Kind


def ago(days):
    return timezone.localdate() - timedelta(days)


def done(world, kind, sources, units, *, area=None, on=None):
    """Write, propose and approve a decision of our province, or of the country."""
    decision = drafted(area or world.province, kind, sources, units, on=on)
    return carried(decision, proposer=world.reviewer, approver=world.root)


def join(world, pair, **facts):
    """Put both communes together under a new name."""
    unit = Unit(kind="xa", name="Hợp Nhất", parent=world.district, **facts)
    return done(world, Kind.MERGE, pair, [unit], on=ago(10))


def new_one(name="Hợp Nhất"):
    return Area.unscoped.get(name=name, closed_on=None)


def sums_by_day(area, days=(0, 5, 9, 10, 11, 30)):
    """Return what a unit had, day by day."""
    found = {}
    for n in days:
        parts = parts_on(area, ago(n), "province_id")
        found[n] = [part.sums[:10] for part in parts.values()]
    return found


def with_households(area, days):
    """Return the communes of a unit that had households, or declared some, or villages, so many days ago."""
    parts = parts_on(area, ago(days), "commune_id")
    return {pk for (pk,), one in parts.items() if any(one.sums) or one.villages}


def standing():
    """Return where every unit and every count row stands, but for what stands no more."""
    names = ("pk", "path", "parent", "province", "district", "commune", "name", "kind", "code")
    above = ("pk", "province", "district", "commune")
    return {
        "units": set(Area.unscoped.units().filter(closed_on=None).values_list(*names)),
        "dated": set(
            Placement.unscoped.open()
            .exclude(area__kind=UnitKind.UNASSIGNED)
            .values_list("area", "parent", "name", "code", "valid_from")
        ),
        "lines": set(Succession.unscoped.values_list("predecessor", "successor")),
        "villages": set(VillageCount.unscoped.of_villages().values_list(*above, "households")),
        "communes": set(CommuneCount.unscoped.filter(area__closed_on=None).values_list(*above)),
        "homes": set(Household.unscoped.values_list("pk", "village")),
    }


def check():
    """See that what is counted is counted right, and stands where its unit stands."""
    assert wrong_rows()[1] == []
    for row in [*VillageCount.unscoped.all(), *CommuneCount.unscoped.all()]:
        area = row.area
        here = (row.province_id, row.district_id, row.commune_id)
        assert here == (area.province_id, area.district_id, area.commune_id or area.pk)
    for one in Area.unscoped.exclude(parent=None).select_related("parent"):
        assert one.path == f"{one.parent.path}{one.pk}."
        assert one.province_id == one.parent.province_id or one.province_id == one.parent_id


def unassigned(world):
    """Let a household stand in no village of our commune."""
    holder = holder_of(by=world.root, commune=world.own.area, since=ago(20))
    home = HouseholdFactory(village=holder)
    recount(holder)
    return holder, home
