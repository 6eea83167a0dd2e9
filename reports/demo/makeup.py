"""Who must be in the teams of the demo, and one member who signs in."""

from collections.abc import Mapping
from datetime import date

from accounts.models import User
from teams.actions import change_member, set_composition
from teams.models import Member

# The paper says of itself that it is none.
NUMBER = "05/2026/HD-UBND (minh hoạ)"


def make_up(users: Mapping[str, User], today: date) -> None:
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
    here = Member.unscoped.filter(team__area=volunteer.area, full_name=volunteer.full_name)
    for member in here.filter(left_on=None)[:1]:
        change_member(by=users["canbo"], member=member, account=volunteer, birth_year=1998)
