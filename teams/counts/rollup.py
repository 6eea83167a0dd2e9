"""What is counted of teams: the columns they bring to the count rows, and how these are compared."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Count, Max, Q, Sum

from rollup.counts import Counted, Part, Source, day_literal, lock, recount
from rollup.models import CommuneCount, VillageCount, active_since
from teams.counts.states import is_active
from teams.models import TeamVillage, Tier, active_days

# The name under which teams are recounted: `recount(village, of=[TEAMS])`.
TEAMS = "teams"
_IN_FORCE = f"tier = '{Tier.VILLAGE.value}' AND dissolved_on IS NULL AND valid_to IS NULL"
JOINED_TEAM = "JOIN teams_team ON teams_team.id = teams_teamvillage.team_id"
VILLAGE_COLUMNS = {
    "teams": f"COUNT(CASE WHEN {_IN_FORCE} THEN 1 END)",
    "led": f"COUNT(CASE WHEN {_IN_FORCE} AND led THEN 1 END)",
    "last_active_on": f"MAX(CASE WHEN {_IN_FORCE} AND led THEN last_active_on END)",
}
COMMUNE_COLUMNS = {
    "with_team": "COUNT(CASE WHEN teams > 0 THEN 1 END)",
    "led": "COUNT(CASE WHEN led > 0 THEN 1 END)",
    "teams": "COALESCE(SUM(teams), 0)",
}


def of_day(day: date) -> dict[str, str]:
    """Return what depends on the day: a team is active as long as its last session is recent."""
    first, last = (one.isoformat() for one in active_days(day))
    active = f"led > 0 AND last_active_on BETWEEN '{first}' AND '{last}'"
    return {
        "active": f"COUNT(CASE WHEN {active} THEN 1 END)",
        "oldest_active_on": f"MIN(CASE WHEN {active} THEN last_active_on END)",
        "counted_on": day_literal(day),
    }


@transaction.atomic
def age(day: date) -> int:
    """Count again the communes of which a team has ceased to be active since they were counted.

    Pages need no such run, they read the villages of such communes; it makes them cheap again.
    Returns how many communes were counted.
    """
    faded = CommuneCount.unscoped.faded(active_since(day)).order_by("pk")
    communes = list(faded)
    lock(communes, even_ended=True)
    for commune in communes:
        recount(commune, of=[TEAMS])
    return len(communes)


def _villages() -> Counted:
    """Count every village through the ORM."""
    in_force = TeamVillage.unscoped.filter(
        valid_to=None, team__tier=Tier.VILLAGE, team__dissolved_on=None
    ).order_by()
    by_village = in_force.values_list("village_id").annotate(
        n=Count("pk"),
        n_led=Count("pk", filter=Q(team__led=True)),
        last=Max("team__last_active_on", filter=Q(team__led=True)),
    )
    rows = {row[0]: tuple(row[1:]) for row in by_village}
    return Counted(("teams", "led", "last_active_on"), rows)


def _communes() -> Counted:
    """Add up every commune through the ORM, its active teams as of the day its row was counted."""
    by_commune = (
        VillageCount.unscoped.order_by()
        .values_list("commune_id")
        .annotate(
            n_with=Count("pk", filter=Q(teams__gt=0)),
            n_led=Count("pk", filter=Q(led__gt=0)),
            n=Sum("teams"),
        )
    )
    active = _active()
    rows = {pk: (*row, len(active[pk]), min(active[pk], default=None)) for pk, *row in by_commune}
    return Counted(("with_team", "led", "teams", "active", "oldest_active_on"), rows)


def _active() -> dict[int, list[date]]:
    """Return by commune the last session of each village that was active when the commune was counted."""
    days = dict(CommuneCount.unscoped.values_list("pk", "counted_on"))
    found: dict[int, list[date]] = defaultdict(list)
    rows = VillageCount.unscoped.filter(led__gt=0, last_active_on__isnull=False)
    for commune_id, last in rows.values_list("commune_id", "last_active_on"):
        day = days.get(commune_id)
        if day and last and is_active(1, last, day):
            found[commune_id].append(last)
    return found


SOURCE = Source(
    TEAMS,
    village=Part(
        f"{TeamVillage._meta.db_table} {JOINED_TEAM}",
        "village_id",
        lambda _: VILLAGE_COLUMNS,
    ),
    commune=Part(
        VillageCount._meta.db_table, "commune_id", lambda day: {**COMMUNE_COLUMNS, **of_day(day)}
    ),
    villages_counted=_villages,
    communes_counted=_communes,
)
