"""New households, one from a page or many from a file: made ready, then written in one transaction with one recount."""

import uuid as uuids
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import entries
from households.counts.contribution import NOTHING, contribution, movement
from households.counts.rollup import HOUSEHOLDS
from households.counts.timeline import Change, Person, Timeline, restated
from households.models import (
    Assessment,
    Cause,
    Household,
    Movement,
    Resident,
    Status,
)
from households.register.actions import steps
from households.register.actions.folding import assessment
from rollup.counts import lock, recount
from skills.coverage import household_result
from skills.models import FifthDue
from web.bulk import NewRows


class KeyTaken(Exception):
    """The key that came with a new household names one of another village."""


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


@dataclass(frozen=True)
class NewHousehold:
    """One household to come: its head, what they know as far as asked, and its other people."""

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

    @property
    def everybody(self) -> list[NewPerson]:
        """The head first, then the others."""
        head = NewPerson(
            self.head_name,
            Resident.Relation.HEAD,
            self.birth_year,
            self.sex,
            self.results,
            self.on,
        )
        return [head, *self.people]


@transaction.atomic
def add_household(
    *, by: Any, village: Area, uuid: uuids.UUID | None = None, **facts: Any
) -> Household:
    """Add a household with its head, and what the head knows when `results` says so.

    `facts` are those of `NewHousehold`. The same `uuid` twice makes one household: the first is
    returned. Raises ValueError for a day in the future, NoPlatform for skill 5 where it means
    nothing, KeyTaken for a key that names a household of another village.
    """
    # A key may come as text; rows are told apart by the value that the database returns.
    key = uuids.UUID(str(uuid)) if uuid else uuids.uuid4()
    row = NewHousehold(village=village, uuid=key, **facts)
    if added := Arrivals(by=by, rows=[row]).write():
        return added[0]
    twin = Household.unscoped.select_related("village").get(uuid=row.uuid)
    if twin.village_id != village.pk:
        raise KeyTaken
    return twin


def add_many(*, by: Any, rows: Sequence[NewHousehold]) -> list[Household]:
    """Add households with their people; a `uuid` that is already there is left out.

    All or nothing. Returns those that were added, in order, each with its people as `living`, the
    head first. Raises ValueError for a day in the future, NoPlatform for skill 5 where it means
    nothing.
    """
    return Arrivals(by=by, rows=rows).write()


class Arrivals:
    """Households to come, all worked out before anybody has to wait for them; `write` is the action.

    Raises ValueError for a day in the future, NoPlatform for skill 5 where it means nothing.
    """

    def __init__(self, *, by: Any, rows: Sequence[NewHousehold]) -> None:
        self.by, self.today, self.fifth_due = by, timezone.localdate(), FifthDue()
        self.rows = list({row.uuid: row for row in rows}.values())
        self.villages = {row.village.pk: row.village for row in rows}
        self._make_ready()

    def _make_ready(self) -> None:
        self.households = [self._household(row) for row in self.rows]
        people = [person for one in self.households for person in people_of(one)]
        self.parts: tuple[NewRows[Any], ...] = (
            NewRows(Household, self.households),
            NewRows(Resident, people),
            NewRows(Assessment, findings(people)),
            NewRows(Movement, [row for one in self.households for row in self._entering(one)]),
            entries(
                by=self.by,
                verb=gettext_noop("Thêm hộ"),
                rows=[
                    (one, one.village.path or "", {"head_name": [None, one.head_name]})
                    for one in self.households
                ],
            ),
        )

    @transaction.atomic(savepoint=False)
    def write(self) -> list[Household]:
        """Add them, all or none; a `uuid` that is there by now is left out."""
        lock(self.villages.values())
        keys = [row.uuid for row in self.rows]
        known = set(Household.unscoped.filter(uuid__in=keys).values_list("uuid", flat=True))
        if known:
            self.rows = [row for row in self.rows if row.uuid not in known]
            self._make_ready()
        if self.rows:
            for part in self.parts:
                part.insert()
            recount(*self.villages.values(), of=[HOUSEHOLDS])
        return self.households

    def _household(self, row: NewHousehold) -> Household:
        household = Household(
            uuid=row.uuid,
            village=row.village,
            head_name=row.head_name,
            hamlet=row.hamlet,
            phone=row.phone,
            status=row.status,
            opened_on=row.on or self.today,
            created_by=self.by,
        )
        steps.make_keys(household)
        people = [new_person(self.by, household, one, self.fifth_due) for one in row.everybody]
        people[0].is_head = True
        household.living = people  # type: ignore[attr-defined]
        household.take(household_result((person.known for person in people), self.today))
        household.reviewed_on, household.summed_on = household.surveyed_on, self.today
        return household

    def _entering(self, household: Household) -> Sequence[Movement]:
        """Return the movements of a new household from the day it came; it and its people are not saved yet."""
        day = household.opened_on
        if day == self.today:
            after = contribution(household)
            row = movement(household, household.village_id, Cause.ENTERED, dict(NOTHING), after)
            return [row] if row else []
        people = [Person(one, findings([one])) for one in people_of(household)]
        change = Change(Cause.ENTERED, day, comes_or_goes=True)
        return restated(Timeline(household, people), [], change, day)


def new_person(by: Any, household: Household, row: NewPerson, fifth_due: FifthDue) -> Resident:
    """Build a person with their first survey, if any, as `finding`; the caller writes both down.

    Raises ValueError for a day in the future, NoPlatform for skill 5 where it means nothing.
    """
    steps.not_later_than_today(row.on)
    person = Resident(
        household=household,
        full_name=row.full_name,
        relation=row.relation,
        birth_year=row.birth_year,
        sex=row.sex,
        phone=row.phone,
    )
    finding = None
    if any(one is not None for one in row.results or ()):
        day = row.on or timezone.localdate()
        finding = assessment(by, person, row.results or (), day, fifth_due)
        person.take(finding)
    person.finding = finding  # type: ignore[attr-defined]
    return person


def people_of(household: Household) -> list[Resident]:
    """Return the people that a write to many households has in hand."""
    found: list[Resident] = household.living  # type: ignore[attr-defined]
    return found


def findings(people: Sequence[Resident]) -> list[Assessment]:
    """Return the first survey of each new person who has one."""
    return [one for person in people if (one := person.finding)]  # type: ignore[attr-defined]
