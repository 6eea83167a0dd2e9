"""A team is founded, reconstituted and dissolved by decision."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import differences
from teams.actions.steps import add_member, audit, hold, not_later_than_today, settle
from teams.counts import lock
from teams.models import Decision, Team, Tier


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
    not_later_than_today(on)
    lock(area)
    tier = Tier.VILLAGE if area.is_village else Tier.COMMUNE
    team = Team.unscoped.create(area=area, tier=tier, founded_on=on)
    _decide(team, Decision.Kind.FOUND, on=on, number=number, signer=signer)
    for fields in members or []:
        add_member(team, joined_on=on, **fields)
    settle(team)
    audit(by, gettext_noop("Thành lập tổ"), team, {"founded_on": [None, str(on)]}, number)
    return team


@transaction.atomic
def record_number(
    *, by: Any, decision: Decision, number: str, signed_on: date, signer: str
) -> Decision:
    """Fill in or correct the number, date and signer of a decision."""
    not_later_than_today(signed_on)
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
        settle(team)
        audit(by, gettext_noop("Ghi quyết định"), team, differences(before, after), number)
    return decision


@transaction.atomic
def dissolve_team(*, by: Any, team: Team, on: date, number: str = "") -> Team:
    """Dissolve a team by a decision, once. It stays in the history and covers nothing any more."""
    not_later_than_today(on)
    team = hold(team)
    if team.dissolved_on:
        return team
    _decide(team, Decision.Kind.DISSOLVE, on=on, number=number)
    team.dissolved_on = on
    settle(team)
    audit(by, gettext_noop("Giải thể tổ"), team, {"dissolved_on": [None, str(on)]}, number)
    return team


def _decide(team: Team, kind: Decision.Kind, *, on: date, number: str, signer: str = "") -> None:
    decision = Decision.unscoped.create(kind=kind, signed_on=on, number=number, signer=signer)
    decision.teams.add(team)
