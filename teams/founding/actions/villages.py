"""Which villages a team is for: said by one of its decisions, ended and begun, never overwritten."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from areas.models import Area
from teams.models import Decision, Team, TeamVillage, Tier
from teams.register.actions import hold, in_order, restate, settle_and_record


class WrongVillages(ValueError):
    """Villages that a team cannot be for: none at all, of another commune, or not open on that day."""


@in_order()
def set_villages(
    *, by: Any, team: Team, decision: Decision, villages: Iterable[Area]
) -> list[TeamVillage]:
    """Let the team be for these villages and no others from the decision's day on.

    Returns what it is for now. Raises WrongVillages, and OutOfOrder where a later decision said more.
    """
    team, wanted = hold(team), list(villages)
    decision = team.decisions.exclude(kind=Decision.Kind.DISSOLVE).get(pk=decision.pk)
    before = _now(team)
    _serve(team, wanted, decision)
    after = _now(team)
    if before != after:
        verb, changes = (
            gettext_noop("Ghi thôn của tổ"),
            {"villages": [_names(before), _names(after)]},
        )
        settle_and_record(by, verb, team, changes, document=decision.number)
    return after


def begin_villages(team: Team, also: Iterable[Area], decision: Decision) -> None:
    """Let a team that was just founded be for its village, and for others that are named with it."""
    if team.tier == Tier.VILLAGE:
        _serve(team, [team.area, *also], decision)


def _serve(team: Team, wanted: list[Area], decision: Decision) -> None:
    day, now = decision.signed_on, {row.village_id: row for row in _now(team)}
    keys = {village.pk: village for village in wanted}
    _refuse_wrong(team, wanted, day)
    for row in now.values():
        if row.village_id not in keys:
            restate(row, valid_to=day, ended_by=decision)
    for key in sorted(keys.keys() - now.keys()):
        TeamVillage.unscoped.create(team=team, village=keys[key], valid_from=day, begun_by=decision)
    if team.area_id not in keys:
        team.area = min(wanted, key=lambda one: (one.sort_key, one.pk))
    team.further_villages = len(keys) - 1


def _refuse_wrong(team: Team, wanted: list[Area], day: date) -> None:
    own = team.area.commune_id
    fits = all(one.is_village and one.commune_id == own for one in wanted)
    fits = fits and all(one.closed_on is None or one.closed_on > day for one in wanted)
    if team.tier != Tier.VILLAGE or not wanted or not fits:
        raise WrongVillages("a team is for open villages of its own commune, one at least")


def _now(team: Team) -> list[TeamVillage]:
    return list(TeamVillage.unscoped.filter(team=team).named())


def _names(rows: list[TeamVillage]) -> str | None:
    return ", ".join(row.village.full_name for row in rows) or None
