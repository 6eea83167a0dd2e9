"""The sheet's writes to many households at once, and findings that were not chosen.

A block of rows is one transaction: read once, written once, counted once; whatever a row cannot take
is refused with its reason, and the other rows are saved.
"""

import uuid as uuids
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record_many
from households.counts.rollup import HOUSEHOLDS
from households.models import (
    SURVEYED,
    Assessment,
    Cause,
    Household,
    Resident,
    best_of,
    columns_of,
)
from households.register.actions import steps
from households.register.actions.folding import Findings, refold, rejoin
from households.register.actions.movements import remember
from households.register.rules.three_way import Clash, answered, merge_answers
from households.survey.actions.surveys import changes_of, heard
from rollup.counts import lock, recount
from skills import wording
from skills.models import FifthDue
from web.bulk import rewrite


class Refusal(models.TextChoices):
    """Why one row of a block was not saved."""

    GONE = "gone", _("Hộ không còn trong sổ của thôn này.")
    LEFT = "left", _("Người này không còn ở hộ.")
    CLASH = "clash", _("Người khác vừa ghi khác. Xem lại hàng này rồi ghi lại.")
    NO_PLATFORM = "no_platform", wording.NO_PLATFORM


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
    refused: list[tuple[Change, Refusal]] = field(default_factory=list)


@transaction.atomic
def set_results(*, by: Any, village: Area, changes: Sequence[Change]) -> Outcome:
    """Set many rows of a village's sheet today: saved together, refused one by one.

    A row that changes nothing writes nothing; one with a uuid recorded before neither.
    """
    lock([village])
    block = _Block(by, village, changes)
    recorded = set(
        Assessment.unscoped.filter(uuid__in=[c.uuid for c in changes]).values_list(
            "uuid", flat=True
        )
    )
    for change in changes:
        if change.uuid not in recorded:
            block.take(change)
    block.write()
    return block.outcome


class _Block:
    """The rows of a block while they are worked on: households and people read once, under the lock."""

    def __init__(self, by: Any, village: Area, changes: Sequence[Change]) -> None:
        self.by, self.village, self.outcome = by, village, Outcome()
        self.fifth_due, self.today = FifthDue(), timezone.localdate()
        # Why the figures of a household move; and by verb what is to be audited.
        self.causes = dict[int, Cause]()
        self.audited = defaultdict[str, list[tuple[Household, str, dict[str, Any]]]](list)
        keys = [change.household for change in changes]
        self.households = {one.pk: one for one in _hold(village, keys) if not one.is_closed}
        self.people: dict[int, list[Resident]] = {key: [] for key in self.households}
        rows = Resident.unscoped.filter(household__in=list(self.households), left_on=None)
        for person in rows.order_by("pk"):
            person.household = self.households[person.household_id]
            self.people[person.household_id].append(person)
        self.found = Findings(one.pk for people in self.people.values() for one in people)

    def take(self, change: Change) -> None:
        """Take one row in, or refuse it."""
        household = self.households.get(change.household)
        if household is None:
            return self.refuse(change, Refusal.GONE)
        person = self.person(change)
        if person is None:
            return self.refuse(change, Refusal.LEFT)
        try:
            given = merge_answers(change.was or person.results, change.results, person.results)
            steps.check_fifth(person, given, self.village, self.today, self.fifth_due)
        except Clash:
            return self.refuse(change, Refusal.CLASH)
        except steps.NoPlatform:
            return self.refuse(change, Refusal.NO_PLATFORM)
        if answered(given, person.results) != person.results:
            self.set(change, household, person, given)
        return None

    def person(self, change: Change) -> Resident | None:
        people = self.people[change.household]
        if change.resident is None:
            return best_of(people)
        return next((one for one in people if one.pk == change.resident), None)

    def refuse(self, change: Change, why: Refusal) -> None:
        self.outcome.refused.append((change, why))

    def set(
        self,
        change: Change,
        household: Household,
        person: Resident,
        given: Sequence[int | None],
    ) -> None:
        row = Assessment(
            uuid=change.uuid,
            resident=person,
            assessed_on=self.today,
            assessor=self.by,
            fifth_due=self.fifth_due(self.village, self.today),
            **columns_of(given),
        )
        place, before = household.village.path or "", person.results
        self.found.add(person, row)
        cause, verb = heard(household, row)
        if self.causes.get(household.pk) != Cause.SURVEYED:
            self.causes[household.pk] = cause
        self.audited[verb].append((household, place, changes_of(before, person.results)))
        self.outcome.saved.append((household, person, row))

    def write(self) -> None:
        """Write all rows that were taken in, count the village once."""
        if not self.outcome.saved:
            return
        Assessment.unscoped.bulk_create(self.found.rows)
        people = {person.pk: person for _, person, _ in self.outcome.saved}
        rewrite(people.values(), SURVEYED)
        for cause in dict.fromkeys(self.causes.values()):
            some = [self.households[pk] for pk, why in self.causes.items() if why == cause]
            steps.sum_up_all(some, cause)
        recount(self.village, of=[HOUSEHOLDS])
        for verb, rows in self.audited.items():
            record_many(by=self.by, verb=verb, rows=rows)


