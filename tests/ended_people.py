"""People of units that have ended, for the sweep of tests/access.py: what stood in these stands elsewhere now."""

from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Kind, Level
from areas.models import Area, Placement
from tests.factories import HouseholdFactory, SuccessionFactory
from tests.world import unit

DAY = date(2026, 2, 1)


@dataclass
class Ended:
    """Somebody whose unit has ended, a unit of it that they still read, and words of others that they are told.

    Some words they are told at one address alone: `reads_at` names it.
    """

    person: User
    still: Area
    reads: list[str] = field(default_factory=list)
    reads_at: dict[str, list[str]] = field(default_factory=dict)

    def told_at(self, route):
        """Return the words of others that they are told at an address."""
        return [*self.reads, *self.reads_at.get(route, [])]


def people_of_ended_units(world):
    """End a commune, a village and a district beside those of the world; return their people by role."""
    sibling, moved = world.sibling, world.sibling.villages[1]
    commune = unit(world.district, Level.COMMUNE, Kind.XA, "Hết", "22009")
    HouseholdFactory(village=moved, head_name="Hộ Đi Theo")
    _stood_in(moved, commune)
    # What it became: the name of the commune next door.
    SuccessionFactory(predecessor=commune, successor=sibling.area, on=DAY)
    # Across the border, so that their own account is no row of the commune next door.
    village = unit(world.own.area, Level.VILLAGE, Kind.THON, "Thôn Hết", "")
    SuccessionFactory(predecessor=village, successor=sibling.village, on=DAY)
    district = unit(world.province, Level.DISTRICT, Kind.HUYEN, "Hết", "559")
    _stood_in(world.own.area, district)
    told = [_word_of(one) for one in (sibling.area, sibling.village, moved)]
    # The journal of a village that they read says who wrote in it: here the officer of the commune next door.
    journal = {"audit:list": [sibling.officer.full_name.rsplit(" ", 1)[-1]]}
    people = {
        "officer of an ended commune": Ended(
            world.person("cu-xa", Role.OFFICER, commune), moved, [told[0], told[2]], journal
        ),
        "member of an ended village": Ended(
            world.person("cu-thon", Role.MEMBER, village), village, told[:2]
        ),
        "reviewer of an ended district": Ended(
            world.person("cu-huyen", Role.REVIEWER, district), world.own.area
        ),
    }
    for one in (commune, village, district):
        _end(one)
    for ended in people.values():
        ended.person.area.refresh_from_db()
    return people


def _end(one):
    Area.unscoped.filter(pk=one.pk).update(closed_on=DAY)
    Placement.unscoped.filter(area=one).update(valid_to=DAY)


def _stood_in(one, parent):
    """Let a unit have stood elsewhere until the day."""
    now = Placement.unscoped.open().get(area=one)
    since, now.valid_from = now.valid_from, DAY
    now.save()
    now.pk, now.parent, now.valid_from, now.valid_to = None, parent, since, DAY
    now._state.adding = True
    now.save()


def _word_of(one):
    return one.name.rsplit(" ", 1)[-1]
