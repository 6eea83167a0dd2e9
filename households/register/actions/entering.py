"""New households, their people and findings: built before anybody has to wait, then written at once.

A page brings one household, a file many: one way, one transaction, one recount.
"""

import uuid as uuids
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from areas.kinds import Kind
from areas.models import Area
from audit.actions import record_many
from households.counts.contribution import (
    NOTHING,
    Change,
    Person,
    Timeline,
    contribution,
    movement,
    restated,
)
from households.counts.rollup import HOUSEHOLDS
from households.models import (
    Assessment,
    Cause,
    Household,
    Movement,
    Refusal,
    Resident,
    Status,
)
from households.register.actions import refusing
from households.register.actions.erased import ErasedBefore
from households.register.actions.steps import UNASSIGNED, Refused
from households.register.queries.duplicates import erased_before
from rollup.counts import lock, recount
from skills.catalogue import CLEARED, COLUMNS, SKILLS
from skills.coverage import PersonResult
from skills.models import FifthDue
from web.bulk import NewRows
from web.once import KeyTaken


class NoPlatform(ValueError):
    """Skill 5 was assessed in a place for which no local platform is named."""


@dataclass(frozen=True)
class NewPerson:
    """Somebody else who lives in a household, and what they know: None in `results` was not asked."""

    full_name: str
    relation: str = Resident.Relation.OTHER
    birth_year: int | None = None
    sex: str = ""
    results: Sequence[int | None] | None = None
    on: date | None = None
    phone: str = ""
    uuid: uuids.UUID | None = None
    # Who asked them, where that is not whoever writes it down.
    assessor: Any = None


@dataclass(frozen=True)
class NewHousehold:
    """One household to come: its head, what they know as far as asked, and its other people.

    `head_uuid` is the key of the head, where somebody tells them by one before they are saved; `assessor` asked the
    head, where that is not whoever writes it down.
    """

    village: Area
    head_name: str
    hamlet: str = ""
    phone: str = ""
    birth_year: int | None = None
    sex: str = ""
    results: Sequence[int | None] | None = None
    on: date | None = None
    people: Sequence[NewPerson] = ()
    uuid: uuids.UUID = field(default_factory=uuids.uuid4)
    status: str = Status.RESIDENT
    smartphone: bool | None = None
    internet: bool | None = None
    head_uuid: uuids.UUID | None = None
    assessor: Any = None


@transaction.atomic
def add_household(
    *,
    by: Any,
    village: Area,
    uuid: uuids.UUID | None = None,
    fifth_due: FifthDue | None = None,
    again: bool = False,
    **facts: Any,
) -> Household:
    """Add a household with its head, and what the head knows when `results` says so.

    `facts` are those of `NewHousehold`. The same `uuid` twice makes one household: the first is
    returned. Raises as `add_many` does, and KeyTaken for a key that names a household of another village,
    ErasedBefore for names of people who were erased on request, unless it was asked (`again`).
    """
    # A key may come as text; rows are told apart by the value that the database returns.
    key = uuids.UUID(str(uuid)) if uuid else uuids.uuid4()
    row = NewHousehold(village=village, uuid=key, **facts)
    names = [row.head_name, *(one.full_name for one in row.people)]
    told = {} if again else erased_before(village.commune_id, names)
    if told and not Household.unscoped.filter(uuid=key).exists():
        raise ErasedBefore(told)
    if added := add_many(by=by, rows=[row], fifth_due=fifth_due):
        return added[0]
    twin = Household.unscoped.select_related("village").get(uuid=row.uuid)
    if twin.village_id != village.pk:
        raise KeyTaken
    return twin


def add_many(
    *, by: Any, rows: Sequence[NewHousehold], fifth_due: FifthDue | None = None
) -> list[Household]:
    """Add households with their people, all or none; a `uuid` that is already there is left out.

    Returns those that were added, in order, each with its people as `living`, the head first. Whoever
    asked already where skill 5 is due says so. Raises ValueError for a day in the future, NoPlatform
    for skill 5 where it means nothing.
    """
    due = FifthDue() if fifth_due is None else fifth_due
    wanted = {row.uuid: row for row in rows}
    villages = {row.village.pk: row.village for row in rows}
    new = [_household(by, row, due) for row in wanted.values()]
    parts = _rows(new)
    if any(one.kind == Kind.UNASSIGNED for one in villages.values()):
        raise Refused(UNASSIGNED)
    with transaction.atomic(savepoint=False):
        lock(villages.values())
        known = Household.unscoped.filter(uuid__in=wanted).values_list("uuid", flat=True)
        if found := set(known):
            new = [one for one in new if one.uuid not in found]
            parts = _rows(new)
        if new:
            for part in parts:
                part.insert()
            # A new household is about its head.
            at = {pk: one.path or "" for pk, one in villages.items()}
            entries = [
                (one, at[one.village_id], {"head_name": [None, one.head_name]}, one.living[0])
                for one in new
            ]
            record_many(by=by, verb=gettext_noop("Thêm hộ"), rows=entries)
            recount(*villages.values(), of=[HOUSEHOLDS])
    return new


