"""People join a team, change and leave."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.names import person_sort_key
from audit.actions import differences
from teams.actions.steps import (
    add_member,
    audit,
    end_service,
    hold,
    in_order,
    not_later_than_today,
    set_role,
    settle,
    step_down,
)
from teams.models import Member, Team


@in_order()
def join(*, by: Any, team: Team, full_name: str, joined_on: date, **fields: Any) -> Member:
    """Add a person to a team. A new leader takes over: the one before becomes a member.

    Raises ValueError for a future day, OutOfOrder for one on which another led who came later.
    """
    not_later_than_today(joined_on)
    team = hold(team)
    member = add_member(team, full_name=full_name, joined_on=joined_on, **fields)
    settle(team)
    audit(by, gettext_noop("Thêm thành viên tổ"), team, {"member": [None, member.full_name]})
    return member


@transaction.atomic
def change_member(*, by: Any, member: Member, **fields: Any) -> Member:
    """Change a member's name, organisation or telephone; a new role begins today."""
    team = hold(member.team)
    member = Member.unscoped.get(pk=member.pk)
    before = {name: getattr(member, name) for name in fields}
    today, role = timezone.localdate(), fields.get("role", member.role)
    if role == Member.Role.LEADER and member.left_on is None:
        step_down(team, on=today, but=member)
    for name, value in fields.items():
        setattr(member, name, value)
    member.sort_key = person_sort_key(member.full_name)
    member.save()
    if member.left_on is None:
        set_role(member, role, on=today)
    settle(team)
    audit(by, gettext_noop("Sửa thành viên tổ"), team, differences(before, fields))
    return member


@in_order()
def leave(*, by: Any, member: Member, on: date) -> Member:
    """Let a member leave the team on a day; what he did stays.

    Raises ValueError for a future day, OutOfOrder for one before he had the role he has.
    """
    not_later_than_today(on)
    team = hold(member.team)
    end_service(member, on=on)
    settle(team)
    audit(by, gettext_noop("Thành viên rời tổ"), team, {"member": [member.full_name, None]})
    return member
