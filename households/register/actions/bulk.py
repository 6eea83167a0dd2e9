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
from audit.actions import entries
from households.counts.rollup import HOUSEHOLDS
from households.counts.timeline import Change, Person, Timeline, restated
from households.models import (
    Assessment,
    Cause,
    Household,
    Movement,
    Resident,
    columns_of,
)
from households.register.actions import steps
from rollup.counts import lock, recount
from skills.coverage import household_result
from skills.models import FifthDue
from web.bulk import NewRows


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
        self.by = by
        self.rows = list({row.uuid: row for row in rows}.values())
        self.villages = {row.village.pk: row.village for row in rows}
        self.fifth_due = FifthDue()
        _check(self.rows, self.fifth_due)
        self._make_ready()

    def _make_ready(self) -> None:
        today = timezone.localdate()
        self.households = [_household(self.by, row, today, self.fifth_due) for row in self.rows]
        people = [person for one in self.households for person in people_of(one)]
        self.parts: tuple[NewRows[Any], ...] = (
            NewRows(Household, self.households),
            NewRows(Resident, people),
            NewRows(Assessment, findings(people, self.by)),
            NewRows(Movement, [row for one in self.households for row in _entering(one)]),
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
        for part in self.parts:
            part.insert()
        recount(*self.villages.values(), of=[HOUSEHOLDS])
        return self.households


def _entering(household: Household) -> list[Movement]:
    """Return the movements of a new household from the day it came; it and its people are not saved yet."""
    people = people_of(household)
    timeline = Timeline(
        household,
        [Person(one, [one.finding] if one.finding else []) for one in people],  # type: ignore[attr-defined]
    )
    change = Change(Cause.ENTERED, household.opened_on, comes_or_goes=True)
    return restated(timeline, [], change, household.opened_on)


def _check(rows: Sequence[NewHousehold], fifth_due: FifthDue) -> None:
    today = timezone.localdate()
    for row in rows:
        for person in row.everybody:
            steps.not_later_than_today(person.on)
            asked = person.results is not None and person.results[-1] is not None
            if asked and not fifth_due.accepts(row.village, person.on or today):
                raise steps.NoPlatform


def people_of(household: Household) -> list[Resident]:
    """Return the people that a write to many households has in hand."""
    found: list[Resident] = household.living  # type: ignore[attr-defined]
    return found


def write_people(people: Sequence[Resident], by: Any) -> None:
    """Write people down, each with the finding that stands on him."""
    NewRows(Resident, people).insert()
    NewRows(Assessment, findings(people, by)).insert()


def findings(people: Sequence[Resident], by: Any) -> list[Assessment]:
    """Return the first survey of each person who has one (`new_person` made it), with its author."""
    found = [one for person in people if (one := person.finding)]  # type: ignore[attr-defined]
    for one in found:
        one.assessor = by
    return found


def _household(by: Any, row: NewHousehold, today: date, fifth_due: FifthDue) -> Household:
    household = Household(
        uuid=row.uuid,
        village=row.village,
        head_name=row.head_name,
        hamlet=row.hamlet,
        phone=row.phone,
        opened_on=row.on or today,
        created_by=by,
    )
    steps.make_keys(household)
    people = [new_person(household, person, today, fifth_due) for person in row.everybody]
    people[0].is_head = True
    household.living = people  # type: ignore[attr-defined]
    household.take(household_result((person.known for person in people), today))
    household.reviewed_on, household.summed_on = household.surveyed_on, today
    return household


def new_person(household: Household, row: NewPerson, today: date, fifth_due: FifthDue) -> Resident:
    """Build a person with their first survey, if any, as `finding`; the caller writes both down."""
    person = Resident(
        household=household,
        full_name=row.full_name,
        relation=row.relation,
        birth_year=row.birth_year,
        sex=row.sex,
        phone=row.phone,
    )
    finding = None
    if row.results is not None and any(one is not None for one in row.results):
        day = row.on or today
        finding = Assessment(
            resident=person,
            assessed_on=day,
            fifth_due=fifth_due(household.village, day),
            **columns_of(row.results),
        )
        person.take(finding)
    person.finding = finding  # type: ignore[attr-defined]
    return person
