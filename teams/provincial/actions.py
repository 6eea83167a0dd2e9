"""What a province rules for its teams: their title, organisations, equipment, make-up; set, corrected, ended with a day."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from areas.models import Area
from areas.names import KEY_LENGTH, fold
from audit.actions import locked, record, record_change, revise, save_next
from teams.models import (
    CompositionRule,
    Equipment,
    EquipmentNorm,
    FurtherOrganisation,
    Member,
    Team,
    TeamTitle,
)

OTHER = Member.Organisation.OTHER
# What may be said of a norm, and of a rule of composition, and corrected later.
NORM_FACTS = ("valid_from", "document", *Equipment.Kind.values)
RULE_FACTS = (
    *("tier", "number", "valid_from", "last_on"),
    *("needs_village", "needs_youth", "needs_police", "needs_women"),
    *("needs_front", "needs_farmers", "needs_school", "needs_business"),
    *("min_women", "min_young"),
)


class Listed(ValueError):
    """A name that every province has already: one of the list in code."""


class WrongOrganisation(Exception):
    """A further organisation that is not to be had: of another province, ended, or beside a listed one."""


@transaction.atomic
def set_title(*, by: Any, province: Area, title: str) -> TeamTitle:
    """Give the teams of a province their title, those that are and those to come."""
    row, _made = TeamTitle.unscoped.select_for_update().get_or_create(
        province=province, defaults={"title": title, "version": 0}
    )
    before, row.title = (row.title if row.version else None), title
    row.version += 1
    row.save()
    Team.unscoped.filter(area__province=province).update(title=row.title)
    record(by, gettext_noop("Đặt tên gọi của tổ"), row, {"title": [before, row.title]})
    return row


@transaction.atomic
def set_norm(*, by: Any, province: Area, **facts: Any) -> EquipmentNorm:
    """Let a norm hold in a province from a day until its next one; `facts` are of NORM_FACTS.

    Raises IntegrityError where the province has one from that day.
    """
    verb, norm = gettext_noop("Đặt định mức thiết bị"), EquipmentNorm(province=province)
    return record_change(by, verb, norm, facts, known=NORM_FACTS, document_in="document")


@transaction.atomic
def change_norm(*, by: Any, norm: EquipmentNorm, **facts: Any) -> EquipmentNorm:
    """Correct what a norm says. Raises IntegrityError as `set_norm` does."""
    verb = gettext_noop("Sửa định mức thiết bị")
    return record_change(by, verb, locked(norm), facts, known=NORM_FACTS, document_in="document")


@transaction.atomic
def set_composition(*, by: Any, province: Area, **facts: Any) -> CompositionRule:
    """Let a rule hold in a province; `facts` are of RULE_FACTS.

    Raises IntegrityError where another one of its tier holds on one of its days, or it asks nothing.
    """
    verb, rule = gettext_noop("Đặt yêu cầu về cơ cấu tổ"), CompositionRule(province=province)
    return record_change(by, verb, rule, facts, known=RULE_FACTS, document_in="number")


@transaction.atomic
def change_composition(*, by: Any, rule: CompositionRule, **facts: Any) -> CompositionRule:
    """Correct a rule, or end it. Raises IntegrityError as `set_composition` does."""
    verb = gettext_noop("Sửa yêu cầu về cơ cấu tổ")
    return record_change(by, verb, locked(rule), facts, known=RULE_FACTS, document_in="number")


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
