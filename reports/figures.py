"""The figures of a unit on one day: sums of the rooms' count rows, never of raw rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Sum

from areas.counts import CommuneVillageCount
from areas.kinds import Level
from areas.models import Area
from households.counts import SUMS
from households.models import CommuneCount, VillageCount
from reports.rates import Rate
from skills.catalogue import SKILLS, Skill
from teams.models import CommuneTeamCount, VillageTeamCount, active_since


@dataclass
class Figures:
    """Counts of one unit; every rate is a `Rate`, so that n/N always goes with it."""

    villages: int = 0
    with_team: int = 0
    staffed: int = 0
    active: int = 0
    sums: Mapping[str, int] = field(default_factory=dict)
    saved_at: datetime | None = None

    def __getattr__(self, name: str) -> int:
        """Read a household sum by its column: `figures.covered`."""
        if name in SUMS:
            return int(self.sums.get(name) or 0)
        raise AttributeError(name)

    @property
    def team_rate(self) -> Rate:
        """Villages with a village-tier team in force, of the villages open that day."""
        return Rate(min(self.with_team, self.villages), self.villages)

    @property
    def active_rate(self) -> Rate:
        """Villages whose team is active, of the villages open that day."""
        return Rate(min(self.active, self.villages), self.villages)

    @property
    def covered_rate(self) -> Rate:
        """Households with one person who knows all five, of all households."""
        return Rate(self.covered, self.expected)

    @property
    def expected(self) -> int:
        """Households in the denominator: those in the roster, and those declared where there is none."""
        return self.households + self.declared_only

    @property
    def covered_of_surveyed(self) -> Rate:
        """The same, of the households surveyed."""
        return Rate(self.covered, self.surveyed)

    @property
    def combined_rate(self) -> Rate:
        """Households whose people together know all five, of all households."""
        return Rate(self.combined, self.expected)

    @property
    def surveyed_rate(self) -> Rate:
        """Households surveyed, of all."""
        return Rate(self.surveyed, self.expected)

    @property
    def unsurveyed(self) -> int:
        """Households nobody has asked yet: unknown, not "no"."""
        return self.expected - self.surveyed

    @property
    def old_rate(self) -> Rate:
        """Surveyed households whose standing is old: still counted, and said apart."""
        return Rate(self.old, self.surveyed)

    @property
    def skills(self) -> list[tuple[Skill, Rate]]:
        """For each skill: households with somebody who knows it, of those asked about it."""
        asked = {skill.column: self.surveyed for skill in SKILLS}
        asked["local_platform"] = self.fifth_assessed
        return [(s, Rate(getattr(self, s.column), asked[s.column])) for s in SKILLS]

    @property
    def weakest(self) -> Skill | None:
        """The skill that fewest households have; None while nobody was surveyed."""
        if not self.surveyed:
            return None
        return min((p for p in self.skills if p[1].of), key=lambda pair: pair[1].share)[0]


# For each level of the children: the column of commune rows that says whose child a row is.
_GROUP = {
    Level.PROVINCE: "province_id",
    Level.DISTRICT: "district_id",
    Level.COMMUNE: "commune_id",
    Level.VILLAGE: "area_id",
}


def figures_of(areas: Iterable[Area], level: Level, within: Area, day: date) -> dict[int, Figures]:
    """Return the figures of units of one level, all inside `within`, by their key. Four queries.

    The number of queries does not depend on the number of units.
    """
    found = {area.pk: Figures() for area in areas}
    group = _GROUP[level]
    at_village = level == Level.VILLAGE
    _put_households(found, group, VillageCount if at_village else CommuneCount, within)
    if at_village:
        for figures in found.values():
            figures.villages = 1
        _put(found, _village_teams(within))
    else:
        _put(found, _summed(CommuneVillageCount, within, group, villages="villages"))
        _put(
            found,
            _summed(CommuneTeamCount, within, group, with_team="with_team", staffed="staffed"),
        )
    for key, n in _active(within, group, day):
        if key in found:
            found[key].active = n
    return found


def figures_of_one(area: Area, day: date) -> Figures:
    """Return the figures of one unit at any level."""
    if area.level == Level.COUNTRY:
        provinces = Area.unscoped.filter(level=Level.PROVINCE)
        return total(figures_of(provinces.only("pk"), Level.PROVINCE, area, day).values())
    return figures_of([area], Level(area.level), area, day)[area.pk]


def total(parts: Iterable[Figures]) -> Figures:
    """Add up the figures of units that do not overlap."""
    whole = Figures(sums=dict.fromkeys(SUMS, 0))
    for part in parts:
        whole.villages += part.villages
        whole.with_team += part.with_team
        whole.staffed += part.staffed
        whole.active += part.active
        whole.sums = {name: whole.sums[name] + getattr(part, name) for name in SUMS}
        dates = [at for at in (whole.saved_at, part.saved_at) if at]
        whole.saved_at = max(dates, default=None)
    return whole


def _rows(model: Any, within: Area) -> Any:
    """Return the count rows inside a unit."""
    return model.unscoped.below(within)


def _summed(model: Any, within: Area, group: str, **columns: str) -> list[dict[str, Any]]:
    sums = {f"sum_{name}": Sum(column) for name, column in columns.items()}
    rows = _rows(model, within).values(group).annotate(**sums)
    return [{"key": row[group], **{n: row[f"sum_{n}"] for n in columns}} for row in rows]


def _village_teams(within: Area) -> list[dict[str, Any]]:
    rows = _rows(VillageTeamCount, within).values_list("area_id", "teams", "staffed")
    return [
        {"key": key, "with_team": int(teams > 0), "staffed": int(staffed > 0)}
        for key, teams, staffed in rows
    ]


def _put(found: dict[int, Figures], rows: list[dict[str, Any]]) -> None:
    for row in rows:
        figures = found.get(row.pop("key"))
        if figures:
            for name, value in row.items():
                setattr(figures, name, value)


def _put_households(found: dict[int, Figures], group: str, model: Any, within: Area) -> None:
    sums = {f"sum_{name}": Sum(name) for name in SUMS}
    rows = _rows(model, within).values(group).annotate(last=Max("saved_at"), **sums)
    for row in rows:
        figures = found.get(row[group])
        if figures:
            figures.sums = {name: row[f"sum_{name}"] for name in SUMS}
            figures.saved_at = row["last"]


def _active(within: Area, group: str, day: date) -> list[tuple[int, int]]:
    rows = _rows(VillageTeamCount, within).filter(
        staffed__gt=0, last_active_on__gte=active_since(day), last_active_on__lte=day
    )
    return list(rows.values_list(group).annotate(n=Count("pk")))
