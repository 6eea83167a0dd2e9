"""The sheet's writes to many households at once, and findings that were not chosen.

A block of rows is one transaction: read once, written once, counted once; whatever a row cannot take
is refused with its reason, and the other rows are saved.
"""

import uuid as uuids
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record
from households.models import Assessment, Household, Resident, best_of
from households.register.actions import steps
from households.register.actions.entering import assessment
from households.register.actions.folding import changes_of
from households.register.rules.three_way import answered
from households.survey.actions.batch import REFUSED, Batch, Refusal, RowRefused, reason_of
from households.survey.actions.withdrawing import mark
from rollup.counts import lock
from skills.models import FifthDue


@dataclass(frozen=True)
class Change:
    """What one row of a block says: five answers, None where it leaves a skill as it is.

    `was` are the five results its author saw. Without `resident` the best-known person is meant.
    """

    household: int
    results: Sequence[int | None]
    resident: int | None = None
    was: Sequence[int | None] | None = None
    uuid: uuids.UUID = field(default_factory=uuids.uuid4)


@dataclass
class Outcome:
    """What became of a block: saved (a household, who was assessed, the finding), and refused."""

    saved: list[tuple[Household, Resident, Assessment]] = field(default_factory=list)
    refused: list[tuple[Change, Refusal]] = field(default_factory=list)


@transaction.atomic
def set_results(*, by: Any, village: Area, changes: Sequence[Change]) -> Outcome:
    """Set many rows of a village's sheet today: saved together, refused one by one.

    A row that changes nothing writes nothing; one with a uuid recorded before neither.
    """
    batch = Batch(by, {village.pk: village}, [change.household for change in changes])
    keys = [change.uuid for change in changes]
    recorded = Assessment.unscoped.filter(uuid__in=keys).values_list("uuid", flat=True)
    known, outcome = set(recorded), Outcome()
    for change in changes:
        if change.uuid in known:
            continue
        try:
            found = _survey(batch, change)
        except REFUSED as error:
            outcome.refused.append((change, reason_of(error)))
            continue
        if found:
            batch.record(found)
            outcome.saved.append((found.resident.household, found.resident, found))
    batch.write()
    return outcome


def _survey(batch: Batch, change: Change) -> Assessment | None:
    """Build what one row says of one person. Raises what refuses it."""
    household = batch.household(change.household)
    if change.resident is None:
        person = best_of(one for one in batch.people.values() if one.household == household)
        if person is None:
            raise RowRefused(Refusal.LEFT)
    else:
        person = batch.person(household, change.resident)
    return batch.survey(person, change.results, change.was, batch.today, uuid=change.uuid)


@transaction.atomic
def set_aside(
    *, by: Any, resident: Resident, results: Sequence[int | None], uuid: uuids.UUID | None = None
) -> Assessment:
    """Keep in the history a finding that was not chosen over another one; it never counts.

    The same `uuid` twice records once. Raises NoPlatform for a new result of skill 5 where it means
    nothing.
    """
    household, people, twin = steps.lock_people(resident.household, uuid)
    if twin:
        return twin
    person = next((one for one in people if one.pk == resident.pk), resident)
    row = assessment(by, person, results, timezone.localdate(), FifthDue(), uuid=uuid)
    row.set_aside, row.withdrawn_at, row.withdrawn_by = True, timezone.now(), by
    row.save(force_insert=True)
    changes = changes_of(person.results, answered(results, person.results))
    record(by, gettext_noop("Giữ bản kia, không chọn bản này"), household, changes)
    return row


@transaction.atomic
def withdraw_all(*, by: Any, village: Area, assessments: Sequence[Assessment]) -> list[Household]:
    """Undo findings of many households of a village, counted once; each stays, marked."""
    return _mark_all(by, village, assessments, gettext_noop("Hoàn tác khảo sát"), withdrawn=True)


@transaction.atomic
def restore_all(*, by: Any, village: Area, assessments: Sequence[Assessment]) -> list[Household]:
    """Bring withdrawn findings of a village back, but for those set aside for another one."""
    return _mark_all(by, village, assessments, gettext_noop("Lấy lại khảo sát"), withdrawn=False)


def _mark_all(
    by: Any, village: Area, assessments: Sequence[Assessment], verb: str, *, withdrawn: bool
) -> list[Household]:
    lock([village])
    rows = _markable(village, assessments, withdrawn=withdrawn)
    if not rows:
        return []
    held = list(
        steps.lock_in({village.pk: village}, [r.resident.household_id for r in rows]).values()
    )
    mark(by, held, rows, verb, withdrawn=withdrawn)
    return held


def _markable(
    village: Area, assessments: Sequence[Assessment], *, withdrawn: bool
) -> list[Assessment]:
    rows = Assessment.unscoped.filter(
        pk__in=[row.pk for row in assessments],
        resident__household__village=village,
        withdrawn_at__isnull=withdrawn,
        set_aside=False,
    )
    return list(rows.select_related("resident"))
