"""Counts of teams: the village's from its teams, the commune's from its villages."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from areas.counts import day_literal, recount_row
from areas.models import Area
from teams.models import CommuneTeamCount, TeamVillage, Tier, VillageTeamCount, active_since

_IN_FORCE = f"tier = '{Tier.VILLAGE.value}' AND dissolved_on IS NULL AND valid_to IS NULL"
JOINED_TEAM = "JOIN teams_team ON teams_team.id = teams_teamvillage.team_id"
VILLAGE_COLUMNS = {
    "teams": f"COUNT(CASE WHEN {_IN_FORCE} THEN 1 END)",
    "staffed": f"COUNT(CASE WHEN {_IN_FORCE} AND staffed THEN 1 END)",
    "last_active_on": f"MAX(CASE WHEN {_IN_FORCE} AND staffed THEN last_active_on END)",
}
COMMUNE_COLUMNS = {
    "with_team": "COUNT(CASE WHEN teams > 0 THEN 1 END)",
    "staffed": "COUNT(CASE WHEN staffed > 0 THEN 1 END)",
    "teams": "COALESCE(SUM(teams), 0)",
}


def lock(*areas: Area) -> None:
    """Take the communes' rows, lowest first: the first statement of every write to a team."""
    CommuneTeamCount.unscoped.lock(sorted({area.commune_id or area.pk for area in areas}))


def recount(*areas: Area) -> None:
    """Recount the teams of villages and of their communes. A commune's own team covers no village."""
    villages = sorted({area.pk for area in areas if area.commune_id})
    for pk in villages:
        if not _recount_village(pk):
            VillageTeamCount.unscoped.lock([pk])
            _recount_village(pk)
    for commune_id in sorted({area.commune_id for area in areas if area.commune_id}):
        recount_commune(commune_id)


def _recount_village(pk: int) -> int:
    return recount_row(
        VillageTeamCount, pk, VILLAGE_COLUMNS, TeamVillage, "village_id", joined=JOINED_TEAM
    )


def recount_commune(commune_id: int) -> None:
    """Add up the villages of one commune. The caller holds its row."""
    columns = {**COMMUNE_COLUMNS, **of_day(timezone.localdate())}
    recount_row(CommuneTeamCount, commune_id, columns, VillageTeamCount, "commune_id")


def of_day(day: date) -> dict[str, str]:
    """Return what depends on the day: a team is active as long as its last session is recent."""
    active = f"staffed > 0 AND last_active_on >= '{active_since(day).isoformat()}'"
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
    faded = (
        CommuneTeamCount.unscoped.faded(active_since(day))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    communes = list(faded)
    CommuneTeamCount.unscoped.lock(communes)
    for commune_id in communes:
        recount_commune(commune_id)
    return len(communes)


def wrong_rows() -> tuple[int, list[str]]:
    """Compare every stored count with one taken from the teams: how many, and what differs."""
    villages = _counted_villages()
    by_commune = (
        VillageTeamCount.unscoped.order_by()
        .values_list("commune_id")
        .annotate(
            n_with=Count("pk", filter=Q(teams__gt=0)),
            n_staffed=Count("pk", filter=Q(staffed__gt=0)),
            n=Sum("teams"),
        )
    )
    communes = {row[0]: tuple(row[1:]) for row in by_commune}
    communes = {pk: (*row, active) for pk, row, active in _with_active(communes)}
    stored_villages = _stored(VillageTeamCount, "teams", "staffed", "last_active_on")
    stored_communes = _stored(CommuneTeamCount, "with_team", "staffed", "teams", "active")
    return _compare(
        ("VillageTeamCount", stored_villages, villages, (0, 0, None)),
        ("CommuneTeamCount", stored_communes, communes, (0, 0, 0, 0)),
    )


def _counted_villages() -> "Rows":
    in_force = TeamVillage.unscoped.filter(
        valid_to=None, team__tier=Tier.VILLAGE, team__dissolved_on=None
    ).order_by()
    by_village = in_force.values_list("village_id").annotate(
        n=Count("pk"),
        n_staffed=Count("pk", filter=Q(team__staffed=True)),
        last=Max("team__last_active_on", filter=Q(team__staffed=True)),
    )
    return {row[0]: tuple(row[1:]) for row in by_village}


def _with_active(communes: "Rows") -> Iterator[tuple[int, tuple[object, ...], int]]:
    """Add to each commune its active teams, as of the day its row was counted."""
    days = dict(CommuneTeamCount.unscoped.values_list("pk", "counted_on"))
    sessions: dict[int, list[date]] = defaultdict(list)
    rows = VillageTeamCount.unscoped.filter(staffed__gt=0, last_active_on__isnull=False)
    for commune_id, last in rows.values_list("commune_id", "last_active_on"):
        if last:
            sessions[commune_id].append(last)
    for pk, row in communes.items():
        day = days.get(pk)
        yield pk, row, sum(last >= active_since(day) for last in sessions[pk]) if day else 0


type Rows = dict[int, tuple[object, ...]]


def _compare(*pairs: tuple[str, Rows, Rows, tuple[object, ...]]) -> tuple[int, list[str]]:
    compared, wrong = 0, list[str]()
    for label, stored, counted, zero in pairs:
        keys = stored.keys() | counted.keys()
        compared += len(keys)
        wrong += [
            f"{label} {key}: {stored.get(key)} != {counted.get(key)}"
            for key in sorted(keys)
            if stored.get(key, zero) != counted.get(key, zero)
        ]
    return compared, wrong


def _stored(model: type[VillageTeamCount | CommuneTeamCount], *columns: str) -> Rows:
    return {row[0]: tuple(row[1:]) for row in model.unscoped.values_list("pk", *columns)}
