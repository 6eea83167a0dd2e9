"""Rows of people, for officers of a district or province: accounts without any code, and stopped again while unused."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.people.actions import BeyondOwnPowers, NewPerson, make_many, stop
from areas.models import Area
from imports.kinds.accounts.check import AccountCheck
from imports.kinds.places import Places
from imports.models import Import, ImportRow, Outcome, RowResult, Why
from imports.spreadsheet.lines import Line

CHUNK = 200
# The figures of a place that these rows move, in words by name.
FIGURES = {"accounts": gettext_lazy("Tài khoản đang dùng được")}


def count(place: Area) -> dict[str, int]:
    """Return how many accounts a district or province has. One query."""
    return {"accounts": User.unscoped.inside(place.path or "-").filter(is_active=True).count()}


def check(
    source: Import, lines: Iterable[Line], _places: Places, _columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict against the others and the accounts there are. Six queries."""
    return AccountCheck(source.commune, source.added_by).rows(lines)


@transaction.atomic
def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Make the accounts of some people, in the name of who confirmed them; nobody gets a code by it."""
    units = Area.unscoped.within(source.commune).in_bulk({row.village_id for row in rows})
    refused = [row for row in rows if row.village_id not in units]
    people = [
        NewPerson(area=units[row.village_id or 0], row=row, **_said(row))
        for row in rows
        if row.village_id in units
    ]
    by: Any = source.confirmed_by
    made = make_many(by=by, people=people)
    return [
        *(RowResult.refused(row, Why.CLOSED) for row in refused),
        *(RowResult.refused(one.row, why) for one, why in made.refused),
        *(RowResult(row=one.row, outcome=Outcome.WRITTEN, account=user) for one, user in made.made),
    ]


def _said(row: ImportRow) -> dict[str, str]:
    names = ("full_name", "role", "phone", "email", "title")
    return {name: str(row.values.get(name, "")) for name in names}


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Stop the accounts that nobody has used; whoever signed in, or was given another role or unit, stays."""
    users = User.unscoped.select_related("area").in_bulk([one.account_id for one in results])
    for one in results:
        user, row = users[one.account_id or 0], one.row
        if user.last_login or user.has_usable_password():
            one.why = Why.SIGNED_IN
        elif (user.role, user.area_id) != (row.values.get("role"), row.village_id):
            one.why = Why.MOVED
        else:
            one.why = _stopped(source, user)


def _stopped(source: Import, user: User) -> str:
    by: Any = source.undone_by
    try:
        stop(by=by, user=user)
    except BeyondOwnPowers:
        return Why.MOVED
    return ""
