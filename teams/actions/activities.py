"""Sessions of a team: they make it active."""

import uuid as uuids
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from teams.actions.steps import audit, hold, not_later_than_today, settle
from teams.models import Activity, Team


class KeyTaken(Exception):
    """The key that came with a session names one of another team."""


@transaction.atomic
def log_activity(
    *,
    by: Any,
    team: Team,
    held_on: date,
    title: str,
    people: int | None = None,
    uuid: uuids.UUID | None = None,
) -> Activity:
    """Log a session that the team held; the same `uuid` twice logs once.

    Raises ValueError for a day in the future, KeyTaken for a key of another team's session.
    """
    not_later_than_today(held_on)
    team = hold(team)
    if twin := Activity.unscoped.filter(uuid=uuid).first() if uuid else None:
        if twin.team_id != team.pk:
            raise KeyTaken
        return twin
    activity = Activity.unscoped.create(
        uuid=uuid or uuids.uuid4(),
        team=team,
        held_on=held_on,
        title=title,
        people=people,
        logged_by=by,
    )
    settle(team)
    audit(by, gettext_noop("Ghi buổi hướng dẫn"), team, {"held_on": [None, str(held_on)]})
    return activity
