"""Organisations that a province names beside the list in code: added, renamed, ended with a day."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from areas.models import Area
from areas.names import KEY_LENGTH, fold
from audit.actions import locked, record, revise, save_next
from teams.models import FurtherOrganisation, Member, Team

OTHER = Member.Organisation.OTHER


class Listed(ValueError):
    """A name that every province has already: one of the list in code."""


class WrongOrganisation(Exception):
    """A further organisation that is not to be had: of another province, ended, or beside a listed one."""


@transaction.atomic
def add_organisation(*, by: Any, province: Area, name: str) -> FurtherOrganisation:
    """Name one more. Raises Listed, and IntegrityError where the province has it, or no word is in it."""
    row = FurtherOrganisation(province=province)
    _call(row, name)
    row.save()
    record(by, gettext_noop("Thêm đơn vị cử người"), row, {"name": [None, row.name]})
    return row


@transaction.atomic
def change_organisation(
    *, by: Any, organisation: FurtherOrganisation, **facts: Any
) -> FurtherOrganisation:
    """Call it otherwise (`name`), end it or take it up again (`ended_on`); whoever is of it stays so.

    Raises as `add_organisation` does.
    """
    row = locked(organisation)
    changes = revise(row, facts, ("name", "ended_on"))
    if changes:
        if "name" in facts:
            _call(row, facts["name"])
        save_next(row)
        record(by, gettext_noop("Sửa đơn vị cử người"), row, changes)
    return row


def with_further(
    team: Team, fields: dict[str, Any], now: FurtherOrganisation | None = None
) -> dict[str, Any]:
    """Return a person's fields: whoever comes to a listed organisation is of no further one.

    Raises WrongOrganisation for one that is not of the team's province today, unless he has it `now`.
    """
    further, listed = fields.get("further"), fields.get("organisation", OTHER) != OTHER
    if further is None:
        return {**fields, "further": None} if listed else fields
    today = timezone.localdate()
    had = FurtherOrganisation.unscoped.for_team(team).on(today).filter(pk=further.pk)
    if listed or (further != now and not had.exists()):
        raise WrongOrganisation
    return fields


def _call(row: FurtherOrganisation, name: str) -> None:
    """Give it a name; raise Listed for one of the list, whatever language is being read."""
    row.name, row.search_key = name, fold(name)[:KEY_LENGTH]
    with translation.override(settings.LANGUAGE_CODE):
        if row.search_key in {fold(str(one.label)) for one in Member.Organisation}:
            raise Listed
