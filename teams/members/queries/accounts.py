"""Which accounts a person of a team may be linked to."""

from typing import Any

from accounts.models import User, UserQuerySet
from teams.models import Member, Team


def accounts_for(by: Any, team: Team, but: Member | None = None) -> UserQuerySet:
    """Return the accounts in use of the team's commune that `by` may see and no other member has."""
    commune = team.area.commune or team.area
    taken = Member.unscoped.filter(team=team, left_on=None, account__isnull=False)
    if but:
        taken = taken.exclude(pk=but.pk)
    here = User.objects.visible_to(by).inside(commune.path or "-").filter(is_active=True)
    return here.exclude(pk__in=taken.values("account")).by_place()
