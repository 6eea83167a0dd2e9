"""From a number to the rows behind it, as far as the reader may go.

Villages lead to lists of villages. Households lead to the roster of their village for those who may
read names; for everybody else, and above the village, to the units below ordered by that number.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from areas.kinds import Level
from figures.adoption import Step
from reports.dashboard.queries.ranking import COLUMNS
from web.addresses import around

# Orders of the units below (reports.dashboard.queries.ranking) for which the roster has a filter of the same rows.
ROSTER_FILTERS = {
    "so-ho": "",
    "chua-khao-sat": "?loc=chua-khao-sat",
    "thieu-1": "?loc=thieu-1",
    "qua-han": "?loc=cu",
}
# Which villages the list of teams keeps for a number of villages.
_TEAM_FILTERS = {
    "thon-co-to": "co-to",
    "to-hoat-dong": "hoat-dong",
    "thieu-to": "none",
    "chua-hoat-dong": "chua-hoat-dong",
}


@dataclass(frozen=True, slots=True)
class Links:
    """Where one reader finds rows; `names` says whether he may read rosters."""

    names: bool
    dashboard: tuple[str, str]
    below: tuple[str, str]
    roster: tuple[str, str]
    missing: tuple[str, str]
    teams: str

    @classmethod
    def of(cls, reader: Any) -> "Links":
        """Look the addresses up once for a page."""
        return cls(
            names=reader.has_perm("households.view_names"),
            dashboard=around("reports:dashboard"),
            below=around("reports:below"),
            roster=around("households:list"),
            missing=around("reports:without_team"),
            teams=reverse("teams:list"),
        )

    def unit(self, pk: int) -> str:
        """Return the dashboard of a unit."""
        return f"{self.dashboard[0]}{pk}{self.dashboard[1]}"

    def step(self, pk: int, step: Step) -> str:
        """Return the communes of a unit that stand on a step; of the country the provinces with such."""
        return f"{self.below[0]}{pk}{self.below[1]}?buoc={step.slug}#con"

    def rows(self, pk: int, level: int, key: str, order: str) -> str:
        """Return where the rows behind a number of one unit stand; "" where the reader has none.

        `key` is a column of `reports.dashboard.queries.ranking`, `order` the order in which the units below show it.
        """
        if key == "thieu-to" and level < Level.VILLAGE:
            return f"{self.missing[0]}{pk}{self.missing[1]}"
        if key in _TEAM_FILTERS:
            # A village is one row whatever its team has come to.
            kept = f"&tinh-trang={_TEAM_FILTERS[key]}" if level < Level.VILLAGE else ""
            return f"{self.teams}?dia-ban={pk}{kept}"
        if level < Level.VILLAGE:
            return f"{self.below[0]}{pk}{self.below[1]}?xep={order}"
        if self.names and key in ROSTER_FILTERS:
            return f"{self.roster[0]}{pk}{self.roster[1]}{ROSTER_FILTERS[key]}"
        return ""


def links_of(links: Links, pk: int, level: int) -> dict[str, str]:
    """Return the links of the numbers of one unit for its own page: `links.thieu_dat`."""
    return {
        column.key.replace("-", "_"): links.rows(pk, level, column.key, column.first)
        for column in COLUMNS.values()
    }
