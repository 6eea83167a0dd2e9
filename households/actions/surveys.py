"""What people were found to know: recorded, set by one tap, withdrawn."""

import uuid as uuids
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import differences
from households.actions import steps
from households.models import Assessment, Cause, Household, Resident, Status, best_of
from skills.catalogue import BY_NUMBER, COLUMNS, Result


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
    household = steps.hold(resident.household)
    twin = Assessment.unscoped.filter(uuid=uuid, resident=resident).first() if uuid else None
    if twin:
        return twin
    resident = Resident.unscoped.get(pk=resident.pk)
    before = dict(zip(COLUMNS, resident.results, strict=True))
    row = steps.write_assessment(
        by=by,
        resident=resident,
        results=results,
        on=on or timezone.localdate(),
        method=method,
        uuid=uuid,
    )
    if household.status in {Status.NOBODY_HOME, Status.REFUSED}:
        household.status = Status.RESIDENT
    steps.settle(household, Cause.SURVEYED)
    after = dict(zip(COLUMNS, resident.results, strict=True))
    steps.audit(by, gettext_noop("Khảo sát"), household, differences(before, after))
    return row


@transaction.atomic
def set_skill(*, by: Any, household: Household, number: int, known: bool) -> Assessment:
    """Turn one skill of the household's best-known person on or off, today.

    The first skill set on an unsurveyed person makes the others "not yet known".
    """
    person = best_resident(steps.hold(household))
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
    household = steps.hold(assessment.resident.household)
    resident = Resident.unscoped.get(pk=assessment.resident_id)
    before = dict(zip(COLUMNS, resident.results, strict=True))
    assessment = Assessment.unscoped.get(pk=assessment.pk)
    if assessment.withdrawn_at:
        return household
    assessment.withdrawn_at, assessment.withdrawn_by = timezone.now(), by
    assessment.save(update_fields=["withdrawn_at", "withdrawn_by"])
    steps.take_latest(resident)
    steps.settle(household)
    after = dict(zip(COLUMNS, resident.results, strict=True))
    steps.audit(by, gettext_noop("Hoàn tác khảo sát"), household, differences(before, after))
    return household


def best_resident(household: Household) -> Resident:
    """Return the person who knows most; a household that lost its last one gets its head back."""
    best = best_of(household.residents.living_here())
    return best or household.residents.create(
        full_name=household.head_name, is_head=True, relation=Resident.Relation.HEAD
    )
