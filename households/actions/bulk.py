"""Many new households at once, as a file or another system brings them: one transaction, one recount."""

import uuid as uuids
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record_many
from households.actions import steps
from households.counts import lock, recount
from households.models import Assessment, Cause, Household, Movement, Resident
from households.standing import NOTHING, adds, movement
from skills.catalogue import COLUMNS
from skills.coverage import Known, standing_of
from skills.models import fifth_is_assessable

BATCH = 2_000


@dataclass(frozen=True)
class NewHousehold:
    """One household to come: its head, and what he knows when `results` says so."""

    village: Area
    head_name: str
    hamlet: str = ""
    phone: str = ""
    birth_year: int | None = None
    results: Sequence[int | None] | None = None
    on: date | None = None
    uuid: uuids.UUID = field(default_factory=uuids.uuid4)


@transaction.atomic
def add_many(*, by: Any, rows: Sequence[NewHousehold]) -> int:
    """Add households with their heads; a `uuid` that is already there is left out.

    All or nothing. Returns how many were added. Raises ValueError for a day in the future, NoPlatform
    for skill 5 where it means nothing.
    """
    villages = {row.village.pk: row.village for row in rows}
    lock(villages.values())
    _check(rows, list(villages.values()))
    known = set(
        Household.unscoped.filter(uuid__in=[row.uuid for row in rows]).values_list(
            "uuid", flat=True
        )
    )
    fresh = [row for row in {row.uuid: row for row in rows}.values() if row.uuid not in known]
    for start in range(0, len(fresh), BATCH):
        _write(by, fresh[start : start + BATCH])
    recount(*villages.values())
    return len(fresh)


def _check(rows: Sequence[NewHousehold], villages: Sequence[Area]) -> None:
    today = timezone.localdate()
    fifth = {village.pk: fifth_is_assessable(village, today) for village in villages}
    for row in rows:
        steps.not_later_than_today(row.on)
        if row.results is not None and row.results[-1] is not None and not fifth[row.village.pk]:
            raise steps.NoPlatform


def _write(by: Any, rows: Sequence[NewHousehold]) -> None:
    today = timezone.localdate()
    households = [_household(by, row, row.on or today) for row in rows]
    Household.unscoped.bulk_create(households)
    heads = [_head(row, one, row.on or today) for row, one in zip(rows, households, strict=True)]
    Resident.unscoped.bulk_create(heads)
    Assessment.unscoped.bulk_create(
        Assessment(
            resident=head,
            assessed_on=head.assessed_on,
            assessor=by,
            **dict(zip(COLUMNS, head.results, strict=True)),
        )
        for head in heads
        if head.assessed_on
    )
    moved = (movement(one, one.village_id, Cause.ENTERED, NOTHING, adds(one)) for one in households)
    Movement.unscoped.bulk_create(row for row in moved if row)
    record_many(
        by=by,
        verb=gettext_noop("Thêm hộ"),
        rows=[
            (one, row.village.path or "", {"head_name": [None, one.head_name]})
            for row, one in zip(rows, households, strict=True)
        ],
    )


def _household(by: Any, row: NewHousehold, day: date) -> Household:
    household = Household(
        uuid=row.uuid,
        village=row.village,
        head_name=row.head_name,
        hamlet=row.hamlet,
        phone=row.phone,
        opened_on=day,
        created_by=by,
    )
    steps.make_keys(household)
    if row.results is not None:
        household.take(standing_of([Known(row.results, day, row.birth_year)]))
        household.reviewed_on = household.surveyed_on
    return household


def _head(row: NewHousehold, household: Household, day: date) -> Resident:
    head = Resident(
        household=household,
        full_name=household.head_name,
        is_head=True,
        relation=Resident.Relation.HEAD,
        birth_year=row.birth_year,
    )
    if row.results is not None:
        head.assessed_on = day
        for column, value in zip(COLUMNS, row.results, strict=True):
            setattr(head, column, value)
    return head
