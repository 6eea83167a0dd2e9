"""Households that are there already, changed as a file says, row by row; and what a file brought, taken back.

A row speaks of one person. What it cannot take is refused with its reason; the other rows are saved.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, gettext_noop

from areas.dated import not_later_than_today
from areas.models import Area
from audit.actions import differences, record_many
from households.bulk.rules import Pairs, merged, stood
from households.counts.rollup import HOUSEHOLDS
from households.models import (
    OF_GROUPS,
    SURVEYED,
    Assessment,
    Cause,
    Household,
    Resident,
    Status,
)
from households.register.actions import NewPerson, refusing, steps
from households.register.actions.entering import new_person
from households.register.actions.erased import hold_back_pairs
from households.register.actions.folding import heard, refold, rejoin
from households.survey.actions import Unsaved
from households.survey.actions.many import KEYED, OF_PERSON, Batch
from households.survey.actions.surveys import first_days, set_withdrawn
from households.survey.actions.unsaved import REFUSED, reason_of
from rollup.counts import lock, recount
from web.bulk import rewrite


@dataclass(frozen=True)
class RowChange:
    """What one row says of one person of a household; `key` is the row's own, for the outcome.

    `home` and `fields` map a column to what stood there when the row was checked and what is wanted;
    `results` are five answers, None where it says nothing, `was` those that stood. A `person` instead of
    a `resident` is new. `agreed`: the household had refused and agrees now.
    """

    key: int
    village: Area
    household: int
    resident: int | None = None
    person: NewPerson | None = None
    home: Pairs = field(default_factory=dict)
    fields: Pairs = field(default_factory=dict)
    results: Sequence[int | None] | None = None
    was: Sequence[int | None] | None = None
    on: date | None = None
    agreed: bool = False


@dataclass
class Changed:
    """What became of many rows, by their keys: whom they changed and what was found, or why not.

    `away` is the status of a household before somebody turned out to be at home.
    """

    saved: dict[int, tuple[Resident, Assessment | None]] = field(default_factory=dict)
    away: dict[int, str] = field(default_factory=dict)
    refused: dict[int, Unsaved] = field(default_factory=dict)


@transaction.atomic
def change_many(*, by: Any, rows: Sequence[RowChange]) -> Changed:
    """Change people and households of many rows together; refuse one by one.

    A value that somebody else changed since the row was checked is never overwritten. Raises
    ValueError for a day in the future.
    """
    villages = {row.village.pk: row.village for row in rows}
    batch = Batch(by, villages, [row.household for row in rows])
    outcome = Changed()
    for row in rows:
        not_later_than_today(row.on)
        try:
            _take(batch, row, outcome)
        except REFUSED as error:
            outcome.refused[row.key] = reason_of(error)
    batch.write()
    return outcome


def _take(batch: Batch, row: RowChange, outcome: Changed) -> None:
    """Take one row in. Raises what refuses it, before anything of it was changed."""
    household = batch.household(row.household)
    hold_back_pairs(household, row.home)
    home, status = merged(row.home, household), household.status
    if row.person is not None:
        person = _add(batch, household, row.person, agreed=row.agreed)
        found = person.finding
    else:
        person, found = _change(batch, household, row)
    if home:
        _set(household, home)
        household.say_means(home, row.on or batch.today)
        batch.renamed.add(household.pk)
        batch.note(gettext_noop("Sửa hộ"), household, differences(stood(row.home), home))
        batch.touch(household)
    if household.status != status:
        outcome.away[row.key] = status
    outcome.saved[row.key] = (person, found)


def _add(batch: Batch, household: Household, wanted: NewPerson, *, agreed: bool) -> Resident:
    """Add a person to a household, with what was found of them; whoever answered was at home."""
    person = new_person(batch.by, household, wanted, batch.fifth_due)
    if person.finding:
        batch.hear(household, person.finding, agreed=agreed)
        heard(household, person.finding)
    batch.new.append(person)
    first = min(batch.today, person.assessed_on or batch.today)
    person.joined_on = None if first <= household.opened_on else first
    batch.touch(household, Cause.SURVEYED if person.assessed_on else Cause.CORRECTED, first)
    verb = gettext_noop("Thêm người trong hộ")
    batch.note(verb, household, {"resident": [None, person.full_name]}, person)
    return person


def _change(
    batch: Batch, household: Household, row: RowChange
) -> tuple[Resident, Assessment | None]:
    """Change a person who lives there, and record what was found of them."""
    person = batch.person(household, row.resident)
    hold_back_pairs(person, row.fields)
    fields, found = merged(row.fields, person), None
    if row.results is not None:
        told = (row.results, row.was, row.on or batch.today)
        found = batch.survey(person, *told, agreed=row.agreed)
    if fields:
        _change_person(batch, person, fields)
        verb = gettext_noop("Sửa người trong hộ")
        batch.note(verb, household, differences(stood(row.fields), fields), person)
    if found:
        batch.record(found)
    return person, found


def _change_person(batch: Batch, person: Resident, fields: Mapping[str, Any]) -> None:
    """Change columns of a person; a household goes by its head's name."""
    household = person.household
    _set(person, fields)
    if person.is_head and "full_name" in fields:
        household.head_name = person.full_name
        batch.renamed.add(household.pk)
    batch.changed[person.pk] = person
    batch.touch(
        household, since=batch.today if OF_GROUPS.isdisjoint(fields) else household.opened_on
    )


def _set(row: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


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
    lock(villages.values(), even_ended=True)
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
    findings = _withdraw(by, [row.assessment for row in changed if row.assessment], people)
    refusing.follow_answers(households.values(), findings)
    first = first_days(findings)
    for row in changed:
        first[row.household] = _first_day(row, first, households, people)
    rewrite(people.values(), (*OF_PERSON, *SURVEYED, "left_on"))
    every = [households[pk] for pk in sorted(households)]
    rewrite(every, (*KEYED, *refusing.STANDS, "closed_on"))
    _sum_up(every, came, first)
    record_many(by=by, verb=gettext_noop("Hoàn tác nhập từ tệp"), rows=audited)


def _first_day(
    row: Written,
    known: Mapping[int, date],
    households: Mapping[int, Household],
    people: Mapping[int, Resident],
) -> date:
    """Return the first day of which what is taken back of a household speaks, with one more row."""
    days = [known.get(row.household, timezone.localdate())]
    if not OF_GROUPS.isdisjoint(row.fields):
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
    before = {name: pair[0] for name, pair in row.home.items()}
    _set(household, before)
    household.say_means(before, timezone.localdate())
    if person := people.get(row.resident or 0):
        _set(person, {name: before for name, (before, _wanted) in row.fields.items()})
        if person.is_head:
            household.head_name = person.full_name
        if row.is_new_person:
            person.left_on = person.joined_on or household.opened_on
    pairs = {**row.home, **row.fields}
    return {name: [pair[1], pair[0]] for name, pair in pairs.items()}


def _withdraw(by: Any, keys: Sequence[int], people: Mapping[int, Resident]) -> list[Assessment]:
    """Withdraw findings, and set on their people what the others come to; returns the findings."""
    standing = Assessment.unscoped.filter(pk__in=keys, withdrawn_at=None)
    rows = list(standing.select_related("resident"))
    set_withdrawn(rows, by, timezone.now())
    touched = {row.resident_id for row in rows}
    refold([people[key] for key in touched & people.keys()])
    rejoin(people.values(), rows)
    return rows
