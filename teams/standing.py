"""How far the villages of a unit have come with their teams: each counted once, by its furthest step."""

from datetime import date

from django.db.models import Sum
from django.db.models.functions import Coalesce

from areas.counts import CommuneVillageCount
from areas.kinds import Level
from areas.models import Area
from teams.models import CommuneTeamCount, State, VillageTeamCount, active_since
from teams.models.sums import still_holds

STEPS = (State.NONE, State.ON_PAPER, State.STAFFED, State.ACTIVE)

type Steps = list[tuple[State, int, int]]


def steps_of(area: Area, day: date) -> Steps:
    """Return each state, how many villages are in it and in all: n of N. Three queries at most.

    From the count rows, as the dashboard does; no team and no member is read.
    """
    if area.level == Level.VILLAGE:
        return _of_village(area, day)
    villages = CommuneVillageCount.unscoped.below(area).aggregate(n=Sum("villages"))["n"] or 0
    since, communes = active_since(day), CommuneTeamCount.unscoped.below(area)
    sums = communes.aggregate(
        with_team=Coalesce(Sum("with_team"), 0),
        staffed=Coalesce(Sum("staffed"), 0),
        active=Coalesce(Sum("active", filter=still_holds(since)), 0),
    )
    # Where a team has ceased to be active since its commune was counted, the villages are asked.
    fading = VillageTeamCount.unscoped.below(area).active(day)
    fading = fading.filter(commune__in=communes.faded(since).values("pk"))
    with_team, staffed, active = sums["with_team"], sums["staffed"], sums["active"]
    active += fading.count()
    counts = (max(villages - with_team, 0), with_team - staffed, staffed - active, active)
    return [(state, n, villages) for state, n in zip(STEPS, counts, strict=True)]


def _of_village(area: Area, day: date) -> Steps:
    row = VillageTeamCount.unscoped.filter(pk=area.pk).first()
    state = row.state_on(day) if row else State.NONE
    return [(one, int(one == state), 1) for one in STEPS]
