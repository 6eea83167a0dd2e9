"""A founding that was written down by mistake is withdrawn: the paper stays, and its teams never were."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import record
from teams.models import Decision, Team, Trainee
from teams.register.actions import dissolve_on, hold_all, settle


class BuiltOn(Exception):
    """Somebody serves in a team, or something was written of it since it was founded."""


@transaction.atomic
def withdraw_founding(*, by: Any, decision: Decision, why: str) -> Decision:
    """Withdraw a decision that founded teams, with all of them, once; nothing is deleted.

    They end on the day they began, so that they are in force on no day, past or present. Raises BuiltOn
    where anything rests on one of them, or a scan says that the paper is real.
    """
    held = hold_all(decision.teams.all())
    decision = Decision.unscoped.select_for_update().get(pk=decision.pk)
    if decision.withdrawn_on:
        return decision
    is_real = decision.kind != Decision.Kind.FOUND or decision.scans.kept().exists()
    if is_real or any(_is_built_on(team, decision) for team in held):
        raise BuiltOn
    decision.withdrawn_on, decision.withdrawn_why = timezone.localdate(), why
    decision.withdrawn_at = timezone.now()
    decision.save()
    for team in held:
        dissolve_on(team, team.founded_on)
        settle(team)
        said = {"founded_on": [str(team.founded_on), None], "withdrawn_why": ["", why]}
        record(
            by,
            gettext_noop("Rút quyết định thành lập ghi nhầm"),
            team,
            said,
            document=decision.number,
        )
    return decision


def _is_built_on(team: Team, decision: Decision) -> bool:
    """Say whether there is more of a team than its founding, and people who came and went on one day."""
    stayed = team.members.exclude(left_on=F("joined_on"))
    others = team.decisions.exclude(pk=decision.pk)
    trained = Trainee.unscoped.filter(member__team=team)
    rests = (team.activities, team.equipment, team.needs, team.support_lines)
    return any(rows.exists() for rows in (others, stayed, trained, *rests))
