"""Rows about people who are there, written together: read once under the locks, written and counted once.

A row that cannot be taken raises before anything of it was changed; the others are saved.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from audit.actions import record_many
from households.counts.rollup import HOUSEHOLDS
from households.models import SURVEYED, Assessment, Cause, Household, Resident
from households.register.actions import NoPlatform, steps
from households.register.actions.entering import assessment
from households.register.actions.folding import Findings, changes_of, heard, lived_there
from households.register.rules.three_way import Clash, merge_answers
from rollup.counts import lock, recount
from skills import wording
from skills.models import FifthDue
from web.bulk import NewRows, rewrite

# What a row may change of a household, and of a person in it; a head's name and number are the household's.
OF_HOUSEHOLD = ("hamlet", "phone")
OF_PERSON = ("full_name", "birth_year", "sex", "relation", "phone")
KEYED = ("head_name", *OF_HOUSEHOLD, "search_key", "sort_key")


class Refusal(models.TextChoices):
    """Why one row of many was not saved."""

    GONE = "gone", _("Hộ không còn trong sổ của thôn này.")
    LEFT = "left", _("Người này không còn ở hộ.")
    CLASH = "clash", _("Người khác vừa ghi khác. Xem lại hàng này rồi ghi lại.")
    NO_PLATFORM = "no_platform", wording.NO_PLATFORM


class RowRefused(Exception):
    """One row cannot be taken; the others can."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


# What taking a row raises, each with its reason.
REFUSED = (RowRefused, Clash, NoPlatform)


def reason_of(error: Exception) -> Refusal:
    """Return why a row was refused."""
    if isinstance(error, RowRefused):
        return error.why
    return Refusal.CLASH if isinstance(error, Clash) else Refusal.NO_PLATFORM


class Batch:
    """Households of some villages while rows about them are written, the communes' rows held."""

    def __init__(self, by: Any, villages: Mapping[int, Area], keys: Iterable[int]) -> None:
        lock(villages.values())
        self.by, self.villages, self.today = by, villages, timezone.localdate()
        self.fifth_due = FifthDue()
        held = steps.lock_in(villages, keys)
        self.households = {pk: one for pk, one in held.items() if not one.is_closed}
        self.people = {one.pk: one for one in steps.living_in(self.households)}
        self.new = list[Resident]()
        self.findings = Findings(self.people)
        # What is to be written: people, households whose texts changed, entries of the journal by verb.
        self.changed = dict[int, Resident]()
        self.renamed = set[int]()
        self.journal = defaultdict[str, list[tuple[Household, str, Mapping[str, Any]]]](list)
        # Why the figures of a household move, and the first day of which anything written of it speaks.
        self.causes = dict[int, Cause]()
        self.since = dict[int, date]()

    def household(self, key: int) -> Household:
        """Return one of them. Raises RowRefused for one that left the register or its village."""
        if key not in self.households:
            raise RowRefused(Refusal.GONE)
        return self.households[key]

    def person(self, household: Household, key: int | None) -> Resident:
        """Return somebody who lives in a household. Raises RowRefused for somebody who does not."""
        person = self.people.get(key or 0)
        if person is None or person.household_id != household.pk:
            raise RowRefused(Refusal.LEFT)
        return person

    def survey(
        self,
        person: Resident,
        results: Sequence[int | None],
        was: Sequence[int | None] | None,
        on: date,
        **more: Any,
    ) -> Assessment | None:
        """Build what somebody was found to know beside what others recorded; None where it is nothing new.

        Raises Clash for a result changed by two, NoPlatform for skill 5 where it means nothing.
        """
        given = merge_answers(was or person.results, results, person.results)
        if all(one is None for one in given):
            return None
        found = assessment(self.by, person, given, on, self.fifth_due, **more)
        # Of an earlier day, it may be that all it says was asked again since.
        return found if self.findings.after(person, found).results != person.results else None

    def record(self, found: Assessment) -> None:
        """Take in a finding that `survey` built."""
        person, before = found.resident, found.resident.results
        self.findings.add(person, found)
        lived_there(person, found)
        self.changed[person.pk] = person
        cause, verb = heard(person.household, found)
        self.note(verb, person.household, changes_of(before, person.results))
        self.touch(person.household, cause, found.assessed_on)

    def note(self, verb: str, household: Household, changes: Mapping[str, Any]) -> None:
        """Take in an entry of the journal."""
        self.journal[verb].append((household, household.village.path or "", changes))

    def touch(
        self, household: Household, cause: Cause = Cause.CORRECTED, since: date | None = None
    ) -> None:
        """Note that something changed in a household, and of which day it speaks: today unless said."""
        key, day = household.pk, since or self.today
        if self.causes.get(key) != Cause.SURVEYED:
            self.causes[key] = cause
        self.since[key] = min(day, self.since.get(key, day))

    def write(self) -> None:
        """Write all rows that were taken in; sum each household up once, recount once."""
        if not self.causes:
            return
        NewRows(Resident, self.new).insert()
        found = [one.finding for one in self.new if one.finding]
        NewRows(Assessment, [*found, *self.findings.rows]).insert()
        rewrite(self.changed.values(), (*OF_PERSON, *SURVEYED, "joined_on"))
        renamed = [self.households[pk] for pk in sorted(self.renamed)]
        for one in renamed:
            one.make_keys()
        rewrite(renamed, KEYED)
        everybody = [*self.people.values(), *self.new]
        for cause in dict.fromkeys(self.causes.values()):
            some = [self.households[pk] for pk in sorted(self.causes) if self.causes[pk] == cause]
            steps.sum_up_all(some, cause, everybody, since=self.since)
        recount(*self.villages.values(), of=[HOUSEHOLDS])
        for verb, rows in self.journal.items():
            record_many(by=self.by, verb=verb, rows=rows)
