"""Findings of many people written, taken back or brought back together: read once under the locks, counted once.

A row that cannot be taken raises before anything of it was changed; the others are saved.
"""

import uuid as uuids
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.kinds import Kind
from areas.models import Area
from audit.actions import Row, record, record_many
from households.counts.rollup import HOUSEHOLDS
from households.models import MEANS, SURVEYED, Assessment, Cause, Household, Resident, best_of
from households.register.actions import refusing, steps
from households.register.actions.entering import assessment
from households.register.actions.folding import Findings, changes_of, heard, lived_there
from households.register.rules import answered, merge_answers
from households.survey.actions.surveys import mark
from households.survey.actions.unsaved import REFUSED, RowRefused, Unsaved, reason_of
from rollup.counts import lock, recount
from skills.models import FifthDue
from web.bulk import NewRows, rewrite

# What a row may change of a household, and of a person in it; a head's name and number are the household's.
OF_HOUSEHOLD = ("hamlet", "phone", *MEANS, "means_asked_on")
OF_PERSON = ("full_name", "birth_year", "sex", "relation", "phone")
KEYED = ("head_name", *OF_HOUSEHOLD, "search_key", "sort_key")


class Batch:
    """Households of some villages while rows about them are written, the communes' rows held."""

    def __init__(
        self, by: Any, villages: Mapping[int, Area], keys: Iterable[int], assessor: Any = None
    ) -> None:
        lock(villages.values())
        self.by, self.villages, self.today = by, villages, timezone.localdate()
        # Who asked, where that is not whoever writes it down.
        self.assessor = assessor or by
        self.fifth_due = FifthDue()
        held = steps.lock_in(villages, keys)
        # Of what no village is known nothing is written, as if it were not here.
        self.households = {
            pk: one
            for pk, one in held.items()
            if not one.is_closed and one.village.kind != Kind.UNASSIGNED
        }
        self.people = {one.pk: one for one in steps.living_in(self.households)}
        self.new = list[Resident]()
        self.findings = Findings(self.people)
        # What is to be written: people, households with other texts, first answers after a refusal, entries by verb.
        self.changed = dict[int, Resident]()
        self.renamed = set[int]()
        self.answering = dict[int, Assessment]()
        self.journal = defaultdict[str, list[Row]](list)
        # Why the figures of a household move, and the first day of which anything written of it speaks.
        self.causes = dict[int, Cause]()
        self.since = dict[int, date]()

    def household(self, key: int) -> Household:
        """Return one of them. Raises RowRefused for one that left the register or its village."""
        if key not in self.households:
            raise RowRefused(Unsaved.GONE)
        return self.households[key]

    def person(self, household: Household, key: int | None) -> Resident:
        """Return somebody who lives in a household. Raises RowRefused for somebody who does not."""
        person = self.people.get(key or 0)
        if person is None or person.household_id != household.pk:
            raise RowRefused(Unsaved.LEFT)
        return person

    def survey(
        self,
        person: Resident,
        results: Sequence[int | None],
        was: Sequence[int | None] | None,
        on: date,
        *,
        agreed: bool = False,
        **more: Any,
    ) -> Assessment | None:
        """Build what somebody was found to know beside what others recorded; None where it is nothing new.

        Raises Clash for a result changed by two, NoPlatform for skill 5 where it means nothing,
        StillRefuses for a household that refused unless it `agreed`.
        """
        given = merge_answers(was or person.results, results, person.results)
        if all(one is None for one in given):
            return None
        found = assessment(self.assessor, person, given, on, self.fifth_due, **more)
        # Of an earlier day, it may be that all it says was asked again since.
        if self.findings.after(person, found).results == person.results:
            return None
        refusing.must_agree(person.household, found.results, on, agreed=agreed)
        return found

    def record(self, found: Assessment) -> None:
        """Take in a finding that `survey` built."""
        person, before = found.resident, found.resident.results
        self.findings.add(person, found)
        lived_there(person, found)
        self.changed[person.pk] = person
        cause, verb = heard(person.household, found)
        if self.assessor != self.by:
            verb = gettext_noop("Ghi kết quả người khác đã hỏi")
        self.hear(person.household, found)
        self.note(verb, person.household, changes_of(before, person.results))
        self.touch(person.household, cause, found.assessed_on)

    def hear(self, household: Household, found: Assessment, *, agreed: bool = True) -> None:
        """Note that a household which had refused answers. Raises StillRefuses unless it `agreed`."""
        if refusing.must_agree(household, found.results, found.assessed_on, agreed=agreed):
            self.answering.setdefault(household.pk, found)

    def note(
        self,
        verb: str,
        household: Household,
        changes: Mapping[str, Any],
        about: Resident | None = None,
    ) -> None:
        """Take in an entry of the journal, and whom it is about."""
        self.journal[verb].append((household, household.village.path or "", changes, about))

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
        for pk, answer in self.answering.items():
            refusing.answered(self.by, self.households[pk], answer)
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


