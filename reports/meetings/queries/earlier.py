"""Meetings before one, with the two rates that its page is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from areas.models import Area
from figures.as_of import as_of_one
from figures.changes import has_changed
from figures.figures import Figures
from figures.indicators import COVERED, TEAMS
from figures.rates import Rate
from figures.standing import Reading
from reports.models import Meeting


@dataclass(frozen=True)
class Earlier:
    """A meeting before this one, and the two rates of then."""

    uuid: str
    name: str
    on: date
    rates: Mapping[str, Rate]
    # Whether they are told by the units that this meeting has, for these are others.
    is_by_today: bool = False


def earlier_out(meeting: Meeting, area: Area, figures: Figures) -> dict[str, Any]:
    """Note a meeting before, with its frozen figures; where units changed since by those of today: else a merger is villages gone."""
    at = meeting.frozen_at
    on, told = timezone.localdate(at), {}
    if has_changed(area, on):
        figures = as_of_one(area, on, at, old=False, reading=Reading.NOW)
        told = {"by_today": True}
    return {
        "uuid": str(meeting.uuid),
        "name": meeting.name,
        "on": on.isoformat(),
        TEAMS.key: list(figures.team_rate),
        COVERED.key: list(figures.covered_rate),
        **told,
    }


def earlier_in(row: Mapping[str, Any]) -> Earlier:
    """Read what was noted of a meeting before."""
    on, by_today = date.fromisoformat(row["on"]), row.get("by_today", False)
    rates = {key: Rate(*row[key]) for key in (TEAMS.key, COVERED.key)}
    return Earlier(row["uuid"], row["name"], on, rates, by_today)
