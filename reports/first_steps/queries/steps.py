"""The first steps of a place for one person."""

from typing import Any

from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from reports.first_steps.queries.above import steps_above
from reports.first_steps.queries.commune import steps_of_commune
from reports.first_steps.rules import FirstSteps


def first_steps_of(area: Area, user: Any) -> FirstSteps:
    """Return the first steps of a commune or a larger unit, with the buttons that this person may press."""
    of = steps_of_commune if area.level == Level.COMMUNE else steps_above
    return FirstSteps(list(of(area, user, timezone.localdate())))
