"""How many households each village of the demo gets, and how far its people have come."""

from dataclasses import dataclass

from demo.places import Village
from demo.profiles import (
    AN_NINH_TAY,
    AN_NINH_TAY_UNSURVEYED,
    AN_NINH_TAY_VILLAGES,
    BEGINNING,
    DISTRICTS,
    Profile,
)
from demo.seeded_random import MONTHS_24, seeded

# The first households of the commune that has just begun, village by village, and before how many days.
BEGUN_WITH = (7, 5)
_JUST_BEGUN_DAYS = 20


@dataclass
class VillagePlan:
    """A village to be filled with people."""

    village: Village
    profile: Profile
    # Its share of the households, before they are counted out; and then how many it gets.
    weight: float
    # Shares of its households: one person with all five skills; nobody surveyed yet.
    covered: float
    unsurveyed: float
    leader: str = ""
    households: int = 0
    # Before how many days its register was begun.
    days: int = MONTHS_24

    @property
    def is_beginning(self) -> bool:
        """Whether its commune has just begun."""
        return self.profile is BEGINNING

    @property
    def is_shown_without_team(self) -> bool:
        """Whether the drawings show this village as the one that lacks a team."""
        return self.is_of_an_ninh_tay and not self.leader

    @property
    def is_of_an_ninh_tay(self) -> bool:
        """Whether it belongs to the commune of the drawings."""
        return self.village.old_commune.code == AN_NINH_TAY


def plan_villages(villages: list[Village], households: int) -> list[VillagePlan]:
    """Describe every village, and share the households out among them."""
    plans = [_plan(village) for village in villages]
    drawn = [plan for plan in plans if plan.is_of_an_ninh_tay]
    others = [plan for plan in plans if not plan.is_of_an_ninh_tay]
    # About 400 of 20,000: a commune that feels full to whoever signs in there.
    full = max(households // 50, min(households // 4, 60)) if others else households
    _share(drawn, full)
    _share(others, households - full)
    return plans


def plan_beginning_villages(villages: list[Village]) -> list[VillagePlan]:
    """Describe the villages of a commune that has just begun: two have the first households."""
    numbers = (*BEGUN_WITH, *[0] * len(villages))
    return [
        VillagePlan(
            village,
            BEGINNING,
            0.0,
            BEGINNING.covered,
            0.0,
            households=number,
            days=_JUST_BEGUN_DAYS,
        )
        for village, number in zip(villages, numbers, strict=False)
    ]


def _plan(village: Village) -> VillagePlan:
    commune = village.old_commune
    profile = DISTRICTS[commune.district.code if commune.district else ""]
    if commune.code == AN_NINH_TAY:
        known = AN_NINH_TAY_VILLAGES[village.order]
        return VillagePlan(
            village, profile, known.weight, known.covered, AN_NINH_TAY_UNSURVEYED, known.leader
        )
    around = seeded("commune", commune.code)
    of_commune = around.uniform(-0.08, 0.08), around.uniform(-0.05, 0.05)
    rng = seeded("village", village.key)
    return VillagePlan(
        village=village,
        profile=profile,
        weight=profile.weight * rng.lognormvariate(0, 0.45) * _has_roster(village),
        covered=max(0.04, profile.covered + of_commune[0] + rng.uniform(-0.09, 0.09)),
        unsurveyed=max(0.01, profile.unsurveyed + 0.4 * of_commune[1] + rng.uniform(-0.02, 0.02)),
    )


def _has_roster(village: Village) -> bool:
    """Say whether a village has begun its roster; a few only say how many households they have."""
    return seeded("roster", village.key).random() >= 0.006


def _share(plans: list[VillagePlan], households: int) -> None:
    """Give each village its share, so that they add up to the household."""
    whole = sum(plan.weight for plan in plans)
    reached, given = 0.0, 0
    for plan in plans:
        reached += plan.weight
        upto = round(households * reached / whole)
        plan.households, given = upto - given, upto
