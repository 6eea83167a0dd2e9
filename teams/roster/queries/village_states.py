"""Which villages of a place have a team that has come so far: the list of teams, and what counts it."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from rollup.models import VillageCount
from teams.models import Team, TeamVillage, active_days


def in_state(user: Any, villages: Any, wanted: str) -> Any:
    """Keep the villages whose team has come so far; an unknown state keeps all."""
    own = VillageCount.objects.visible_to(user).filter(pk=OuterRef("pk"))
    with_team, led = Exists(own.filter(teams__gt=0)), Exists(own.filter(led__gt=0))
    active = Exists(own.active(*active_days(timezone.localdate())))
    # In a state is who has reached it and not the next of VILLAGE_STATES.
    match wanted:
        case "none":
            return villages.filter(~with_team)
        case "co-to":
            return villages.filter(with_team)
        case "tren-giay":
            return villages.filter(with_team, ~led)
        case "co-to-truong":
            return villages.filter(led, ~active)
        case "hoat-dong":
            return villages.filter(active)
        case "chua-hoat-dong":
            return villages.filter(with_team, ~active)
        case "lau-khong-hop":
            quiet = Team.objects.visible_to(user).quiet(timezone.localdate())
            return villages.filter(pk__in=served(user, quiet))
        case _:
            return villages


def served(user: Any, teams: Any) -> Any:
    """Return the keys of the villages that these teams are for."""
    rows = TeamVillage.objects.visible_to(user).open().filter(team__in=teams)
    return rows.values("village")
