"""Findings are withdrawn or brought back, of one household or of many; none is deleted."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from audit.actions import record_many
from households.counts.rollup import HOUSEHOLDS
from households.models import SURVEYED, Assessment, Cause, Household
from households.register.actions import steps
from households.register.actions.folding import changes_of, refold, rejoin
from rollup.counts import recount
from web.bulk import rewrite


def mark(
    by: Any,
    households: Sequence[Household],
    rows: Sequence[Assessment],
    verb: str,
    *,
    withdrawn: bool,
) -> None:
    """Withdraw findings of households that the caller holds, or bring them back; counted once.

    The rows come with their residents, on whom the findings that now count are repeated.
    """
    if not rows:
        return
    people = {row.resident_id: row.resident for row in rows}
    before = {pk: person.results for pk, person in people.items()}
    _set_withdrawn(rows, by if withdrawn else None, timezone.now() if withdrawn else None)
    refold(list(people.values()))
    rewrite(people.values(), SURVEYED)
    rejoin(people.values(), rows)
    steps.sum_up_all(households, Cause.CORRECTED, since=first_days(rows))
    recount(*{one.village_id: one.village for one in households}.values(), of=[HOUSEHOLDS])
    held = {one.pk: (one, one.village.path or "") for one in households}
    pairs = (
        (held[person.household_id], before[pk], person.results) for pk, person in people.items()
    )
    record_many(by=by, verb=verb, rows=[(*home, changes_of(was, now)) for home, was, now in pairs])


def _set_withdrawn(rows: Sequence[Assessment], by: Any, at: datetime | None) -> None:
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = at, by
    rewrite(rows, ("withdrawn_at", "withdrawn_by"))


def first_days(rows: Sequence[Assessment]) -> dict[int, date]:
    """Return the first day of which findings speak, by household; they come with their residents."""
    first = dict[int, date]()
    for row in rows:
        key = row.resident.household_id
        first[key] = min(row.assessed_on, first.get(key, row.assessed_on))
    return first