def _hold(village: Area, keys: Sequence[int]) -> list[Household]:
    rows = Household.unscoped.filter(village=village, pk__in=keys).order_by("pk")
    held = list(rows.select_for_update(of=("self",)))
    for one in held:
        one.village = village
        remember(one)
    return held


@transaction.atomic
def set_aside(
    *, by: Any, resident: Resident, results: Sequence[int | None], uuid: uuids.UUID | None = None
) -> Assessment:
    """Keep in the history a finding that was not chosen over another one; it never counts.

    The same `uuid` twice records once. Raises NoPlatform for a new result of skill 5 where it means
    nothing.
    """
    household, people, twin = steps.hold_people(resident.household, uuid)
    if twin:
        return twin
    person = next((one for one in people if one.pk == resident.pk), resident)
    today, fifth_due, village = timezone.localdate(), FifthDue(), person.household.village
    steps.check_fifth(person, results, village, today, fifth_due)
    row = Assessment.unscoped.create(
        uuid=uuid or uuids.uuid4(),
        resident=person,
        assessed_on=today,
        assessor=by,
        fifth_due=fifth_due(village, today),
        set_aside=True,
        withdrawn_at=timezone.now(),
        withdrawn_by=by,
        **columns_of(results),
    )
    changes = changes_of(person.results, answered(results, person.results))
    steps.audit(by, gettext_noop("Giữ bản kia, không chọn bản này"), household, changes)
    return row


@transaction.atomic
def withdraw_all(*, by: Any, village: Area, assessments: Sequence[Assessment]) -> list[Household]:
    """Undo findings of many households of a village, counted once; each stays, marked."""
    return _mark(by, village, assessments, gettext_noop("Hoàn tác khảo sát"), withdrawn=True)


@transaction.atomic
def restore_all(*, by: Any, village: Area, assessments: Sequence[Assessment]) -> list[Household]:
    """Bring withdrawn findings of a village back, but for those set aside for another one."""
    return _mark(by, village, assessments, gettext_noop("Lấy lại khảo sát"), withdrawn=False)


def _mark(
    by: Any, village: Area, assessments: Sequence[Assessment], verb: str, *, withdrawn: bool
) -> list[Household]:
    lock([village])
    rows = _markable(village, assessments, withdrawn=withdrawn)
    if not rows:
        return []
    people = {row.resident_id: row.resident for row in rows}
    before = {pk: person.results for pk, person in people.items()}
    held = {one.pk: one for one in _hold(village, [p.household_id for p in people.values()])}
    when, who = (timezone.now(), by) if withdrawn else (None, None)
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = when, who
    rewrite(rows, ("withdrawn_at", "withdrawn_by"))
    refold(list(people.values()))
    rewrite(people.values(), SURVEYED)
    rejoin(people.values(), rows)
    first = min(row.assessed_on for row in rows)
    steps.sum_up_all(list(held.values()), Cause.CORRECTED, since=first)
    recount(village, of=[HOUSEHOLDS])
    audited = [
        (held[person.household_id], village.path or "", changes_of(before[pk], person.results))
        for pk, person in people.items()
    ]
    record_many(by=by, verb=verb, rows=audited)
    return list(held.values())


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
