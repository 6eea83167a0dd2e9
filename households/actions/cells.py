"""The sheet's writes to many households at once, and findings that were not chosen.

A block of rows is one transaction: read once, written once, counted once; whatever a row cannot take
is refused with its reason, and the other rows are saved.
"""

import uuid as uuids
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record_many
from audit.writing import rewrite
from households.actions import steps
from households.actions.surveys import changes_of, found_at_home
from households.counts import HOUSEHOLDS
from households.merging import Clash, merge_results
from households.models import Assessment, Cause, Household, Resident, best_of
from rollup.counts import lock, recount
from skills.catalogue import COLUMNS, Result
from skills.models import fifth_is_assessable

RESULTS = ("assessed_on", *COLUMNS)


class Refusal(models.TextChoices):
    """Why one row of a block was not saved."""

    GONE = "gone", _("Hộ không còn trong sổ của thôn này.")
    LEFT = "left", _("Người này không còn ở hộ.")
    CLASH = "clash", _("Người khác vừa ghi khác. Xem lại hàng này rồi ghi lại.")
    NO_PLATFORM = "no_platform", _("Chưa nêu nền tảng số địa phương nên chưa ghi được kỹ năng 5.")


@dataclass(frozen=True)
class Change:
    """What one row of a block says: five results, None where it leaves a skill as it is.

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
        self.audited: list[tuple[Household, str, dict[str, Any]]] = []
        keys = [change.household for change in changes]
        self.households = {one.pk: one for one in _hold(village, keys) if not one.is_closed}
        self.people: dict[int, list[Resident]] = {key: [] for key in self.households}
        rows = Resident.unscoped.filter(household__in=list(self.households), left_on=None)
        for person in rows.order_by("pk"):
            person.household = self.households[person.household_id]
            self.people[person.household_id].append(person)

    @cached_property
    def fifth(self) -> bool:
        return fifth_is_assessable(self.village, timezone.localdate())

    def take(self, change: Change) -> None:
        """Take one row in, or refuse it."""
        household = self.households.get(change.household)
        if household is None:
            return self.refuse(change, Refusal.GONE)
        person = self.person(change)
        if person is None:
            return self.refuse(change, Refusal.LEFT)
        try:
            wanted = wanted_results(change, person.results)
        except Clash:
            return self.refuse(change, Refusal.CLASH)
        if wanted[-1] not in (None, person.results[-1]) and not self.fifth:
            return self.refuse(change, Refusal.NO_PLATFORM)
        if wanted != person.results:
            self.set(change, household, person, wanted)
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
        wanted: Sequence[int | None],
    ) -> None:
        row = Assessment(
            uuid=change.uuid,
            resident=person,
            assessed_on=timezone.localdate(),
            assessor=self.by,
            **dict(zip(COLUMNS, wanted, strict=True)),
        )
        place = household.village.path or ""
        self.audited.append((household, place, changes_of(person.results, wanted)))
        steps.put(person, row)
        found_at_home(household)
        self.outcome.saved.append((household, person, row))

    def write(self) -> None:
        """Write all rows that were taken in, count the village once."""
        if not self.outcome.saved:
            return
        Assessment.unscoped.bulk_create(row for _, _, row in self.outcome.saved)
        people = {person.pk: person for _, person, _ in self.outcome.saved}
        rewrite(people.values(), RESULTS)
        households = {one.pk: one for one, _, _ in self.outcome.saved}
        steps.sum_up_all(list(households.values()), Cause.SURVEYED)
        recount(self.village, of=[HOUSEHOLDS])
        record_many(by=self.by, verb=gettext_noop("Khảo sát"), rows=self.audited)


def wanted_results(change: Change, now: Sequence[int | None]) -> list[int | None]:
    """Return what a row wants of a person who stands so; raises Clash with what others found since.

    A first result on an unsurveyed person makes the others "not yet known", but for skill 5.
    """
    was = now if change.was is None else change.was
    mine = [old if new is None else new for new, old in zip(change.results, was, strict=True)]
    found = merge_results(was, mine, now)
    if any(result is not None for result in found):
        found[:4] = [Result.NONE if result is None else result for result in found[:4]]
    return found


def _hold(village: Area, keys: Sequence[int]) -> list[Household]:
    rows = Household.unscoped.filter(village=village, pk__in=keys).order_by("pk")
    held = list(rows.select_for_update(of=("self",)))
    for one in held:
        one.village = village
        steps.remember(one)
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
    found = [Result.NONE if one is None else one for one in results[:4]]
    steps.check_fifth(person, results)
    row = Assessment.unscoped.create(
        uuid=uuid or uuids.uuid4(),
        resident=person,
        assessed_on=timezone.localdate(),
        assessor=by,
        set_aside=True,
        withdrawn_at=timezone.now(),
        withdrawn_by=by,
        **dict(zip(COLUMNS, [*found, results[-1]], strict=True)),
    )
    changes = changes_of(person.results, row.results)
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
    _take_latest(list(people.values()))
    steps.sum_up_all(list(held.values()), Cause.CORRECTED)
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


def _take_latest(people: Sequence[Resident]) -> None:
    """Repeat on each of these people the latest finding that counts, read in one statement."""
    rows = Assessment.unscoped.filter(resident__in=[one.pk for one in people], withdrawn_at=None)
    latest = {row.resident_id: row for row in rows.order_by("assessed_on", "pk")}
    for person in people:
        steps.put(person, latest.get(person.pk))
    rewrite(people, RESULTS)
