"""Who may confirm an erasure, and the figures that it leaves as they are."""

from typing import Any

from accounts.models import User
from accounts.roles import Role
from areas.models import Area
from figures.rates import Rate
from households.models import Household, Resident, is_placeholder
from rollup.models import CommuneCount

MAY = "erasure.add_erasure"


def second_people(household: Household, by: Any) -> list[User]:
    """Return who else of the commune may confirm an erasure: active, and signed in once at least."""
    commune = household.village.commune
    people = User.unscoped.filter(area=commune, is_active=True).exclude(pk=by.pk)
    people = people.filter(role__in=[Role.OFFICER, Role.ADMINISTRATOR]).exclude(last_login=None)
    return [one for one in people.select_related("area").order_by("pk") if one.has_perm(MAY)]


def covered_of(commune: Area) -> Rate:
    """Return the households of a commune that are covered, of all."""
    row = CommuneCount.unscoped.filter(pk=commune.pk).first()
    return Rate(row.covered, row.households) if row else Rate(0, 0)


def is_erased(household: Household, resident: Resident | None) -> bool:
    """Say whether nothing names them any more: a name may have come back by hand since."""
    return is_placeholder(resident.full_name if resident else household.head_name)
