"""Steps that the writes of teams share."""

from datetime import date
from typing import Any

from django.utils import timezone

from areas.models import Area
from areas.names import person_sort_key
from audit.actions import record
from teams.counts import lock, recount
from teams.models import Member, Team


def not_later_than_today(day: date) -> None:
    """Raise ValueError for a day that is still to come."""
    if day > timezone.localdate():
        raise ValueError("what was done is never later than today")


def hold(team: Team) -> Team:
    """Lock in the one order: the commune's count row, then the team."""
    area = Area.unscoped.get(pk=team.area_id)
    lock(area)
    held = Team.unscoped.select_for_update(of=("self",)).get(pk=team.pk)
    held.area = area
    return held


def add_member(team: Team, *, full_name: str, joined_on: date, **fields: Any) -> Member:
    """Add a person; a new leader takes over. The caller holds the team."""
    if fields.get("role") == Member.Role.LEADER:
        step_down(team)
    return Member.unscoped.create(
        team=team,
        full_name=full_name,
        sort_key=person_sort_key(full_name),
        joined_on=joined_on,
        **fields,
    )


def step_down(team: Team, but: Member | None = None) -> None:
    """Make the leader a member, unless it is the one given."""
    leaders = team.members.filter(role=Member.Role.LEADER, left_on=None)
    if but:
        leaders = leaders.exclude(pk=but.pk)
    leaders.update(role=Member.Role.MEMBER)


def settle(team: Team) -> None:
    """Keep on the team what its members and sessions say, save it, recount village and commune."""
    team.staffed = team.members.filter(role=Member.Role.LEADER, left_on=None).exists()
    latest = team.activities.held().order_by("-held_on").first()
    team.last_active_on = latest.held_on if latest else None
    team.version += 1
    team.save()
    recount(team.area)


def audit(by: Any, verb: str, team: Team, changes: dict[str, Any], document: str = "") -> None:
    """Write down what was done to the team, in its territory."""
    record(
        by=by,
        verb=verb,
        subject=team,
        place=team.area.path or "",
        changes=changes,
        document=document,
    )
