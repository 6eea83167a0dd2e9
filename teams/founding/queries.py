"""What teams of one village have been for."""

from collections import defaultdict
from datetime import date

from areas.models import Area
from areas.names import lower_first
from teams.models import Team, TeamVillage


def formerly(village: Area, teams: list[Team]) -> dict[int, list[str]]:
    """Return by team the villages that it was for before: by them people know it."""
    ended = TeamVillage.unscoped.filter(team__in=teams, valid_to__isnull=False)
    rows = ended.exclude(village=village).select_related("village").order_by("valid_to", "pk")
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row.team_id].append(lower_first(row.village.full_name))
    return found


def shared_since(village: Area, teams: list[Team]) -> date:
    """Return the day from which all these teams are for the village."""
    rows = TeamVillage.unscoped.open().filter(village=village, team__in=teams)
    return max(rows.values_list("valid_from", flat=True))
