"""The figures of a unit on one day: counts and the rates made of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import add

from figures.rates import Range, Rate, is_known_enough
from households.counts import SUMS
from skills.catalogue import SKILLS, Skill
from teams.models import State

# Sums of households stand in the order of their names.
type Sums = tuple[int, ...]
# Values of the columns by which parts of a unit are told apart.
type Key = tuple[int | None, ...]
_NONE: Sums = (0,) * len(SUMS)
_AT = {name: at for at, name in enumerate(SUMS)}


@dataclass(slots=True)
class Figures:
    """Counts of one unit; every rate is a `Rate`, so that n/N always goes with it."""

    villages: int = 0
    with_team: int = 0
    led: int = 0
    active: int = 0
    sums: Sums = _NONE
    saved_at: datetime | None = None
    # Communes with households, those of them saved lately, and when the last of them was saved.
    communes: int = 0
    fresh: int = 0
    oldest_at: datetime | None = None
    # Villages that communes declared beyond those they have entered.
    unattributed_villages: int = 0

    def __getattr__(self, name: str) -> int:
        """Read a household sum by its column: `figures.covered`."""
        at = _AT.get(name)
        if at is None:
            raise AttributeError(name)
        return self.sums[at]

    @property
    def state(self) -> State:
        """How far a village's team has come; of a larger unit, how far its best village."""
        return State.of(teams=self.with_team, led=self.led, active=self.active)

    @property
    def team_rate(self) -> Rate:
        """Villages with a village-tier team in force, of all villages there are that day."""
        return Rate(self.villages - self.without_team, self.expected_villages)

    @property
    def expected_villages(self) -> int:
        """Villages in the denominator: open ones, and those only declared (rollup.denominators)."""
        return self.villages + self.unattributed_villages

    @property
    def team_range(self) -> Range | None:
        """Where the rate of teams may lie once all villages are entered; None while few are not."""
        return Range.of(self.team_rate, self.unattributed_villages)

    @property
    def without_team(self) -> int:
        """Villages open that day without such a team."""
        return max(self.villages - self.with_team, 0)

    @property
    def active_rate(self) -> Rate:
        """Villages whose team is active, of all villages there are that day."""
        return Rate(min(self.active, self.villages), self.expected_villages)

    @property
    def covered_rate(self) -> Rate:
        """Households with one person who knows all five, of all households there are."""
        return Rate(self.covered, self.expected)

    @property
    def unregistered(self) -> int:
        """Households in the denominator that were declared and are in no register."""
        return self.expected - self.households

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
        """Where the covered rate may lie once all are surveyed; None while few are unknown.

        Speaks of registered people: at most all households are covered but those in which everybody
        of age was asked something they do not know.
        """
        if self.is_known_enough or not self.expected:
            return None
        return Range(self.covered_rate, Rate(self.expected - self.ruled_out, self.expected))

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
        self.unattributed_villages += part.unattributed_villages
        self.with_team += part.with_team
        self.led += part.led
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
        unattributed_villages=sum([part.unattributed_villages for part in parts]),
        with_team=sum([part.with_team for part in parts]),
        led=sum([part.led for part in parts]),
        active=sum([part.active for part in parts]),
        sums=tuple(map(sum, zip(*[part.sums for part in parts], strict=True))) or _NONE,
        saved_at=max((part.saved_at for part in parts if part.saved_at), default=None),
        communes=sum([part.communes for part in parts]),
        fresh=sum([part.fresh for part in parts]),
        oldest_at=min((part.oldest_at for part in parts if part.oldest_at), default=None),
    )
