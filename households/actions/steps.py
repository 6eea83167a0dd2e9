"""The steps that every write to a household is made of, in the one order.

Lock the commune's count row, then the household; write the facts; sum up the household; recount
village and commune; write the audit entry.
"""

import uuid as uuids
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from areas.names import fold, person_sort_key
from audit.actions import record
from households.counts import lock, recount
from households.models import Assessment, Cause, Household, Movement, Resident, Status
from households.standing import NOTHING, adds, movement
from skills.catalogue import COLUMNS
from skills.coverage import standing_of
from skills.models import fifth_is_assessable


class Refused(Exception):
    """What was asked cannot be done to this household; the text says why, to people."""


class NoPlatform(ValueError):
    """Skill 5 was assessed in a place for which no local platform is named."""


def not_later_than_today(day: date | None) -> None:
    """Raise ValueError for a day that is still to come."""
    if day and day > timezone.localdate():
        raise ValueError("what was done is never later than today")


def hold(household: Household) -> Household:
    """Lock in the one order: the commune's count row, then the household.

    Raises Refused for a household that was merged into another: its people are there now.
    """
    (held,) = hold_all([household])
    if held.status == Status.MERGED:
        raise Refused(_("Hộ này đã gộp vào hộ khác. Mở hộ kia rồi ghi ở đó."))
    return held


def hold_all(households: Iterable[Household]) -> list[Household]:
    """Lock the communes' count rows, then the households by key; they come back in that order."""
    rows = Household.unscoped.filter(pk__in={one.pk for one in households})
    lock(Area.unscoped.filter(pk__in=rows.values("village")))
    held = list(rows.select_for_update(of=("self",)).select_related("village").order_by("pk"))
    for one in held:
        remember(one)
    return held


def hold_person(resident: Resident) -> tuple[Household, Resident]:
    """Lock the household a person lives in, and read both afresh: he may have moved meanwhile."""
    lock(Area.unscoped.filter(pk=resident.household.village_id))
    fresh = Resident.unscoped.select_related("household").get(pk=resident.pk)
    fresh.household = hold(fresh.household)
    return fresh.household, fresh


def remember(household: Household) -> None:
    """Note what the household adds to its village now, so that `settle` can say what moved."""
    household.added = (household.village_id, adds(household) if household.pk else dict(NOTHING))  # type: ignore[attr-defined]


def change(row: Any, **values: Any) -> None:
    """Change columns of one row."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def write_assessment(
    *,
    by: Any,
    resident: Resident,
    results: Sequence[int | None],
    on: date,
    method: str = Assessment.Method.INTERVIEW,
    evidence: tuple[int, int] = (0, 0),
    uuid: uuids.UUID | None = None,
) -> Assessment:
    """Add an assessment and repeat it on the resident; the caller has checked the day."""
    not_later_than_today(on)
    village = resident.household.village
    if results[-1] is not None and not fifth_is_assessable(village, timezone.localdate()):
        raise NoPlatform
    row = Assessment.unscoped.create(
        uuid=uuid or uuids.uuid4(),
        resident=resident,
        assessed_on=on,
        method=method,
        evidence_yes=evidence[0],
        evidence_no=evidence[1],
        assessor=by,
        **dict(zip(COLUMNS, results, strict=True)),
    )
    take_latest(resident)
    return row


def take_latest(resident: Resident) -> None:
    """Repeat on the resident the latest assessment that was not withdrawn."""
    latest = resident.assessments.filter(withdrawn_at=None).first()
    resident.assessed_on = latest.assessed_on if latest else None
    values = latest.results if latest else [None] * len(COLUMNS)
    for column, value in zip(COLUMNS, values, strict=True):
        setattr(resident, column, value)
    resident.save()


def settle(household: Household, cause: str = Cause.CORRECTED) -> None:
    """Sum up the household from its people, save it, note what moved, recount village and commune.

    `cause` says why its figures move, if they do (households.models.Cause).
    """
    sum_up(household, cause)
    recount(household.village)


def sum_up(household: Household, cause: str) -> None:
    """Do all of `settle` but the recount, which a write to many households does once at its end."""
    people = Resident.unscoped.filter(household=household, left_on=None)
    household.take(standing_of(person.known for person in people))
    household.reviewed_on = _reviewed_on(household)
    household.version += 1
    household.save()
    _note_movement(household, cause)


def _reviewed_on(household: Household) -> date | None:
    """Return the last day somebody looked: a survey, or a confirmation of what one had found."""
    if household.surveyed_on is None:
        return None
    last = household.confirmations.filter(withdrawn_at=None).first()
    return max(household.surveyed_on, last.confirmed_on) if last else household.surveyed_on


def _note_movement(household: Household, cause: str) -> None:
    village_id, before = household.added  # type: ignore[attr-defined]
    after = adds(household)
    if village_id == household.village_id:
        rows = [movement(household, village_id, cause, before, after)]
    else:
        arrives = Cause.MOVED_IN if cause == Cause.MOVED_OUT else cause
        rows = [
            movement(household, village_id, cause, before, dict(NOTHING)),
            movement(household, household.village_id, arrives, dict(NOTHING), after),
        ]
    Movement.unscoped.bulk_create([row for row in rows if row])
    remember(household)


def enter(household: Household) -> None:
    """Write a new household down; its people come after."""
    remember(household)
    make_keys(household)
    household.save()


def make_keys(household: Household) -> None:
    """Make the keys the household is found and sorted by."""
    digits = "".join(filter(str.isdigit, household.phone))
    household.search_key = f"{fold(household.head_name)} {fold(household.hamlet)} {digits}".strip()
    household.sort_key = person_sort_key(household.head_name)


def audit(by: Any, verb: str, household: Household, changes: dict[str, Any]) -> None:
    """Write down what was done, at the household's village."""
    record(by=by, verb=verb, subject=household, place=household.village.path or "", changes=changes)
