"""Every write to households. One door each, for page, admin, import, API and sync alike.

The order is always: lock the commune's count row, then the household, then write the facts, then
sum up the household, recount village and commune, and write the audit entry, in one transaction.
"""

import uuid as uuids
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from areas.names import fold, person_sort_key
from audit.actions import differences, record
from households.counts import lock, recount
from households.models import CLOSED, Assessment, Household, Resident, Status, best_of
from skills.catalogue import BY_NUMBER, COLUMNS, Result
from skills.coverage import standing_of


class Conflict(Exception):
    """Somebody else changed the household since this person read it; `current` is what it is now."""

    def __init__(self, current: Household) -> None:
        super().__init__("changed by somebody else")
        self.current = current


@transaction.atomic
def add_household(
    *,
    by: Any,
    village: Area,
    head_name: str,
    uuid: uuids.UUID | None = None,
    hamlet: str = "",
    phone: str = "",
    birth_year: int | None = None,
    results: Sequence[int | None] | None = None,
    status: str = Status.RESIDENT,
    on: date | None = None,
) -> Household:
    """Add a household with its head, and what the head knows when `results` says so.

    The same `uuid` twice makes one household: the first is returned. `results` are five values in
    the order of the skills; None for the whole means not surveyed. Raises ValueError for a day in
    the future.
    """
    day = on or timezone.localdate()
    _not_later_than_today(day)
    lock([village])
    twin = Household.unscoped.filter(uuid=uuid, village=village).first() if uuid else None
    if twin:
        return twin
    household = Household(
        uuid=uuid or uuids.uuid4(),
        village=village,
        head_name=head_name,
        hamlet=hamlet,
        phone=phone,
        status=status,
        opened_on=day,
        created_by=by,
    )
    make_keys(household)
    household.save()
    head = Resident.unscoped.create(
        household=household,
        full_name=head_name,
        is_head=True,
        relation=Resident.Relation.HEAD,
        birth_year=birth_year,
    )
    if results is not None:
        _write_assessment(by=by, resident=head, results=results, on=day)
    _settle(household)
    _audit(by, gettext_noop("Thêm hộ"), household, {"head_name": [None, household.head_name]})
    return household


@transaction.atomic
def change_household(*, by: Any, household: Household, version: int, **fields: Any) -> Household:
    """Change name, hamlet or telephone as read at `version`.

    Raises Conflict when a field to change was changed by somebody else meanwhile.
    """
    household = _hold(household)
    before = {name: getattr(household, name) for name in fields}
    changed = {name: value for name, value in fields.items() if before[name] != value}
    if not changed:
        return household
    if household.version != version:
        raise Conflict(household)
    for name, value in changed.items():
        setattr(household, name, value)
    if "head_name" in changed:
        household.residents.filter(is_head=True, left_on=None).update(full_name=household.head_name)
    make_keys(household)
    _settle(household)
    _audit(by, gettext_noop("Sửa hộ"), household, differences(before, changed))
    return household


@transaction.atomic
def assess(
    *,
    by: Any,
    resident: Resident,
    results: Sequence[int | None],
    on: date | None = None,
    method: str = Assessment.Method.INTERVIEW,
    uuid: uuids.UUID | None = None,
) -> Assessment:
    """Record what a resident was found to know on a day; earlier assessments stay.

    The same `uuid` twice records once. Raises ValueError for a day in the future.
    """
    household = _hold(resident.household)
    twin = Assessment.unscoped.filter(uuid=uuid, resident=resident).first() if uuid else None
    if twin:
        return twin
    resident = Resident.unscoped.get(pk=resident.pk)
    before = dict(zip(COLUMNS, resident.results, strict=True))
    row = _write_assessment(
        by=by,
        resident=resident,
        results=results,
        on=on or timezone.localdate(),
        method=method,
        uuid=uuid,
    )
    if household.status in {Status.NOBODY_HOME, Status.REFUSED}:
        household.status = Status.RESIDENT
    _settle(household)
    after = dict(zip(COLUMNS, resident.results, strict=True))
    _audit(by, gettext_noop("Khảo sát"), household, differences(before, after))
    return row


@transaction.atomic
def set_skill(*, by: Any, household: Household, number: int, known: bool) -> Assessment:
    """Turn one skill of the household's best-known person on or off, today.

    The first skill set on an unsurveyed person makes the others "not yet known".
    """
    person = best_resident(_hold(household))
    results = [result if result is not None else Result.NONE for result in person.results]
    results[number - 1] = Result.ALONE if known else Result.NONE
    return assess(
        by=by,
        resident=person,
        results=_assessable(results, person, number),
        method=Assessment.Method.INTERVIEW,
    )


def _assessable(results: list[int], person: Resident, number: int) -> list[int | None]:
    """Leave skill 5 unassessed where it never was, unless it is the one being set."""
    untouched = person.local_platform is None and BY_NUMBER[number].column != COLUMNS[4]
    return [*results[:4], None if untouched else results[4]]


