"""What was published of a unit, and beside it what the register says of the same day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from areas.models import Area
from periodic.catalogue.rules.facts import Facts
from periodic.content import Value
from periodic.drafts.queries.facts import Asked, added, facts_of
from periodic.models import PublishedFigure
from periodic.published.rules import HELD_AGAINST, Published, difference, ours_text


@dataclass(frozen=True)
class Line:
    """A published figure; with what the register says of its day where that was asked for."""

    row: PublishedFigure
    # Whether this day was asked of the register, and there is a figure to hold against.
    is_held: bool
    ours: str
    difference: str

    @property
    def published(self) -> str:
        """Write what was published."""
        return Published(self.row.value, self.row.of).text

    @property
    def may_be_held(self) -> bool:
        """Say whether the register counts such a thing."""
        return self.row.figure in HELD_AGAINST and not self.row.withdrawn_at


def figures_of(user: Any, area: Area) -> Any:
    """Return what was published of a unit, newest first, withdrawn ones too."""
    found = PublishedFigure.objects.visible_to(user).filter(area=area)
    return found.select_related("area", "entered_by", "withdrawn_by")


def day_held(found: Any, asked: date | None) -> date | None:
    """Return the day that is held against the register: the one asked for, else the newest there is."""
    rows = found.filter(withdrawn_at=None, figure__in=HELD_AGAINST)
    days = rows.order_by("-day").values_list("day", flat=True)
    return asked if asked and days.filter(day=asked).exists() else days.first()


def register_on(area: Area, day: date) -> Facts:
    """Read the register as it stood at the end of a day."""
    return added(facts_of(Asked(area, day, day)).values())


def lines_of(rows: Iterable[PublishedFigure], day: date | None, facts: Facts | None) -> list[Line]:
    """Put the register's figures of one day beside those published of it; other days wait to be asked for."""
    return [_line(row, facts if row.day == day else None) for row in rows]


def _line(row: PublishedFigure, facts: Facts | None) -> Line:
    if facts is None or row.figure not in HELD_AGAINST or row.withdrawn_at:
        return Line(row, is_held=False, ours="", difference="")
    ours: Value = HELD_AGAINST[row.figure].read(facts)
    said = Published(row.value, row.of)
    return Line(row, is_held=True, ours=ours_text(ours), difference=difference(said, ours))
