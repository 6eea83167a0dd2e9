"""Counts of teams: the village's from its teams, the commune's from its villages."""

from django.db.models import Count, Max, Q, Sum

from areas.counts import recount_row
from areas.models import Area
from teams.models import CommuneTeamCount, Team, Tier, VillageTeamCount

_IN_FORCE = f"tier = '{Tier.VILLAGE.value}' AND dissolved_on IS NULL"
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


def recount(area: Area) -> None:
    """Recount the teams of a village and of its commune. A commune's own team covers no village."""
    if not area.commune_id:
        return
    if not recount_row(VillageTeamCount, area.pk, VILLAGE_COLUMNS, Team, "area_id"):
        VillageTeamCount.unscoped.lock([area.pk])
        recount_row(VillageTeamCount, area.pk, VILLAGE_COLUMNS, Team, "area_id")
    recount_commune(area.commune_id)


def recount_commune(commune_id: int) -> None:
    """Add up the villages of one commune. The caller holds its row."""
    recount_row(CommuneTeamCount, commune_id, COMMUNE_COLUMNS, VillageTeamCount, "commune_id")


def wrong_rows() -> tuple[int, list[str]]:
    """Compare every stored count with one taken from the teams: how many, and what differs."""
    in_force = Team.unscoped.filter(tier=Tier.VILLAGE, dissolved_on=None).order_by()
    by_village = in_force.values_list("area_id").annotate(
        n=Count("pk"),
        n_staffed=Count("pk", filter=Q(staffed=True)),
        last=Max("last_active_on", filter=Q(staffed=True)),
    )
    villages = {row[0]: tuple(row[1:]) for row in by_village}
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
    stored_villages = _stored(VillageTeamCount, "teams", "staffed", "last_active_on")
    stored_communes = _stored(CommuneTeamCount, "with_team", "staffed", "teams")
    return _compare(
        ("VillageTeamCount", stored_villages, villages, (0, 0, None)),
        ("CommuneTeamCount", stored_communes, communes, (0, 0, 0)),
    )


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
