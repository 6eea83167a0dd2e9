"""Changes to many households that are there already, as a file brings them: row by row, one recount.

A row speaks of one person. What it cannot take is refused with its reason; the other rows are saved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from areas.models import Area
from audit.actions import differences
from households.models import Assessment, Cause, Household, Resident
from households.register.actions import NewPerson
from households.register.actions.entering import new_person
from households.register.rules.three_way import merge_fields
from households.survey.actions import Refusal
from households.survey.actions.batch import REFUSED, Batch, reason_of

# A column, and what stood there and is wanted there.
type Pairs = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class RowChange:
    """What one row says of one person of a household; `key` is the row's own, for the outcome.

    `home` and `fields` map a column to what stood there when the row was checked and what is wanted.
    `results` are five answers, None where the row says nothing; `was` those that stood. A `person`
    instead of a `resident` is new.
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


@dataclass
class Changed:
    """What became of many rows, by their keys: whom they changed and what was found, or why not.

    `away` is the status of a household before somebody turned out to be at home.
    """

    saved: dict[int, tuple[Resident, Assessment | None]] = field(default_factory=dict)
    away: dict[int, str] = field(default_factory=dict)
    refused: dict[int, Refusal] = field(default_factory=dict)


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
    home, status = _merged(row.home, household), household.status
    if row.person is not None:
        person = _add(batch, household, row.person)
        found = person.finding
    else:
        person, found = _change(batch, household, row)
    if home:
        _set(household, home)
        batch.renamed.add(household.pk)
        batch.note(gettext_noop("Sửa hộ"), household, _pairs(row.home, home))
        batch.touch(household)
    if household.status != status:
        outcome.away[row.key] = status
    outcome.saved[row.key] = (person, found)


def _add(batch: Batch, household: Household, wanted: NewPerson) -> Resident:
    """Add a person to a household, with what was found of them."""
    person = new_person(batch.by, household, wanted, batch.fifth_due)
    batch.new.append(person)
    first = min(batch.today, person.assessed_on or batch.today)
    person.joined_on = None if first <= household.opened_on else first
    cause = Cause.SURVEYED if person.assessed_on else Cause.CORRECTED
    batch.touch(household, cause, first)
    verb = gettext_noop("Thêm người trong hộ")
    batch.note(verb, household, {"resident": [None, person.full_name]})
    return person


def _change(
    batch: Batch, household: Household, row: RowChange
) -> tuple[Resident, Assessment | None]:
    """Change a person who lives there, and record what was found of them."""
    person = batch.person(household, row.resident)
    fields, found = _merged(row.fields, person), None
    if row.results is not None:
        found = batch.survey(person, row.results, row.was, row.on or batch.today)
    if fields:
        _change_person(batch, person, fields)
        verb = gettext_noop("Sửa người trong hộ")
        batch.note(verb, household, _pairs(row.fields, fields))
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
    batch.touch(household, since=household.opened_on if "birth_year" in fields else batch.today)


def _merged(pairs: Pairs, row: Any) -> dict[str, Any]:
    """Return what is to be stored of the values that a row wants; raises Clash."""
    now = {name: getattr(row, name) for name in pairs}
    was = {name: pair[0] for name, pair in pairs.items()}
    found = merge_fields(was, {name: pair[1] for name, pair in pairs.items()}, now)
    return {name: value for name, value in found.items() if value != now[name]}


def _pairs(was: Pairs, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    return differences({name: was[name][0] for name in values}, values)


def _set(row: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
