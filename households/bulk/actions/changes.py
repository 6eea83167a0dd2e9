"""Changes to many households that are there already, as a file brings them: row by row, one recount.

A row speaks of one person. What it cannot take is refused with its reason; the other rows are saved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import differences, record_many
from households.counts.rollup import HOUSEHOLDS
from households.models import (
    SURVEYED,
    Assessment,
    Cause,
    Household,
    Resident,
    columns_of,
)
from households.register.actions import NewPerson, steps
from households.register.actions.bulk import new_person, write_people
from households.register.actions.folding import Findings, lived_there
from households.register.actions.movements import remember
from households.register.rules.three_way import Clash, merge_answers, merge_fields
from households.survey.actions import Refusal
from households.survey.actions.surveys import changes_of, heard
from rollup.counts import lock, recount
from skills.models import FifthDue
from web.bulk import NewRows, rewrite

# What a row may change of a household, and of a person in it; a head's name and number are the household's.
OF_HOUSEHOLD = ("hamlet", "phone")
OF_PERSON = ("full_name", "birth_year", "sex", "relation", "phone")
KEYED = ("head_name", *OF_HOUSEHOLD, "search_key", "sort_key")
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
    lock(villages.values())
    work = _Work(by, rows, villages)
    for row in rows:
        steps.not_later_than_today(row.on)
        try:
            work.take(row)
        except _Refused as refused:
            work.outcome.refused[row.key] = refused.why
        except Clash:
            work.outcome.refused[row.key] = Refusal.CLASH
    work.write()
    recount(*villages.values(), of=[HOUSEHOLDS])
    return work.outcome


class _Refused(Exception):
    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


class _Work:
    """The rows while they are worked on: households and people read once, under the lock."""

    def __init__(self, by: Any, rows: Sequence[RowChange], villages: Mapping[int, Area]) -> None:
        self.by, self.outcome, self.today = by, Changed(), timezone.localdate()
        self.fifth_due = FifthDue()
        self.households = _hold({row.household for row in rows}, villages)
        self.people = _people(self.households)
        self.new = list[Resident]()
        self.found = Findings(self.people)
        self.changed = dict[int, Resident]()
        # The households of which something changed, and whether somebody was surveyed there.
        self.touched = dict[int, bool]()
        # The first day of which anything that is written of a household speaks.
        self.since = dict[int, date]()
        self.moved = set[int]()
        self.audited = list[tuple[str, Household, dict[str, Any]]]()

    def take(self, row: RowChange) -> None:
        """Take one row in. Raises what refuses it, before anything of it was changed."""
        household = self.households.get(row.household)
        if household is None:
            raise _Refused(Refusal.GONE)
        home = _merged(row.home, household)
        if row.person is not None:
            person, found = self.add(household, row.person)
        else:
            person, found = self.change(row, household)
        if home:
            self.note(gettext_noop("Sửa hộ"), household, home, row.home)
            self.moved.add(household.pk)
            _put(household, home)
        self.outcome.saved[row.key] = (person, found)

    def add(self, household: Household, wanted: NewPerson) -> tuple[Resident, Assessment | None]:
        """Add a person to a household, with what was found of him."""
        person = new_person(household, wanted, self.today, self.fifth_due)
        day = person.assessed_on or self.today
        if person.results[-1] is not None and not self.fifth_due.accepts(household.village, day):
            raise _Refused(Refusal.NO_PLATFORM)
        self.new.append(person)
        first = min(self.today, person.assessed_on or self.today)
        person.joined_on = None if first <= household.opened_on else first
        self.touch(household, surveyed=person.assessed_on is not None, since=first)
        added = {"resident": [None, person.full_name]}
        self.audited.append((gettext_noop("Thêm người trong hộ"), household, added))
        return person, person.finding  # type: ignore[attr-defined]

    def change(self, row: RowChange, household: Household) -> tuple[Resident, Assessment | None]:
        """Change a person who lives there, and record what was found of him."""
        person = self.people.get(row.resident or 0)
        if person is None or person.household_id != household.pk:
            raise _Refused(Refusal.LEFT)
        fields = _merged(row.fields, person)
        found = self.assessment(row, household, person)
        if fields:
            self.note(gettext_noop("Sửa người trong hộ"), household, fields, row.fields)
            self.put(household, person, fields)
        if found:
            before = person.results
            self.found.add(person, found)
            lived_there(person, found)
            status = household.status
            cause, verb = heard(household, found)
            if household.status != status:
                self.outcome.away[row.key] = status
            self.changed[person.pk] = person
            is_survey = cause == Cause.SURVEYED
            self.touch(household, surveyed=is_survey, since=found.assessed_on)
            self.audited.append((verb, household, changes_of(before, person.results)))
        return person, found

    def put(self, household: Household, person: Resident, fields: Mapping[str, Any]) -> None:
        """Change columns of a person; a household goes by its head's name."""
        _put(person, fields)
        if person.is_head and "full_name" in fields:
            household.head_name = person.full_name
            self.moved.add(household.pk)
        self.changed[person.pk] = person
        born = household.opened_on if "birth_year" in fields else self.today
        self.touch(household, surveyed=False, since=born)

    def assessment(
        self, row: RowChange, household: Household, person: Resident
    ) -> Assessment | None:
        """Build the finding of a row, or None where it says nothing new. Raises Clash."""
        if row.results is None:
            return None
        day = row.on or self.today
        given = merge_answers(row.was or person.results, row.results, person.results)
        if all(one is None for one in given):
            return None
        try:
            steps.check_fifth(person, given, household.village, day, self.fifth_due)
        except steps.NoPlatform:
            raise _Refused(Refusal.NO_PLATFORM) from None
        found = Assessment(
            resident=person,
            assessed_on=day,
            assessor=self.by,
            fifth_due=self.fifth_due(household.village, day),
            **columns_of(given),
        )
        # Of an earlier day, it may be that all it says was asked again since.
        return found if self.found.after(person, found).results != person.results else None

    def touch(self, household: Household, *, surveyed: bool, since: date | None = None) -> None:
        key, day = household.pk, since or self.today
        self.touched[key] = self.touched.get(key, False) or surveyed
        self.since[key] = min(day, self.since.get(key, day))

    def note(self, verb: str, household: Household, values: Mapping[str, Any], was: Pairs) -> None:
        before = {name: was[name][0] for name in values}
        self.audited.append((verb, household, differences(before, values)))
        self.touch(household, surveyed=False)

    def write(self) -> None:
        """Write all rows that were taken in; sum each household up once."""
        write_people(self.new, self.by)
        NewRows(Assessment, self.found.rows).insert()
        columns = (*OF_PERSON, *SURVEYED, "joined_on")
        rewrite(self.changed.values(), columns)
        moved = [self.households[pk] for pk in sorted(self.moved)]
        for one in moved:
            steps.make_keys(one)
        rewrite(moved, KEYED)
        for cause, surveyed in ((Cause.SURVEYED, True), (Cause.CORRECTED, False)):
            some = [pk for pk, was_surveyed in self.touched.items() if was_surveyed == surveyed]
            held = [self.households[pk] for pk in sorted(some)]
            steps.sum_up_all(held, cause, since=self.since)
        for verb in dict.fromkeys(verb for verb, _, _ in self.audited):
            rows = [(one, one.village.path or "", c) for v, one, c in self.audited if v == verb]
            record_many(by=self.by, verb=verb, rows=rows)


def _hold(keys: set[int], villages: Mapping[int, Area]) -> dict[int, Household]:
    """Lock the households that still stand in these villages, by key."""
    rows = Household.unscoped.current().filter(pk__in=keys, village__in=list(villages))
    held = {one.pk: one for one in rows.order_by("pk").select_for_update(of=("self",))}
    for one in held.values():
        one.village = villages[one.village_id]
        remember(one)
    return held


def _people(households: Mapping[int, Household]) -> dict[int, Resident]:
    rows = Resident.unscoped.filter(household__in=list(households), left_on=None)
    people = {person.pk: person for person in rows.order_by("pk")}
    for person in people.values():
        person.household = households[person.household_id]
    return people


def _merged(pairs: Pairs, row: Any) -> dict[str, Any]:
    """Return what is to be stored of the values that a row wants; raises Clash."""
    now = {name: getattr(row, name) for name in pairs}
    was = {name: pair[0] for name, pair in pairs.items()}
    found = merge_fields(was, {name: pair[1] for name, pair in pairs.items()}, now)
    return {name: value for name, value in found.items() if value != now[name]}


def _put(row: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
