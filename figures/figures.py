"""The figures of a unit on one day: counts and the rates made of them.

What may not be said in percent is told here, for whoever writes a rate (`_of_homes`, `_of_villages`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.conf import settings

from figures.people import AGES, SHARES
from figures.rates import Rate, is_known_enough
from households.counts.rollup import SUMS
from skills.catalogue import SKILLS, Skill
from teams.models import State

# Sums of households stand in the order of their names.
type Sums = tuple[int, ...]
# Values of the columns by which parts of a unit are told apart.
type Key = tuple[int | None, ...]
_NONE: Sums = (0,) * len(SUMS)
_AT = {name: at for at, name in enumerate(SUMS)}


class Derived:
    """What follows from the counts of `Figures`, worked out all at once when the first of it is asked for.

    So counts are set before that; `Figures.add` begins anew.
    """

    # Villages in the denominator: open ones, and those only declared (rollup.denominators); of the open ones
    # those without a village-tier team; and those in whose register nothing stands yet, the declared ones too.
    expected_villages: int
    without_team: int
    silent_villages: int
    # Households in the denominator that were declared and are in no register; those of the registers in which
    # nobody was asked anything; and all that nobody has asked yet: unknown, not "no".
    unregistered: int
    unasked: int
    unsurveyed: int
    # Whether nobody at all was asked anything.
    is_nobody_asked: bool
    # Whether at most one commune in ten has not begun, so that a sum speaks of the whole; then whether a rate of
    # households, or of villages, may have a colour, a rank, a trend (figures.rates).
    has_begun_enough: bool
    is_known_enough: bool
    is_list_known_enough: bool
    # The same of the rate of surveyed households: known, wherever it is known how many households there are.
    is_whole_known_enough: bool
    # Whether so few households live here that a rate of them ranks nobody; of none nothing is said.
    is_small: bool
    # Whether the lists of villages say all there are: complete or as declared, nothing to be confirmed; and
    # whether the registers do: begun everywhere, complete or as declared, nothing to confirm.
    is_list_settled: bool
    is_settled: bool
    # Villages with a village-tier team in force, and with an active one, of all villages there are that day.
    team_rate: Rate
    active_rate: Rate
    # Villages whose team held no activity lately, or has nobody to lead one.
    inactive: int
    # Households surveyed, of all; those with one person who knows all five, and those whose people together do,
    # each of all and of the surveyed. While somebody of a household was not asked, nothing rules the latter out.
    surveyed_rate: Rate
    covered_rate: Rate
    covered_of_surveyed: Rate
    combined_rate: Rate
    combined_of_surveyed: Rate
    # Whether enough of the households are in the register that a share of its people speaks of the unit; and
    # whether so few of them were not asked that it has a colour, a rank, a trend.
    is_people_told: bool
    is_people_known_enough: bool
    # The shares of people by their keys (figures.people), worked out when the first of them is asked for.
    people_rates: Mapping[str, Rate]
    # Whether "every village has a team", and "every household", may be said: of a whole that nobody doubts.
    says_every_village: bool
    says_every_household: bool

    # Who nobody can rule out of a share (figures.people).
    people_nobody = 0


_DERIVED = frozenset(Derived.__annotations__)


@dataclass
class Figures(Derived):
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
    # Open villages whose register holds a household or is complete.
    begun_villages: int = 0
    # Registers, and lists of villages, called complete with too few that nobody confirmed yet; of these the
    # lists; and those of which nobody declared how many households there are.
    waiting: int = 0
    waiting_lists: int = 0
    undeclared_waiting: int = 0
    # Begun villages with an open register, and open lists of villages, of which nobody declared how many
    # there are (rollup.models.CommuneCount).
    undeclared_villages: int = 0
    undeclared_lists: int = 0
    # Households registered, and declared, where complete registers are few (denominators.is_few); None of a past day.
    short_registered: int | None = 0
    short_declared: int | None = 0
    # Villages with an open register in a commune that declared more than its villages explain.
    doubted: int = 0
    # Communes that have not begun; and how many stand on each step, where the database was asked (figures.adoption).
    idle_communes: int = 0
    steps: Counter[int] | None = field(default=None, compare=False)
    # Whether it is known what waits and who has begun; not of months kept before that was.
    is_told: bool = True

    def __getattr__(self, name: str) -> int:
        """Read a household sum by its column: `figures.covered`; work out what is not there yet."""
        if name in _AT:
            return self.sums[_AT[name]]
        if name not in _DERIVED:
            raise AttributeError(name)
        if name != "people_rates":
            self._work_out()
            return cast("int", getattr(self, name))
        found, whole, told = dict[str, Rate](), self.people_of_age, self.is_people_told
        has_ends = told and not is_known_enough(whole - self.people_whole, whole)
        for key, one, of, rules_out in SHARES:
            n, every = getattr(self, one), getattr(self, of)
            most = every - max(getattr(self, rules_out) - n, 0) if rules_out and has_ends else None
            claims = 0 < n == every and self.is_told and not (self.is_settled and every >= whole)
            found[key] = Rate(n, every, most, is_said=told and not claims)
        unknown = self.people_whole - sum(found[f"people_{who}_whole"].n for who in AGES)
        found["people_no_age_whole"] = Rate(unknown, self.people_whole, is_said=told)
        self.people_rates = found
        return cast("int", found)

    @property
    def state(self) -> State:
        """How far a village's team has come; of a larger unit, how far its best village."""
        return State.of(teams=self.with_team, led=self.led, active=self.active)

    def _work_out(self) -> None:
        # From here on a sum is read as any other number, without `__getattr__`.
        vars(self).update(zip(SUMS, self.sums, strict=True))
        self.without_team = max(self.villages - self.with_team, 0)
        self.expected_villages = self.villages + self.unattributed_villages
        self.silent_villages = max(self.expected_villages - self.begun_villages, 0)
        self.unregistered = self.expected - self.households
        self.unasked = self.households - self.surveyed - self.partly
        self.is_nobody_asked = self.unasked == self.households
        self.unsurveyed = self.expected - self.surveyed
        self.is_small = 0 < self.expected < int(settings.SMALL_UNIT_HOUSEHOLDS)
        self._weigh_doubts()
        self.team_rate = self._of_villages(self.villages - self.without_team)
        self.active_rate = self._of_villages(min(self.active, self.villages))
        self.inactive = self.team_rate.n - self.active_rate.n
        self.surveyed_rate = self._of_homes(self.surveyed, self.expected)
        most = self.expected - self.ruled_out
        self.covered_rate = self._of_homes(self.covered, self.expected, most)
        self.covered_of_surveyed = self._of_homes(self.covered, self.surveyed)
        self.combined_rate = self._of_homes(self.combined, self.expected, self.expected)
        self.combined_of_surveyed = self._of_homes(self.combined, self.surveyed)
        self.says_every_village = self.team_rate.is_full and self.is_list_settled
        self.says_every_household = self.covered_rate.is_full and self.is_settled

    def _weigh_doubts(self) -> None:
        idle, unknown = self.idle_communes, self.unattributed_villages
        self.has_begun_enough = not idle or is_known_enough(idle, self.communes + idle)
        known = is_known_enough(self.unsurveyed, self.expected)
        self.is_known_enough = self.has_begun_enough and known
        self.is_whole_known_enough = self.has_begun_enough and self.expected > 0
        self.is_people_told = self.has_begun_enough and is_known_enough(
            self.unregistered, self.expected
        )
        unasked = self.people_of_age - self.people_whole
        self.is_people_known_enough = self.is_people_told and is_known_enough(
            unasked, self.people_of_age
        )
        few = is_known_enough(unknown, self.expected_villages)
        self.is_list_known_enough = self.has_begun_enough and few
        self.is_list_settled = self.is_told and not (
            self.waiting_lists or idle or self.undeclared_lists
        )
        in_doubt = self.waiting or self.silent_villages or self.doubted or self.undeclared_villages
        self.is_settled = self.is_list_settled and not in_doubt

    def _of_homes(self, n: int, of: int, most: int | None = None) -> Rate:
        """Return a rate of households, unsaid where its percentage would say more than is known.

        So it is of all, while anything is in doubt or some are no part of it, and of the few communes
        that have begun, unless over a tenth is declared and not registered, and it has two ends (`most`).
        Where much is unknown of all households it has two ends, the upper one of the `most` that may count.
        """
        is_full, is_known = 0 < of == n, is_known_enough(self.unsurveyed, self.expected)
        has_ends = most is not None and not is_known_enough(self.unregistered, self.expected)
        is_of_few = not (self.has_begun_enough or has_ends)
        if is_of_few or (
            is_full and self.is_told and not (self.is_settled and of == self.expected)
        ):
            return Rate(n, of, is_said=False)
        if most is not None and n < most and not is_known:
            return Rate(n, of, most)
        return Rate(n, of)

    def _of_villages(self, n: int) -> Rate:
        """Return a rate of villages; "all" is unsaid while nobody knows whether that is all of them.

        Where many were only declared, it has two ends.
        """
        of, unknown = self.expected_villages, self.unattributed_villages
        if 0 < of == n and self.is_told and not self.is_list_settled:
            return Rate(n, of, is_said=False)
        is_open = unknown > 0 and not is_known_enough(unknown, of)
        return Rate(n, of, n + unknown if is_open else None)

    def skill_rate(self, skill: Skill) -> Rate:
        """Households with somebody who knows the skill, of those asked about it."""
        return self._of_homes(getattr(self, skill.column), getattr(self, skill.asked_column))

    @property
    def skills(self) -> list[tuple[Skill, Rate]]:
        """The rate of each skill."""
        return [(skill, self.skill_rate(skill)) for skill in SKILLS]

    def compares(self, skill: Skill) -> bool:
        """Say whether the skill was asked in so many households that its rate stands beside others.

        In nearly all that were surveyed, and in no fewer than a rate that ranks anybody is made of.
        """
        asked = self.skill_rate(skill).of
        is_of_many = asked >= int(settings.SMALL_UNIT_HOUSEHOLDS)
        return is_of_many and is_known_enough(max(self.surveyed - asked, 0), self.surveyed)

    @property
    def weakest(self) -> Skill | None:
        """The one skill that fewest households have; None where two are equal or too little is known."""
        if not self.is_known_enough:
            return None
        asked = sorted((p for p in self.skills if self.compares(p[0])), key=lambda p: p[1].share)
        if len(asked) < 2 or asked[0][1].share == asked[1][1].share:
            return None
        return asked[0][0]

    def of_past(self) -> "Figures":
        """Say that what is counted of today alone is not known of it; returns itself."""
        self.short_registered = self.short_declared = None
        return self

    def add(self, part: "Figures") -> None:
        """Add the figures of a unit that does not overlap with those already here."""
        self.__dict__ = vars(total([self, part]))