@transaction.atomic
def withdraw(*, by: Any, assessment: Assessment) -> Household:
    """Undo an assessment, once: it stays in the history, marked; the one before counts again."""
    household = _hold(assessment.resident.household)
    resident = Resident.unscoped.get(pk=assessment.resident_id)
    before = dict(zip(COLUMNS, resident.results, strict=True))
    assessment = Assessment.unscoped.get(pk=assessment.pk)
    if assessment.withdrawn_at:
        return household
    assessment.withdrawn_at = timezone.now()
    assessment.save(update_fields=["withdrawn_at"])
    _take_latest(resident)
    _settle(household)
    after = dict(zip(COLUMNS, resident.results, strict=True))
    _audit(by, gettext_noop("Hoàn tác khảo sát"), household, differences(before, after))
    return household


@transaction.atomic
def set_status(
    *,
    by: Any,
    household: Household,
    status: str,
    on: date | None = None,
    version: int | None = None,
) -> Household:
    """Say where a household is: at home, out, refusing, moved away, ended; or back again.

    Closing dates it out of the denominator, reopening brings it back with its history. Raises
    Conflict when `version` is given and the household has changed since, ValueError for a day
    in the future.
    """
    day = on or timezone.localdate()
    _not_later_than_today(day)
    household = _hold(household)
    if version is not None and household.version != version:
        raise Conflict(household)
    before = {"status": household.status, "closed_on": household.closed_on}
    day = max(day, household.opened_on)
    household.status = status
    household.closed_on = (household.closed_on or day) if status in CLOSED else None
    _settle(household)
    after = {"status": household.status, "closed_on": household.closed_on}
    _audit(by, gettext_noop("Đổi tình trạng hộ"), household, differences(before, after))
    return household


@transaction.atomic
def add_resident(*, by: Any, household: Household, full_name: str, **fields: Any) -> Resident:
    """Add a person to a household (relation, birth year and sex are optional)."""
    household = _hold(household)
    resident = Resident.unscoped.create(household=household, full_name=full_name, **fields)
    _settle(household)
    _audit(
        by, gettext_noop("Thêm người trong hộ"), household, {"resident": [None, resident.full_name]}
    )
    return resident


@transaction.atomic
def change_resident(*, by: Any, resident: Resident, **fields: Any) -> Resident:
    """Change a person's name, relation, birth year or sex, or the day he left the household.

    Raises ValueError for a day in the future.
    """
    _not_later_than_today(fields.get("left_on"))
    household = _hold(resident.household)
    resident = Resident.unscoped.get(pk=resident.pk)
    before = {name: getattr(resident, name) for name in fields}
    for name, value in fields.items():
        setattr(resident, name, value)
    resident.save()
    if resident.is_head and resident.left_on is None:
        household.head_name = resident.full_name
        make_keys(household)
    _settle(household)
    _audit(by, gettext_noop("Sửa người trong hộ"), household, differences(before, fields))
    return resident


def best_resident(household: Household) -> Resident:
    """Return the person who knows most; a household that lost its last one gets its head back."""
    best = best_of(household.residents.living_here())
    return best or household.residents.create(
        full_name=household.head_name, is_head=True, relation=Resident.Relation.HEAD
    )


def _not_later_than_today(day: date | None) -> None:
    if day and day > timezone.localdate():
        raise ValueError("what was done is never later than today")


def _hold(household: Household) -> Household:
    """Lock in the one order: the commune's count row, then the household."""
    village = Area.unscoped.get(pk=household.village_id)
    lock([village])
    held = Household.unscoped.select_for_update(of=("self",)).get(pk=household.pk)
    held.village = village
    return held


def _write_assessment(
    *,
    by: Any,
    resident: Resident,
    results: Sequence[int | None],
    on: date,
    method: str = Assessment.Method.INTERVIEW,
    uuid: uuids.UUID | None = None,
) -> Assessment:
    _not_later_than_today(on)
    row = Assessment.unscoped.create(
        uuid=uuid or uuids.uuid4(),
        resident=resident,
        assessed_on=on,
        method=method,
        assessor=by,
        **dict(zip(COLUMNS, results, strict=True)),
    )
    _take_latest(resident)
    return row


def _take_latest(resident: Resident) -> None:
    """Repeat on the resident the latest assessment that was not withdrawn."""
    latest = resident.assessments.filter(withdrawn_at=None).first()
    resident.assessed_on = latest.assessed_on if latest else None
    values = latest.results if latest else [None] * len(COLUMNS)
    for column, value in zip(COLUMNS, values, strict=True):
        setattr(resident, column, value)
    resident.save()


def _settle(household: Household) -> None:
    """Sum up the household from its people, save it, recount its village and commune."""
    people = Resident.unscoped.filter(household=household, left_on=None)
    household.take(standing_of(person.known for person in people))
    household.version += 1
    household.save()
    recount(household.village)


def make_keys(household: Household) -> None:
    """Make the keys the household is found and sorted by."""
    digits = "".join(filter(str.isdigit, household.phone))
    household.search_key = f"{fold(household.head_name)} {fold(household.hamlet)} {digits}".strip()
    household.sort_key = person_sort_key(household.head_name)


def _audit(by: Any, verb: str, household: Household, changes: dict[str, Any]) -> None:
    record(by=by, verb=verb, subject=household, place=household.village.path or "", changes=changes)
