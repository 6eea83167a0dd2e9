"""Which team serves a village on a day, for all villages of a commune at once."""

from collections import defaultdict
from datetime import date

from areas.models import Area
from teams.models import Team, TeamVillage


class Serving:
    """The teams of the villages of a commune, by day. One query."""

    def __init__(self, commune: Area) -> None:
        self.stretches = defaultdict[int, list[TeamVillage]](list)
        rows = TeamVillage.unscoped.filter(village__commune=commune)
        for row in rows.select_related("team__area").order_by("-valid_from", "pk"):
            self.stretches[row.village_id].append(row)

    def on(self, village: int | None, day: date) -> Team | None:
        """Return the team in force for a village on a day, the one that came last where there are two."""
        for one in self.stretches.get(village or 0, []):
            ends = [end for end in (one.valid_to, one.team.dissolved_on) if end]
            if one.valid_from <= day and all(day < end for end in ends):
                return one.team
        return None