# What is simply added up; a village that is doubted makes no commune doubted.
ADDED = (
    *("villages", "with_team", "led", "active", "communes", "fresh", "idle_communes"),
    *("unattributed_villages", "begun_villages", "waiting", "waiting_lists", "undeclared_waiting"),
    *("undeclared_villages", "undeclared_lists", "short_registered", "short_declared"),
)


def sums_of(counted: Mapping[str, int]) -> Sums:
    """Put counts of households in order; what is not among them is 0.

    Without a word of how many are expected, it is those registered.
    """
    known = {"expected": counted.get("households", 0), **counted}
    return tuple(known.get(name, 0) for name in SUMS)


def total(parts: Iterable[Figures]) -> Figures:
    """Add up the figures of units that do not overlap."""
    parts = list(parts)
    added: dict[str, Any] = {}
    for name in ADDED:
        numbers = [getattr(part, name) for part in parts]
        # Where one is not known, the sum is not known.
        added[name] = None if None in numbers else sum(numbers)
    return Figures(
        **added,
        is_told=all(part.is_told for part in parts),
        steps=sum((part.steps for part in parts if part.steps), Counter()) or None,
        sums=tuple(map(sum, zip(*[part.sums for part in parts], strict=True))) or _NONE,
        saved_at=max((part.saved_at for part in parts if part.saved_at), default=None),
        oldest_at=min((part.oldest_at for part in parts if part.oldest_at), default=None),
    )