@dataclass(frozen=True)
class Change:
    """What one row of a block says: five answers, None where it leaves a skill as it is.

    `was` are the five results its author saw. Without `resident` the best-known person is meant.
    """

    household: int
    results: Sequence[int | None]
    resident: int | None = None
    was: Sequence[int | None] | None = None
    uuid: uuids.UUID = field(default_factory=uuids.uuid4)


@dataclass
class Outcome:
    """What became of a block: saved (a household, who was assessed, the finding), and refused."""

    saved: list[tuple[Household, Resident, Assessment]] = field(default_factory=list)
    refused: list[tuple[Change, Unsaved]] = field(default_factory=list)


@transaction.atomic
def set_results(*, by: Any, village: Area, changes: Sequence[Change]) -> Outcome:
    """Set many rows of a village's sheet today: saved together, refused one by one.

    A row that changes nothing writes nothing; one with a uuid recorded before neither.
    """
    batch = Batch(by, {village.pk: village}, [change.household for change in changes])
    keys = [change.uuid for change in changes]
    recorded = Assessment.unscoped.filter(uuid__in=keys).values_list("uuid", flat=True)
    known, outcome = set(recorded), Outcome()
    for change in changes:
        if change.uuid in known:
            continue
        try:
            found = _survey(batch, change)
        except REFUSED as error:
            outcome.refused.append((change, reason_of(error)))
            continue
        if found:
            batch.record(found)
            outcome.saved.append((found.resident.household, found.resident, found))
    batch.write()
    return outcome


def _survey(batch: Batch, change: Change) -> Assessment | None:
    """Build what one row says of one person. Raises what refuses it."""
    household = batch.household(change.household)
    if change.resident is None:
        person = best_of(one for one in batch.people.values() if one.household == household)
        if person is None:
            raise RowRefused(Unsaved.LEFT)
    else:
        person = batch.person(household, change.resident)
    return batch.survey(person, change.results, change.was, batch.today, uuid=change.uuid)


@transaction.atomic
def set_aside(
    *,
    by: Any,
    resident: Resident,
    results: Sequence[int | None],
    on: date | None = None,
    uuid: uuids.UUID | None = None,
    assessor: Any = None,
) -> Assessment:
    """Keep in the history a finding, of today unless said, that was not chosen over another one; it never counts.

    `assessor` asked, where that is not whoever writes it down. The same `uuid` twice records once. Raises NoPlatform for a new result of skill 5 where it means
    nothing.
    """
    household, people, twin = steps.lock_people(resident.household, uuid)
    if twin:
        return twin
    person = next((one for one in people if one.pk == resident.pk), resident)
    asked = (assessor or by, person, results, on or timezone.localdate(), FifthDue())
    row = assessment(*asked, uuid=uuid)
    row.set_aside, row.withdrawn_at, row.withdrawn_by = True, timezone.now(), by
    row.save(force_insert=True)
    changes = changes_of(person.results, answered(results, person.results))
    record(by, gettext_noop("Giữ bản kia, không chọn bản này"), household, changes)
    return row


@transaction.atomic
def withdraw_all(*, by: Any, village: Area, assessments: Sequence[Assessment]) -> list[Household]:
    """Undo findings of many households of a village, counted once; each stays, marked."""
    return _mark_all(by, village, assessments, gettext_noop("Hoàn tác khảo sát"), withdrawn=True)


@transaction.atomic
def restore_all(*, by: Any, village: Area, assessments: Sequence[Assessment]) -> list[Household]:
    """Bring withdrawn findings of a village back, but for those set aside for another one."""
    return _mark_all(by, village, assessments, gettext_noop("Lấy lại khảo sát"), withdrawn=False)


def _mark_all(
    by: Any, village: Area, assessments: Sequence[Assessment], verb: str, *, withdrawn: bool
) -> list[Household]:
    lock([village])
    rows = _markable(village, assessments, withdrawn=withdrawn)
    if not rows:
        return []
    held = list(
        steps.lock_in({village.pk: village}, [r.resident.household_id for r in rows]).values()
    )
    mark(by, held, rows, verb, withdrawn=withdrawn)
    return held


def _markable(
    village: Area, assessments: Sequence[Assessment], *, withdrawn: bool
) -> list[Assessment]:
    rows = Assessment.unscoped.filter(
        pk__in=[row.pk for row in assessments],
        resident__household__village=village,
        withdrawn_at__isnull=withdrawn,
        set_aside=False,
    )
    return list(rows.select_related("resident"))