def _rows(new: Sequence[Household]) -> list[NewRows[Any]]:
    """Make ready the rows of households, of their people, of what these know, and of what moves."""
    people = [person for one in new for person in one.living]
    return [
        NewRows(Household, new),
        NewRows(Resident, people),
        NewRows(Assessment, [one.finding for one in people if one.finding]),
        NewRows(Refusal, [one.refusal for one in new if one.refusal]),
        NewRows(Movement, [row for one in new for row in _entering(one)]),
    ]


def _household(by: Any, row: NewHousehold, fifth_due: FifthDue) -> Household:
    """Build a household with its people as `living`, the head first, summed up."""
    today = timezone.localdate()
    household = Household(
        uuid=row.uuid,
        village=row.village,
        head_name=row.head_name,
        hamlet=row.hamlet,
        phone=row.phone,
        status=row.status,
        opened_on=row.on or today,
        created_by=by,
    )
    if row.smartphone is not None or row.internet is not None:
        household.say_means(vars(row), row.on or today)
    household.make_keys()
    told = (row.head_name, Resident.Relation.HEAD, row.birth_year, row.sex, row.results, row.on)
    head = NewPerson(*told, assessor=row.assessor)
    people = [new_person(by, household, one, fifth_due) for one in (head, *row.people)]
    people[0].is_head, people[0].uuid = True, row.head_uuid
    household.living, household.refusal = people, None
    if household.status == Status.REFUSED:
        household.refusal = _refusal(by, household)
    household.sum_up(people, today)
    household.reviewed_on = household.surveyed_on
    return household


def _refusal(by: Any, household: Household) -> Refusal | None:
    """Build the refusal of a household that is entered as one; where somebody answered, none did refuse."""
    if any(one.finding for one in household.living):
        household.status = Status.RESIDENT
        return None
    return refusing.of_new(by, household)


def _entering(household: Household) -> Sequence[Movement]:
    """Return the movements of a new household from the day it came; it and its people are not saved yet."""
    day = household.opened_on
    if day == household.summed_on:
        after = contribution(household)
        row = movement(household, household.village_id, Cause.ENTERED, dict(NOTHING), after)
        return [row] if row else []
    people = [Person(one, [one.finding] if one.finding else []) for one in household.living]
    change = Change(Cause.ENTERED, day, comes_or_goes=True)
    refusals = [household.refusal] if household.refusal else []
    return restated(Timeline(household, people, refusals), [], change, day)


def new_person(by: Any, household: Household, row: NewPerson, fifth_due: FifthDue) -> Resident:
    """Build a person with their first survey, if any, as `finding`; the caller writes both down.

    Raises ValueError for a day in the future, NoPlatform for skill 5 where it means nothing.
    """
    if row.on:
        not_later_than_today(row.on)
    person = Resident(
        household=household,
        full_name=row.full_name,
        relation=row.relation,
        birth_year=row.birth_year,
        sex=row.sex,
        phone=row.phone,
        uuid=row.uuid,
    )
    person.finding = None
    if any(one is not None for one in row.results or ()):
        day, known = row.on or timezone.localdate(), PersonResult()
        asked = row.assessor or by
        person.finding = assessment(asked, person, row.results or (), day, fifth_due)
        known.take(person.finding)
        known.assign_to(person)
    return person


def assessment(
    assessor: Any,
    resident: Resident,
    results: Sequence[int | None],
    on: date,
    fifth_due: FifthDue,
    *,
    uuid: uuids.UUID | None = None,
    method: str = Assessment.Method.INTERVIEW,
    evidence: tuple[int, int] = (0, 0),
) -> Assessment:
    """Build an assessment; the caller writes it. Raises NoPlatform for skill 5 where it means nothing."""
    village, answers = resident.household.village, dict(zip(COLUMNS, results, strict=True))
    new_fifth = results[-1] not in (None, CLEARED, getattr(resident, COLUMNS[-1]))
    if new_fifth and not fifth_due.accepts(village, on):
        raise NoPlatform
    return Assessment(
        uuid=uuid or uuids.uuid4(),
        resident=resident,
        assessed_on=on,
        method=method,
        evidence_yes=evidence[0],
        evidence_no=evidence[1],
        assessor=assessor,
        fifth_due=fifth_due[village, on],
        cleared=sum(skill.bit for skill in SKILLS if answers[skill.column] == CLEARED),
        **{name: None if one == CLEARED else one for name, one in answers.items()},
    )
