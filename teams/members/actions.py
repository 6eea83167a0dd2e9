"""People join a team, change and leave."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from areas.names import person_sort_key
from audit.actions import revise
from teams.members.queries import accounts_for
from teams.models import Member, Team
from teams.provincial.actions import with_further
from teams.register.actions import (
    add_member,
    end_service,
    hold,
    in_order,
    sent_before,
    set_role,
    settle_and_record,
    step_down,
)


class WrongAccount(Exception):
    """An account that the writer may not give: of another commune, or of somebody else in the team."""


@in_order()
def join(
    *,
    by: Any,
    team: Team,
    full_name: str,
    joined_on: date,
    uuid: UUID | None = None,
    **fields: Any,
) -> Member:
    """Add a person to a team. A new leader takes over: the one before becomes a member.

    The same `uuid` twice adds one person; KeyTaken for a key of another team's member. Raises ValueError for a future day, OutOfOrder for one on which another led who came later,
    WrongAccount for an account that is not to be had, WrongOrganisation for an organisation.
    """
    not_later_than_today(joined_on)
    team = hold(team)
    if twin := sent_before(Member, uuid, team_id=team.pk):
        return twin
    _check_account(by, team, fields.get("account"))
    member = add_member(team, full_name=full_name, joined_on=joined_on, uuid=uuid, **fields)
    settle_and_record(
        by, gettext_noop("Thêm thành viên tổ"), team, {"member": [None, member.full_name]}
    )
    return member


@transaction.atomic
def change_member(*, by: Any, member: Member, **fields: Any) -> Member:
    """Change what is known of a member; a new role begins today.

    Raises WrongAccount and WrongOrganisation as `join` does.
    """
    team = hold(member.team)
    member = Member.unscoped.select_related("account", "further").get(pk=member.pk)
    fields = with_further(team, fields, member.further)
    if fields.get("account", member.account) != member.account:
        _check_account(by, team, fields["account"])
    today, role = timezone.localdate(), fields.get("role", member.role)
    if role == Member.Role.LEADER and member.left_on is None:
        step_down(team, on=today, but=member)
    changes = revise(member, fields)
    member.sort_key = person_sort_key(member.full_name)
    member.save()
    if member.left_on is None:
        set_role(member, role, on=today)
    settle_and_record(by, gettext_noop("Sửa thành viên tổ"), team, changes)
    return member


@in_order()
def leave(*, by: Any, member: Member, on: date) -> Member:
    """Let a member leave the team on a day; what he did stays.

    Raises ValueError for a future day, OutOfOrder for one before he had the role he has.
    """
    not_later_than_today(on)
    team = hold(member.team)
    end_service(member, on=on)
    settle_and_record(
        by, gettext_noop("Thành viên rời tổ"), team, {"member": [member.full_name, None]}
    )
    return member


def _check_account(by: Any, team: Team, account: Any) -> None:
    """Raise WrongAccount unless it may be given; the caller holds the team."""
    if account and not accounts_for(by, team).filter(pk=account.pk).exists():
        raise WrongAccount
