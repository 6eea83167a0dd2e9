"""Dated facts of teams are put right: what they said before is kept, with the moments between which it stood."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from teams.models import Activity, EarlierFact, Member, Team, TeamVillage, Tenure

Kind = EarlierFact.Kind


def restate(*facts: Any, **values: Any) -> None:
    """Let facts of one kind say something else from now on. Nothing where they say so already."""
    changed = [one for one in facts if any(getattr(one, k) != v for k, v in values.items())]
    if not changed:
        return
    _keep(changed)
    now = timezone.now()
    for one in changed:
        for name, value in values.items():
            setattr(one, name, value)
        one.changed_at = now
        one.save(update_fields=[*values, "changed_at"])


def dissolve_on(team: Team, day: date) -> None:
    """Say on which day a team is dissolved; the caller saves it."""
    if team.dissolved_on == day:
        return
    if team.dissolved_on:
        EarlierFact.unscoped.create(
            kind=Kind.DISSOLVED,
            team=team,
            since=team.dissolved_on,
            recorded_at=team.dissolution_recorded_at,
        )
    team.dissolved_on, team.dissolution_recorded_at = day, timezone.now()


def bring_back(session: Activity) -> None:
    """Let a withdrawn session count again from now on, not for the time between; the caller saves it."""
    if not session.withdrawn_at:
        return
    was = EarlierFact.of(session, Kind.HELD, session.held_on)
    was.replaced_at = session.withdrawn_at
    was.save()
    session.withdrawn_on, session.withdrawn_why, session.withdrawn_at = None, "", None
    session.changed_at = timezone.now()


def _keep(facts: Iterable[Any]) -> None:
    """Keep what facts say, where it enters a figure."""
    found = []
    for one in facts:
        match one:
            case Tenure(role=Member.Role.LEADER):
                found.append(EarlierFact.of(one, Kind.LEADS, one.valid_from, one.valid_to))
            case TeamVillage():
                found.append(EarlierFact.of(one, Kind.SERVES, one.valid_from, one.valid_to))
            case Activity(withdrawn_on=None):
                found.append(EarlierFact.of(one, Kind.HELD, one.held_on))
    EarlierFact.unscoped.bulk_create(found)
