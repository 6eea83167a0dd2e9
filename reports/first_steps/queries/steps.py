"""The first steps of a place for one person."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from areas.kinds import Level
from areas.models import Area
from reports.first_steps.queries.above import steps_above
from reports.first_steps.queries.commune import steps_of_commune
from reports.first_steps.queries.ladder import begins_for
from reports.first_steps.rules import FirstSteps, Onward


def first_steps_of(area: Area, user: Any) -> FirstSteps:
    """Return the first steps of a commune or a larger unit, with the buttons that this person may press."""
    of = steps_of_commune if area.level == Level.COMMUNE else steps_above
    return FirstSteps(list(of(area, user, timezone.localdate())))


def onward_for(user: Any, here: str) -> Onward | None:
    """Return the next step of whoever is still in their first ones, after a save; None for everybody else."""
    there = reverse("reports:first_steps")
    if here == there or not isinstance(user, User) or not user.area or not begins_for(user):
        return None
    return first_steps_of(user.area, user).onward(there, here)
