"""People join a team, change and leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.people.actions import NewPerson, make_many
from accounts.roles import Role
from areas.dated import not_later_than_today
from areas.names import digits_of, person_sort_key
from audit.actions import changes_to, record, record_many, revise
from teams.members.queries import accounts_for
from teams.models import Member, Team
from teams.provincial.actions import with_further
from teams.register.actions import (
    add_member,
    end_services,
    hold,
    hold_all,
    in_order,
    set_role,
    settle,
    settle_and_record,
    step_down,
)
from web.bulk import rewrite
from web.once import Outdated, mark_of, sent_before
from web.scope import place_of

# What the page of a member shows and sends back whole.
SHOWN = (
    "full_name",
    "role",
    "organisation",
    "further_id",
    "phone",
    "birth_year",
    "sex",
    "account_id",
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
def change_member(*, by: Any, member: Member, seen: str = "", **fields: Any) -> Member:
    """Change what is known of a member; a new role begins today.

    `seen` is the mark of what the page showed (SHOWN): raises Outdated where somebody else wrote other things since;
    WrongAccount and WrongOrganisation as `join` does.
    """
    team = hold(member.team)
    member = Member.unscoped.select_related("account", "further").get(pk=member.pk)
    if seen not in ("", mark_of(member, SHOWN)) and changes_to(member, fields):
        raise Outdated(member)
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


@dataclass(frozen=True)
class Invited:
    """Who of a team was given an account; who has one, who has no telephone, who was refused one and why."""

    made: list[User]
    have_one: list[Member]
    no_phone: list[Member]
    refused: list[tuple[Member, str]]


@transaction.atomic
def invite_team(*, by: Any, team: Team) -> Invited:
    """Make an account for every member who has a telephone and none yet; their codes come with their cards."""
    team = hold(team)
    serving = Member.unscoped.filter(team=team, left_on=None).order_by("sort_key", "pk")
    without = [one for one in serving if not one.account_id]
    people = [
        NewPerson(one.full_name, Role.MEMBER, team.area, one.phone, row=one)
        for one in without
        if digits_of(one.phone)
    ]
    found = make_many(by=by, people=people)
    for person, user in found.made:
        person.row.account = user
    rewrite([person.row for person, _user in found.made], ["account"])
    if found.made:
        changes = {"accounts": [None, len(found.made)]}
        record(by, gettext_noop("Mời cả tổ"), team, changes)
    return Invited(
        made=[user for _person, user in found.made],
        have_one=[one for one in serving if one.account_id and one not in without],
        no_phone=[one for one in without if not digits_of(one.phone)],
        refused=[(person.row, str(why.label)) for person, why in found.refused],
    )


@in_order()
def leave(*, by: Any, member: Member, on: date) -> Member:
    """Let a member leave the team on a day; what they did stays.

    Raises ValueError for a future day, OutOfOrder for one before they had the role they have.
    """
    leave_many(by=by, leaving={member: on})
    return member


@in_order()
def leave_many(*, by: Any, leaving: Mapping[Member, date]) -> None:
    """Let members leave their teams, each on their own day: all of them, or nobody. Raises as `leave` does."""
    for on in set(leaving.values()):
        not_later_than_today(on)
    held = {team.pk: team for team in hold_all(member.team for member in leaving)}
    end_services(leaving)
    settle(held.values())
    rows = [
        (held[one.team_id], place_of(held[one.team_id]), {"member": [one.full_name, None]})
        for one in leaving
    ]
    record_many(by=by, verb=gettext_noop("Thành viên rời tổ"), rows=rows)


def _check_account(by: Any, team: Team, account: Any) -> None:
    """Raise WrongAccount unless it may be given; the caller holds the team."""
    if account and not accounts_for(by, team).filter(pk=account.pk).exists():
        raise WrongAccount
