"""What a file brought, taken back: household by household, where nothing was built upon it since."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record_many
from households.bulk.actions.changes import Pairs
from households.counts.rollup import HOUSEHOLDS
from households.models import SURVEYED, Assessment, Cause, Household, Resident, Status
from households.register.actions import steps
from households.register.actions.folding import refold, rejoin
from households.survey.actions.batch import KEYED, OF_PERSON
from households.survey.actions.withdrawing import first_days
from rollup.counts import lock, recount
from web.bulk import rewrite

VERB = gettext_noop("Hoàn tác nhập từ tệp")


class Kept(models.TextChoices):
    """Why what a row brought is not taken back."""

    CHANGED_SINCE = "changed", _("Hộ này đã được ghi thêm hoặc sửa sau lần nhập.")
    GONE = "gone", _("Hộ này đã ra khỏi sổ hoặc đã chuyển sang thôn khác.")


@dataclass(frozen=True)
class Written:
    """What one row once wrote: into which household, whose version it left, and what of it is its own.

    `home` and `fields` map a column to what stood there before and what the row wrote; `away` is the
    status of a household before somebody turned out to be at home.
    """

    key: int
    village: Area
    household: int
    version: int
    is_new: bool
    resident: int | None = None
    is_new_person: bool = False
    assessment: int | None = None
    away: str = ""
    home: Pairs = field(default_factory=dict)
    fields: Pairs = field(default_factory=dict)


@transaction.atomic
def take_back_many(*, by: Any, rows: Sequence[Written]) -> dict[int, Kept]:
    """Take back what many rows wrote; returns, by their keys, why some are kept.

    Nothing is deleted: a household or person that came leaves on the day it came, a finding is
    withdrawn, a value goes back to what it was. A household written to since stays as it is.
    """
    villages = {row.village.pk: row.village for row in rows}
    lock(villages.values())
    held = steps.lock_in(villages, [row.household for row in rows])
    kept, free = dict[int, Kept](), list[Written]()
    for row in rows:
        household = held.get(row.household)
        if household is None or household.is_closed:
            kept[row.key] = Kept.GONE
        elif household.version != row.version:
            kept[row.key] = Kept.CHANGED_SINCE
        else:
            free.append(row)
    _undo(by, free, {row.household: held[row.household] for row in free})
    recount(*villages.values(), of=[HOUSEHOLDS])
    return kept


def _undo(by: Any, rows: Sequence[Written], households: Mapping[int, Household]) -> None:
    people = Resident.unscoped.in_bulk([row.resident for row in rows if row.resident])
    audited, came = [], {row.household for row in rows if row.is_new}
    for row in rows:
        household = households[row.household]
        changes = _close(household) if row.is_new else _put_back(household, people, row)
        household.make_keys()
        audited.append((household, household.village.path or "", changes))
    changed = [row for row in rows if not row.is_new]
    first = _withdraw(by, [row.assessment for row in changed if row.assessment], people)
    for row in changed:
        first[row.household] = _first_day(row, first, households, people)
    columns = (*OF_PERSON, *SURVEYED, "left_on")
    rewrite(people.values(), columns)
    every = [households[pk] for pk in sorted(households)]
    columns = (*KEYED, "status", "closed_on")
    rewrite(every, columns)
    _sum_up(every, came, first)
    record_many(by=by, verb=VERB, rows=audited)


def _first_day(
    row: Written,
    known: Mapping[int, date],
    households: Mapping[int, Household],
    people: Mapping[int, Resident],
) -> date:
    """Return the first day of which what is taken back of a household speaks, with one more row."""
    days = [known.get(row.household, timezone.localdate())]
    if "birth_year" in row.fields:
        days.append(households[row.household].opened_on)
    if row.is_new_person and (day := people[row.resident or 0].left_on):
        days.append(day)
    return min(days)


def _sum_up(every: Sequence[Household], came: Collection[int], first: Mapping[int, date]) -> None:
    """Sum up all; a household that came by the file was there on no day."""
    there = [one for one in every if one.pk not in came]
    steps.sum_up_all(there, Cause.CORRECTED, since=first)
    gone = [one for one in every if one.pk in came]
    since = {one.pk: one.opened_on for one in gone}
    steps.sum_up_all(gone, Cause.CORRECTED, since=since, comes_or_goes=True)


def _close(household: Household) -> dict[str, Any]:
    """Let a household that came leave the register on the day it came; says what that changed, once."""
    if household.is_closed:
        return {}
    before, household.status = household.status, Status.ENDED
    household.closed_on = household.opened_on
    return {"status": [before, Status.ENDED.value]}


def _put_back(
    household: Household, people: Mapping[int, Resident], row: Written
) -> dict[str, list[Any]]:
    """Give values back what they were; whoever came leaves on the day they came. Returns what that changed."""
    household.status = row.away or household.status
    for name, (before, _wanted) in row.home.items():
        setattr(household, name, before)
    if person := people.get(row.resident or 0):
        for name, (before, _wanted) in row.fields.items():
            setattr(person, name, before)
        if person.is_head:
            household.head_name = person.full_name
        if row.is_new_person:
            person.left_on = person.joined_on or household.opened_on
    pairs = {**row.home, **row.fields}
    return {name: [pair[1], pair[0]] for name, pair in pairs.items()}


def _withdraw(by: Any, keys: Sequence[int], people: Mapping[int, Resident]) -> dict[int, date]:
    """Withdraw findings, and set on their people what the others come to; the first day by household."""
    standing = Assessment.unscoped.filter(pk__in=keys, withdrawn_at=None)
    rows = list(standing.select_related("resident"))
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = timezone.now(), by
    rewrite(rows, ("withdrawn_at", "withdrawn_by"))
    touched = {row.resident_id for row in rows}
    refold([people[key] for key in touched & people.keys()])
    rejoin(people.values(), rows)
    return first_days(rows)
