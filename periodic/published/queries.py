"""What was published of a unit, and beside it what the register says of the same day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from areas.kinds import Level
from areas.models import Area
from periodic.catalogue.rules.facts import Facts
from periodic.content import Value
from periodic.drafts.queries.facts import added, facts_of
from periodic.drafts.queries.units import whole_on
from periodic.models import PublishedFigure
from periodic.models.published import IDENTITY
from periodic.published.rules import HELD_AGAINST, Published, difference, ours_text

# So many of the country's are shown to those below it.
NATIONAL = 20


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


def national(area: Area) -> Any:
    """Return what was published of the whole country, for whoever is below it: it is public, and stands beside ours."""
    if area.level == Level.COUNTRY:
        return PublishedFigure.unscoped.none()
    found = PublishedFigure.unscoped.filter(area__level=Level.COUNTRY, withdrawn_at=None)
    return found.order_by("-day", "name", "pk")[:NATIONAL]


def loaded_with(figure: PublishedFigure) -> Any:
    """Return what came in by the same file as a figure and was not withdrawn."""
    rows = PublishedFigure.unscoped.filter(area=figure.area_id, withdrawn_at=None)
    return rows.filter(entered_by=figure.entered_by_id, entered_at=figure.entered_at).order_by("pk")


# How a row of a file stands to what is there: it comes in, it stands already, it stands with another number and stays out,
# it was withdrawn and comes in again.
NEW, STANDS, OTHER, AGAIN = "new", "stands", "other", "again"


def standings(area: Area, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say of each row of a file how it stands to what was published of a unit before. One query."""
    known, numbers = dict[tuple[Any, ...], str](), dict[tuple[Any, ...], tuple[Any, Any]]()
    names = [name for name in IDENTITY if name != "area"]
    there = PublishedFigure.unscoped.filter(area=area, day__in={row["day"] for row in rows})
    for *same, value, of, withdrawn_at in there.values_list(*names, "value", "of", "withdrawn_at"):
        if known.get(tuple(same)) != STANDS:
            known[tuple(same)] = AGAIN if withdrawn_at else STANDS
            numbers[tuple(same)] = (value, of)
    found = list[str]()
    for row in rows:
        key, number = tuple(row[name] for name in names), (row["value"], row["of"])
        state = known.get(key, NEW)
        found.append(OTHER if state == STANDS and numbers[key] != number else state)
        if state != STANDS:
            # The same figure twice in a file comes in once.
            known[key], numbers[key] = STANDS, number
    return found


def day_held(found: Any, asked: date | None) -> date | None:
    """Return the day that is held against the register: the one asked for, else the newest there is."""
    rows = found.filter(withdrawn_at=None, figure__in=HELD_AGAINST)
    days = rows.order_by("-day").values_list("day", flat=True)
    return asked if asked and days.filter(day=asked).exists() else days.first()


def register_on(area: Area, day: date) -> Facts:
    """Read the register as it stood at the end of a day."""
    return added(facts_of(whole_on(area, day)).values())


def lines_of(rows: Iterable[PublishedFigure], day: date | None, facts: Facts | None) -> list[Line]:
    """Put the register's figures of one day beside those published of it; other days wait to be asked for."""
    return [_line(row, facts if row.day == day else None) for row in rows]


def _line(row: PublishedFigure, facts: Facts | None) -> Line:
    if facts is None or row.figure not in HELD_AGAINST or row.withdrawn_at:
        return Line(row, is_held=False, ours="", difference="")
    ours: Value = HELD_AGAINST[row.figure].read(facts)
    said = Published(row.value, row.of)
    return Line(row, is_held=True, ours=ours_text(ours), difference=difference(said, ours))
