"""A session that a team held where there is no network: logged once, in the team it was of while that stands."""

from datetime import date
from typing import Any

from django.db.models import Q

from areas.ended import UnitEnded
from offline.models import Why
from offline.sending.actions.group import Group
from offline.sending.rules.results import Held, State
from offline.sending.rules.said import Said
from teams.activities.actions import log_activity
from teams.models import Member, Team
from web.once import KeyTaken

LOG = "teams.log_activity"


def write_sessions(group: Group) -> None:
    """Log the sessions of a group; one whose team is no more waits for somebody who names another."""
    for said in group.every:
        try:
            group.places.check(said)
            day = group.day(said)
            _log(group, said, team_of(group, said, day), day)
        except Held as held:
            group.hold(said, held.why)
        except KeyTaken:
            group.hold(said, Why.MALFORMED)
        except UnitEnded:
            group.hold(said, Why.TEAM_ENDED)
        else:
            group.note(said, State.APPLIED)


def team_of(group: Group, said: Said, day: date) -> Team:
    """Return the team that held a session, where its author may log for it today. Raises Held."""
    village = group.places.villages[said.village]
    standing = {village, *group.places.heirs[village.pk]}
    units = standing | {one.commune for one in standing}
    rows = Team.unscoped.filter(pk=said.facts["team"]).select_related("area__commune")
    if not group.is_decided:
        rows = rows.filter(Q(area__in=units) | Q(villages__village__in=standing)).distinct()
    team = rows.first()
    if team is None:
        raise Held(Why.STRANGER)
    if not (group.places.writes_in(team.area) and group.by.has_perm(LOG)):
        raise Held(Why.HANDED_OVER)
    if team.dissolved_on and day >= team.dissolved_on:
        raise Held(Why.TEAM_ENDED)
    return team


def _log(group: Group, said: Said, team: Team, day: date) -> None:
    """Log a session; of a team that somebody chose instead, its own members were not there."""
    keys: Any = said.facts["present"]
    present = list(Member.unscoped.filter(team=team, pk__in=keys))
    if len(present) < len(keys) and not group.is_decided:
        raise Held(Why.MALFORMED)
    log_activity(
        by=group.by, team=team, held_on=day, uuid=said.uuid, present=present, **said.facts["facts"]
    )
