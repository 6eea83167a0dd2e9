"""What is asked: why an indicator of a unit changed between two days, by the units of today or those that stood."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext

from areas.kinds import Level
from areas.models import Area
from figures.changes import has_changed
from figures.indicators import Indicator
from figures.restated import Restated
from figures.standing import Reading
from reports.why.queries.households import reading_of


@dataclass(frozen=True)
class Asked:
    """A unit, an indicator, the two ends, and the reading that the address asks for."""

    area: Area
    indicator: Indicator
    since: date
    until: date
    wanted: Reading

    @cached_property
    def is_changed(self) -> bool:
        """Whether the units of today are others, in the unit, than those that stood. One query; none of a village."""
        return self.area.level < Level.VILLAGE and has_changed(self.area, self.since)

    @property
    def is_offered(self) -> bool:
        """Whether there are two readings to choose from; what has ended is read as it stood."""
        return self.is_changed and not self.area.closed_on

    @property
    def reading(self) -> Reading:
        """By which units it is read."""
        return reading_of(self.area, self.wanted if self.is_changed else Reading.NOW)

    @property
    def is_then(self) -> bool:
        """Whether it is read by the units that stood, of a choice of two."""
        return self.is_offered and self.wanted is Reading.THEN

    @property
    def query(self) -> str:
        """What an address keeps of it."""
        days = f"tu={self.since.isoformat()}&den={self.until.isoformat()}"
        reading = f"&theo={Reading.THEN}" if self.is_then else ""
        return f"{days}&chi-tieu={self.indicator.key}{reading}"

    @property
    def words(self) -> list[str]:
        """Say by which units, where these are others today."""
        if not self.is_offered:
            return []
        then, now = gettext("theo các đơn vị lúc đó"), gettext("theo các đơn vị hiện nay")
        return [then if self.is_then else now]

    @property
    def tells_few(self) -> bool:
        """Whether one reading taken from the other would tell of a village of few households."""
        return self._moves_few(below=False)

    @property
    def tells_few_below(self) -> bool:
        """Whether that is so of the units below."""
        return self._moves_few(below=True)

    def _moves_few(self, *, below: bool) -> bool:
        # One that left after the first day and came back after the last stands differently on the last alone.
        days = (self.since, self.until)
        return self.is_changed and any(self._units.moves_few(day, below=below) for day in days)

    @cached_property
    def _units(self) -> Restated:
        return Restated(self.area, self.since, Reading.NOW)
