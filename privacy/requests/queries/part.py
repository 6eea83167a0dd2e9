"""A part of the extract of one person: its heading and its table; and who brings which part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from households.models import Household, Resident

type Value = str | int | date | datetime | None


@dataclass(frozen=True)
class Subject:
    """The person of an extract, with the household they are of and those that were merged with it."""

    person: Resident
    household: Household
    family: Sequence[Household]

    @property
    def keys(self) -> list[int]:
        """The keys of these households."""
        return [home.pk for home in self.family]


@dataclass(frozen=True)
class Part:
    """One table of an extract; without rows it says that there is nothing."""

    heading: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]] = ()
    # What is to be known before one reads it.
    note: str = ""
    # How wide each column is, in shares of the page.
    widths: Sequence[int] = field(default=())


type Bring = Callable[[Subject], Part]

# What apps above this one keep of a person; they add it when they are loaded.
BROUGHT: list[Bring] = []


def register(bring: Bring) -> None:
    """Let an app above bring what it keeps of a person."""
    BROUGHT.append(bring)
