"""The terms in which a month of support is worked out: what goes in, what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from teams.models import SupportLine


class Why(StrEnum):
    """What explains a line, or why a team has none."""

    DECISION = "decision"
    SHARE = "share"
    INCLUDED = "included"
    SPENT = "spent"
    CAP = "cap"
    ELSEWHERE = "elsewhere"
    UNCLEAR = "unclear"
    NOT_SERVING = "not_serving"
    TIER = "tier"
    UNNUMBERED = "unnumbered"
    IDLE = "idle"


@dataclass(frozen=True)
class Span:
    """Days, both ends included; none at all where the last is before the first."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        length = max(0, (self.last - self.first).days + 1)
        return [self.first + timedelta(days=n) for n in range(length)]

    def meet(self, first: date, until: date | None) -> "Span":
        """Keep what lies from `first` on and before `until`."""
        last = self.last if until is None else min(self.last, until - timedelta(days=1))
        return Span(max(self.first, first), last)


@dataclass(frozen=True)
class Rules:
    """Rates of a policy, and what the commune itself adds to a team's month."""

    team_month: int = 0
    member_month: int = 0
    member_day: int = 0
    year_cap: int | None = None
    # The money of the days is part of the team's month, and no more than it.
    days_within: bool = False
    villages_only: bool = False
    numbered_only: bool = False
    active_only: bool = False
    top_up: int = 0


@dataclass(frozen=True)
class Stay:
    """A person in a team; `person` is one key for all the stays of one person.

    `unclear`: only the name says that it is the same person.
    """

    member: int
    person: int
    joined_on: date
    left_on: date | None = None
    unclear: bool = False


@dataclass(frozen=True)
class Session:
    """What a team held, and which of its members were there."""

    key: int
    day: date
    present: frozenset[int]


@dataclass(frozen=True)
class Team:
    """What is known of a team; `paid` is what it was paid before in the year of the cap."""

    key: int
    name: str
    founded_on: date
    dissolved_on: date | None = None
    number: str = ""
    of_village: bool = True
    paid: int = 0
    stays: Sequence[Stay] = ()
    sessions: Sequence[Session] = ()


@dataclass(frozen=True)
class Line:
    """One amount and where it comes from: `base` for `days` of `of` days is `due`; paid is `amount`."""

    kind: SupportLine.Kind
    team: int
    base: int
    days: int
    of: int
    due: int
    amount: int
    member: int | None = None
    person: int | None = None
    day: date | None = None
    sessions: tuple[int, ...] = ()
    why: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Month:
    """A month of a commune: its lines, and the teams without any, each with the reason."""

    lines: list[Line] = field(default_factory=list)
    left_out: list[tuple[int, Why]] = field(default_factory=list)
