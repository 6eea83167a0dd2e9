"""Whose accounts somebody sees: all of their territory, a reviewer those of whom they may invite."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.db.models import Model, Q

from accounts.roles import Role, seen_of
from web.scope import ScopedQuerySet


class SeenQuerySet[M: Model](ScopedQuerySet[M]):
    """Rows that are each about one account; `person` leads to it."""

    person = "person__"

    def visible_to(self, user: Any) -> Self:
        """Keep the rows of the territory; for a reviewer of the roles and levels they may invite."""
        rows = super().visible_to(user)
        return rows.filter(_seen_by(user, self.person)) if _is_limited(user) else rows


def _is_limited(user: Any) -> bool:
    return getattr(user, "role", "") == Role.REVIEWER


def _seen_by(user: Any, to: str) -> Q:
    """Return the question whether a row is about somebody whom this reviewer sees."""
    pairs = seen_of(user.role, user.area).items()
    each = (Q(**{f"{to}role": role, f"{to}area__level__in": sorted(at)}) for role, at in pairs)
    return reduce(or_, each, Q(pk__in=[]))


def among_seen(rows: Any, user: Any, to: str) -> Any:
    """Keep of rows that may be about nobody yet those about nobody, or about somebody who is seen."""
    if not _is_limited(user):
        return rows
    return rows.filter(Q(**{f"{to.rstrip('_')}": None}) | _seen_by(user, to))
