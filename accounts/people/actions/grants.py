"""Who may give whom an account: within one's own powers, never to oneself, and where two people are needed."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.roles import Role, grants_of, powers_of
from areas.kinds import Level
from areas.models import Area
from web.scope import may_see

NAMES = "households.view_names"


class BeyondOwnPowers(Exception):
    """The grant asks for more than the granter has."""


class NeedsSecondPerson(Exception):
    """One person alone may not do this: it can be asked, and a second one approves."""


def check_grant(*, by: User, role: str, area: Area | None) -> None:
    """Raise BeyondOwnPowers unless `by` may give this role in this area."""
    grants = grants_of(by.role, by.area)
    if not area or not may_see(by, area.path) or area.level not in grants.get(role, ()):
        raise BeyondOwnPowers


def needs_second(*, by: User, role: str, area: Area, in_use: Collection[int] | None = None) -> bool:
    """Say whether a second person must approve that `by` gives this role in this area.

    Of every administrator and everybody above the communes; and of whoever reads names in a commune
    that works already, where somebody from above gives it: a code of their own would show them names.
    Who asks for many gives the communes `in_use`.
    """
    if is_high(role, area):
        return True
    if not by.is_above_communes or NAMES not in powers_of(role).permissions:
        return False
    commune = area.commune_id or area.pk
    return commune in (communes_in_use([commune]) if in_use is None else in_use)


def is_high(role: str, area: Area | None) -> bool:
    """Say whether an account is an administrator's, or stands above the communes."""
    return role == Role.ADMINISTRATOR or not area or area.level < Level.COMMUNE


def communes_in_use(communes: Collection[int]) -> set[int]:
    """Return in which of these communes somebody who reads names has ever signed in. One query.

    Whoever was stopped since counts: what they entered stays, and so do the names in it.
    """
    readers = [Role.OFFICER, Role.MEMBER, Role.ADMINISTRATOR]
    here = Q(area__in=communes) | Q(area__commune__in=communes)
    people = User.unscoped.filter(here, role__in=readers).exclude(last_login=None)
    of_commune = people.order_by().annotate(of=Coalesce("area__commune_id", "area_id"))
    return set(of_commune.values_list("of", flat=True).distinct())


def from_above(by: User | None, area: Area | None) -> bool:
    """Say whether somebody acts on a commune who is not of it; nobody is a command on the server."""
    if not area or area.level < Level.COMMUNE:
        return False
    return by is None or by.is_above_communes


def met(*, by: User, user: User) -> tuple[User, User]:
    """Read both people again, and lock them in one order: of two who stop each other one comes second.

    Raises BeyondOwnPowers where `by` was stopped meanwhile.
    """
    rows = User.unscoped.select_for_update(of=("self",), no_key=True).select_related("area")
    found = {one.pk: one for one in rows.filter(pk__in={by.pk, user.pk}).order_by("pk")}
    if by.pk not in found or not found[by.pk].is_active:
        raise BeyondOwnPowers
    return found[by.pk], found[user.pk]


def present(by: Any) -> User:
    """Read whoever acts again, and keep them as they are until it is done."""
    return met(by=by, user=by)[0]
