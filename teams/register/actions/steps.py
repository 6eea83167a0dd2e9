"""Steps that the writes of teams share."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from areas.models import Area
from areas.names import person_sort_key
from rollup.counts import lock, recount
from teams.counts.rollup import TEAMS
from teams.models import Decision, Member, Team, Tenure
from teams.provincial.actions.organisations import with_further
from teams.register.actions.restating import restate


class OutOfOrder(ValueError):
    """A day that contradicts others of the team: of its decisions, or of its people's roles."""


class Twice(OutOfOrder):
    """A decision that was written down before: same kind, number and day, for the same team."""


@contextmanager
def in_order() -> Iterator[None]:
    """Do all of it or nothing; raise OutOfOrder where the database finds days that contradict."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise OutOfOrder from error


def hold(team: Team) -> Team:
    """Lock in the one order: the commune's count row, then the team."""
    return hold_all([team])[0]


def hold_all(teams: Iterable[Team]) -> list[Team]:
    """Lock several teams in the same order; return them as they are now, lowest key first."""
    keys = {team.pk for team in teams}
    areas = Area.unscoped.filter(teams__in=keys).in_bulk()
    lock(areas.values())
    held = list(Team.unscoped.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    for team in held:
        team.area = areas[team.area_id]
    return held


def add_member(
    team: Team,
    *,
    full_name: str,
    joined_on: date,
    decision: Decision | None = None,
    **fields: Any,
) -> Member:
    """Add a person; a new leader takes over. The caller holds the team. Raises WrongOrganisation."""
    fields = with_further(team, fields)
    role = fields.get("role", Member.Role.MEMBER)
    if role == Member.Role.LEADER:
        step_down(team, on=joined_on, decision=decision)
    member = Member.unscoped.create(
        team=team,
        full_name=full_name,
        sort_key=person_sort_key(full_name),
        joined_on=joined_on,
        **fields,
    )
    Tenure.unscoped.create(
        team=team, member=member, role=role, valid_from=joined_on, begun_by=decision
    )
    return member


def step_down(
    team: Team, *, on: date, decision: Decision | None = None, but: Member | None = None
) -> None:
    """Make the leader a member from this day on, unless it is the one given."""
    for leader in team.members.filter(role=Member.Role.LEADER, left_on=None):
        if leader != but:
            set_role(leader, Member.Role.MEMBER, on=on, decision=decision)


def set_role(member: Member, role: str, *, on: date, decision: Decision | None = None) -> None:
    """End what a person was and begin what he is; on the first day of a role, put it right."""
    now = member.tenures.open().first()
    if now and now.role != role:
        if now.valid_from == on:
            restate(now, role=role)
        else:
            restate(now, valid_to=on, ended_by=decision)
        if now.valid_to:
            Tenure.unscoped.create(
                team_id=member.team_id, member=member, role=role, valid_from=on, begun_by=decision
            )
    member.role = role
    member.save(update_fields=["role"])


def end_service(member: Member, *, on: date, decision: Decision | None = None) -> None:
    """Let a person be nothing in the team from this day on."""
    last = member.tenures.order_by("valid_from", "pk").last()
    if last:
        restate(last, valid_to=on, ended_by=decision)
    member.left_on = on
    member.save(update_fields=["left_on"])


def settle(team: Team) -> None:
    """Keep on the team what its members and sessions say, save it, recount village and commune."""
    team.led = team.members.filter(role=Member.Role.LEADER, left_on=None).exists()
    latest = team.activities.held().order_by("-held_on").first()
    team.last_active_on = latest.held_on if latest else None
    team.version += 1
    team.save()
    recount(*Area.unscoped.filter(served_by__team=team).distinct(), of=[TEAMS])
