"""The figures of a unit on one day: sums of the rooms' count rows, never of raw rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import add

from areas.composed import Answer
from areas.kinds import Level
from areas.models import Area
from households.counts import SUMS
from reports.counted import HouseholdRow, Key, TeamRow, household_rows, team_rows
from reports.rates import Range, Rate, is_known_enough
from skills.catalogue import SKILLS, Skill

# Sums of households stand in the order of their names.
type Sums = tuple[int, ...]
_NONE: Sums = (0,) * len(SUMS)
_AT = {name: at for at, name in enumerate(SUMS)}


@dataclass(slots=True)
class Figures:
    """Counts of one unit; every rate is a `Rate`, so that n/N always goes with it."""

    villages: int = 0
    with_team: int = 0
    staffed: int = 0
    active: int = 0
    sums: Sums = _NONE
    saved_at: datetime | None = None
    # Communes with households, those of them saved lately, and when the last of them was saved.
    communes: int = 0
    fresh: int = 0
    oldest_at: datetime | None = None

    def __getattr__(self, name: str) -> int:
        """Read a household sum by its column: `figures.covered`."""
        at = _AT.get(name)
        if at is None:
            raise AttributeError(name)
        return self.sums[at]

    @property
    def team_rate(self) -> Rate:
        """Villages with a village-tier team in force, of the villages open that day."""
        return Rate(self.villages - self.without_team, self.villages)

    @property
    def without_team(self) -> int:
        """Villages open that day without such a team."""
        return max(self.villages - self.with_team, 0)

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
    def combined_of_surveyed(self) -> Rate:
        """The same, of the households surveyed."""
        return Rate(self.combined, self.surveyed)

    @property
    def surveyed_rate(self) -> Rate:
        """Households surveyed, of all."""
        return Rate(self.surveyed, self.expected)

    @property
    def unsurveyed(self) -> int:
        """Households nobody has asked yet: unknown, not "no"."""
        return self.expected - self.surveyed

    @property
    def covered_range(self) -> Range | None:
        """Where the covered rate may lie once all are surveyed; None while few are unknown."""
        return Range.of(self.covered_rate, self.unsurveyed)

    @property
    def is_known_enough(self) -> bool:
        """Whether a rate of its households may have a colour, a rank, a trend (reports.rates)."""
        return is_known_enough(self.unsurveyed, self.expected)

    def skill_rate(self, skill: Skill) -> Rate:
        """Households with somebody who knows the skill, of those asked about it."""
        return Rate(getattr(self, skill.column), getattr(self, skill.asked_column))

    @property
    def skills(self) -> list[tuple[Skill, Rate]]:
        """The rate of each skill."""
        return [(skill, self.skill_rate(skill)) for skill in SKILLS]

    @property
    def weakest(self) -> Skill | None:
        """The one skill that fewest households have; None where two are equal or too little is known."""
        if not self.is_known_enough:
            return None
        asked = sorted((p for p in self.skills if p[1].of), key=lambda pair: pair[1].share)
        if not asked or (len(asked) > 1 and asked[0][1].share == asked[1][1].share):
            return None
        return asked[0][0]

    def add(self, part: "Figures") -> None:
        """Add the figures of a unit that does not overlap with those already here."""
        self.villages += part.villages
        self.with_team += part.with_team
        self.staffed += part.staffed
        self.active += part.active
        self.communes += part.communes
        self.fresh += part.fresh
        self.sums = tuple(map(add, self.sums, part.sums))
        self.saved_at = _either(max, self.saved_at, part.saved_at)
        self.oldest_at = _either(min, self.oldest_at, part.oldest_at)


def _either(
    choose: Callable[[datetime, datetime], datetime], a: datetime | None, b: datetime | None
) -> datetime | None:
    return choose(a, b) if a and b else a or b


def sums_of(counted: Mapping[str, int]) -> Sums:
    """Put counts of households in order; what is not among them is 0."""
    return tuple(counted.get(name, 0) for name in SUMS)


def total(parts: Iterable[Figures]) -> Figures:
    """Add up the figures of units that do not overlap."""
    parts = list(parts)
    return Figures(
        villages=sum([part.villages for part in parts]),
        with_team=sum([part.with_team for part in parts]),
        staffed=sum([part.staffed for part in parts]),
        active=sum([part.active for part in parts]),
        sums=tuple(map(sum, zip(*[part.sums for part in parts], strict=True))) or _NONE,
        saved_at=max((part.saved_at for part in parts if part.saved_at), default=None),
        communes=sum([part.communes for part in parts]),
        fresh=sum([part.fresh for part in parts]),
        oldest_at=min((part.oldest_at for part in parts if part.oldest_at), default=None),
    )


# For each level: the column of count rows that says whose part a row is.
_GROUP = {
    Level.PROVINCE: "province_id",
    Level.DISTRICT: "district_id",
    Level.COMMUNE: "commune_id",
    Level.VILLAGE: "area_id",
}


def ask(within: Area, day: date, *group: str) -> Answer[dict[Key, Figures]]:
    """Ask for the figures of the parts of a unit, by the values of the columns in `group`.

    Two queries, whatever the number of parts. `area_id` groups by village, and leaves the number
    of villages to the caller, who knows which are open.
    """
    households, teams = household_rows(within, group), team_rows(within, group, day)
    return lambda: _parts(households, teams)


def read(within: Area, day: date, *group: str) -> dict[Key, Figures]:
    """Return the same at once."""
    return ask(within, day, *group)()


def _parts(households: Iterator[HouseholdRow], teams: Iterator[TeamRow]) -> dict[Key, Figures]:
    found: dict[Key, Figures] = {}
    for key, sums, saved_at, oldest_at, communes, fresh in households:
        part = Figures(0, 0, 0, 0, sums, saved_at, communes, fresh, oldest_at)
        if key in found:
            found[key].add(part)
        else:
            found[key] = part
    for key, villages, with_team, staffed, active in teams:
        figures = found.get(key) or found.setdefault(key, Figures())
        figures.villages += villages
        figures.with_team += with_team
        figures.staffed += staffed
        figures.active += active
    return found


def figures_of(areas: Iterable[Area], level: Level, within: Area, day: date) -> dict[int, Figures]:
    """Return the figures of units of one level, all inside `within`, by their key. Two queries."""
    found = read(within, day, _GROUP[level])
    figures = {area.pk: found.get((area.pk,)) or Figures() for area in areas}
    if level == Level.VILLAGE:
        for one in figures.values():
            one.villages = 1
    return figures


def figures_of_one(area: Area, day: date) -> Figures:
    """Return the figures of one unit at any level. Two queries."""
    if area.level == Level.VILLAGE:
        return figures_of([area], Level.VILLAGE, area, day)[area.pk]
    return total(read(area, day, "province_id").values())
