"""Every write to teams: found, reconstitute and dissolve by decision; people join and leave."""

import uuid as uuids
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from areas.names import person_sort_key
from audit.actions import differences, record
from teams.counts import lock, recount
from teams.models import Activity, Decision, Member, Team, Tier


class KeyTaken(Exception):
    """The key that came with a session names one of another team."""


@transaction.atomic
def found_team(
    *,
    by: Any,
    area: Area,
    on: date,
    number: str = "",
    signer: str = "",
    members: list[dict[str, Any]] | None = None,
) -> Team:
    """Found a team in a village (or a commune) by a decision; the number may come later.

    `members` are the fields of `join`, the leader among them. Raises ValueError for a future day.
    """
    _not_later_than_today(on)
    lock(area)
    tier = Tier.VILLAGE if area.is_village else Tier.COMMUNE
    team = Team.unscoped.create(area=area, tier=tier, founded_on=on)
    _decide(team, Decision.Kind.FOUND, on=on, number=number, signer=signer)
    for fields in members or []:
        _add_member(team, joined_on=on, **fields)
    _settle(team)
    _audit(by, gettext_noop("Thành lập tổ"), team, {"founded_on": [None, str(on)]}, number)
    return team


@transaction.atomic
def record_number(
    *, by: Any, decision: Decision, number: str, signed_on: date, signer: str
) -> Decision:
    """Fill in or correct the number, date and signer of a decision."""
    _not_later_than_today(signed_on)
    after = {"number": number, "signed_on": signed_on, "signer": signer}
    before = {name: getattr(decision, name) for name in after}
    for name, value in after.items():
        setattr(decision, name, value)
    decision.save()
    teams = decision.teams.select_related("area")
    lock(*(team.area for team in teams))
    for team in teams.all():  # read again, now that nobody else can write to them
        if decision.kind == Decision.Kind.FOUND:
            team.founded_on = signed_on
        elif decision.kind == Decision.Kind.DISSOLVE:
            team.dissolved_on = signed_on
        _settle(team)
        _audit(by, gettext_noop("Ghi quyết định"), team, differences(before, after), number)
    return decision


@transaction.atomic
def dissolve_team(*, by: Any, team: Team, on: date, number: str = "") -> Team:
    """Dissolve a team by a decision, once. It stays in the history and covers nothing any more."""
    _not_later_than_today(on)
    team = _hold(team)
    if team.dissolved_on:
        return team
    _decide(team, Decision.Kind.DISSOLVE, on=on, number=number)
    team.dissolved_on = on
    _settle(team)
    _audit(by, gettext_noop("Giải thể tổ"), team, {"dissolved_on": [None, str(on)]}, number)
    return team


@transaction.atomic
def join(*, by: Any, team: Team, full_name: str, joined_on: date, **fields: Any) -> Member:
    """Add a person to a team. A new leader takes over: the one before becomes a member."""
    _not_later_than_today(joined_on)
    team = _hold(team)
    member = _add_member(team, full_name=full_name, joined_on=joined_on, **fields)
    _settle(team)
    _audit(by, gettext_noop("Thêm thành viên tổ"), team, {"member": [None, member.full_name]})
    return member


@transaction.atomic
def change_member(*, by: Any, member: Member, **fields: Any) -> Member:
    """Change a member's name, role, organisation or telephone."""
    team = _hold(member.team)
    member = Member.unscoped.get(pk=member.pk)
    before = {name: getattr(member, name) for name in fields}
    if fields.get("role") == Member.Role.LEADER and member.left_on is None:
        _step_down(team, but=member)
    for name, value in fields.items():
        setattr(member, name, value)
    member.sort_key = person_sort_key(member.full_name)
    member.save()
    _settle(team)
    _audit(by, gettext_noop("Sửa thành viên tổ"), team, differences(before, fields))
    return member


@transaction.atomic
def leave(*, by: Any, member: Member, on: date) -> Member:
    """Let a member leave the team on a day; what he did stays."""
    _not_later_than_today(on)
    team = _hold(member.team)
    member.left_on = on
    member.save(update_fields=["left_on"])
    _settle(team)
    _audit(by, gettext_noop("Thành viên rời tổ"), team, {"member": [member.full_name, None]})
    return member


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
    _not_later_than_today(held_on)
    team = _hold(team)
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
    _settle(team)
    _audit(by, gettext_noop("Ghi buổi hướng dẫn"), team, {"held_on": [None, str(held_on)]})
    return activity


def _not_later_than_today(day: date) -> None:
    if day > timezone.localdate():
        raise ValueError("what was done is never later than today")


def _hold(team: Team) -> Team:
    """Lock in the one order: the commune's count row, then the team."""
    area = Area.unscoped.get(pk=team.area_id)
    lock(area)
    held = Team.unscoped.select_for_update(of=("self",)).get(pk=team.pk)
    held.area = area
    return held


def _decide(team: Team, kind: Decision.Kind, *, on: date, number: str, signer: str = "") -> None:
    decision = Decision.unscoped.create(kind=kind, signed_on=on, number=number, signer=signer)
    decision.teams.add(team)


def _add_member(team: Team, *, full_name: str, joined_on: date, **fields: Any) -> Member:
    if fields.get("role") == Member.Role.LEADER:
        _step_down(team)
    return Member.unscoped.create(
        team=team,
        full_name=full_name,
        sort_key=person_sort_key(full_name),
        joined_on=joined_on,
        **fields,
    )


def _step_down(team: Team, but: Member | None = None) -> None:
    leaders = team.members.filter(role=Member.Role.LEADER, left_on=None)
    if but:
        leaders = leaders.exclude(pk=but.pk)
    leaders.update(role=Member.Role.MEMBER)


def _settle(team: Team) -> None:
    """Keep on the team what its members and sessions say, save it, recount village and commune."""
    team.staffed = team.members.filter(role=Member.Role.LEADER, left_on=None).exists()
    latest = team.activities.order_by("-held_on").first()
    team.last_active_on = latest.held_on if latest else None
    team.version += 1
    team.save()
    recount(team.area)


def _audit(by: Any, verb: str, team: Team, changes: dict[str, Any], document: str = "") -> None:
    record(
        by=by,
        verb=verb,
        subject=team,
        place=team.area.path or "",
        changes=changes,
        document=document,
    )
