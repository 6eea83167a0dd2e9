"""Who must be in the teams of the demo, who else sends people, and one member who signs in."""

from collections.abc import Mapping
from datetime import date

from accounts.models import User
from areas.models import Area
from teams.members.actions import change_member
from teams.models import Member
from teams.provincial.actions import add_organisation, set_composition

# The paper says of itself that it is none.
NUMBER = "05/2026/HD-UBND (minh họa)"
FURTHER = ("Hội Cựu chiến binh", "Bưu điện")


def make_composition(users: Mapping[str, User], today: date) -> None:
    """Let the province ask who is in a team, and link the member who has an account to it."""
    province, volunteer = users["tinh"].area, users["tovien"]
    if province is None or volunteer.area is None:
        return
    set_composition(
        by=users["quantri"],
        province=province,
        number=NUMBER,
        valid_from=date(today.year - 1, 1, 1),
        needs_youth=True,
        needs_police=True,
        needs_women=True,
        min_women=2,
        min_young=1,
    )
    _further(users["quantri"], province)
    here = Member.unscoped.filter(team__area=volunteer.area, full_name=volunteer.full_name)
    for member in here.filter(left_on=None)[:1]:
        change_member(by=users["canbo"], member=member, account=volunteer, birth_year=1998)


def _further(by: User, province: Area) -> None:
    """Let two more organisations send every third of those whom the list has no word for."""
    others = Member.unscoped.filter(
        organisation=Member.Organisation.OTHER, team__area__province=province
    )
    keys = list(others.order_by("pk").values_list("pk", flat=True))
    for n, name in enumerate(FURTHER):
        organisation = add_organisation(by=by, province=province, name=name)
        Member.unscoped.filter(pk__in=keys[n::3]).update(further=organisation)
