"""What people are known to know once a finding is added to those that stand: the one fold, for one or many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import differences
from households.models import SURVEYED, Assessment, Cause, Household, Resident, Status
from skills.catalogue import COLUMNS, SKILLS
from skills.coverage import PersonResult, person_result
from web.bulk import rewrite


def surveys_of(people: Sequence[int]) -> dict[int, list[Assessment]]:
    """Return the surveys that stand of people, by their keys, in the order in which they are folded."""
    surveys: dict[int, list[Assessment]] = {key: [] for key in people}
    for row in Assessment.unscoped.filter(resident__in=people).standing():
        surveys[row.resident_id].append(row)
    return surveys


def refold(people: Sequence[Resident]) -> None:
    """Set on people what all their surveys that stand come to, in one query; the caller saves them."""
    surveys = surveys_of([one.pk for one in people])
    for one in people:
        person_result(surveys[one.pk]).assign_to(one)


def take_latest(resident: Resident) -> None:
    """Set on one person what their surveys come to, and save."""
    refold([resident])
    resident.save(update_fields=SURVEYED)


def lived_there(resident: Resident, row: Assessment) -> None:
    """Let somebody have joined a household no later than they were surveyed there; the caller saves both."""
    if resident.joined_on and row.assessed_on < resident.joined_on:
        row.joined_before, resident.joined_on = resident.joined_on, row.assessed_on


def rejoin(people: Iterable[Resident], marked: Iterable[Assessment]) -> None:
    """Put back, and save, since when people live there, if findings just withdrawn or restored moved that."""
    by_key = {one.pk: one for one in people}
    rows = [row for row in marked if row.resident_id in by_key]
    moved = {row.resident_id for row in rows if _moves(by_key[row.resident_id], row)}
    some = [by_key[key] for key in sorted(moved)]
    surveys: dict[int, list[Assessment]] = {one.pk: [] for one in some}
    for row in Assessment.unscoped.filter(resident__in=surveys).order_by("pk") if some else ():
        surveys[row.resident_id].append(row)
    for one in some:
        _rejoin(one, surveys[one.pk])
    rewrite(some, ("joined_on",))
    rewrite([row for rows in surveys.values() for row in rows], ("joined_before",))


def _moves(resident: Resident, row: Assessment) -> bool:
    """Say whether a finding moved since when its person lives there, or does so once it is restored."""
    joined, stands = resident.joined_on, row.withdrawn_at is None
    return bool(row.joined_before or (stands and joined and row.assessed_on < joined))


def _rejoin(resident: Resident, surveys: Sequence[Assessment]) -> None:
    """Go back to before any survey moved it, unless something else did since; let those that hold move it."""
    moved, since = [row for row in surveys if row.joined_before], resident.joined_on
    for row in reversed(moved):
        if row.assessed_on == since:
            since = row.joined_before
    if since not in {row.joined_before for row in moved}:
        return
    resident.joined_on = since
    for row in surveys:
        if row.withdrawn_at is None:
            lived_there(resident, row)


def heard(household: Household, row: Assessment) -> tuple[Cause, str]:
    """Return why figures move by an assessment, and its verb; the caller saves the household.

    Whoever answered was at home; one that refused agreed (`refusing.must_agree`). An assessment that only
    goes back to "not asked" heard nobody.
    """
    if all(one is None for one in row.results):
        return Cause.CORRECTED, gettext_noop("Đưa về chưa hỏi")
    if household.status == Status.NOBODY_HOME:
        household.status = Status.RESIDENT
    return Cause.SURVEYED, gettext_noop("Khảo sát")


def changes_of(before: Sequence[int | None], after: Sequence[int | None]) -> dict[str, Any]:
    """Pair the results that differ, by the names of the skills, for the audit."""
    pairs = (dict(zip(COLUMNS, values, strict=True)) for values in (before, after))
    return differences(*pairs)


def goes_on_top(resident: Resident, row: Assessment) -> bool:
    """Say whether a finding can simply be added to what stands on a person.

    Else all that was found must be read: something was said of a later day, perhaps, or skill 5 goes
    back to "not asked" and the first four may have been a whole survey once.
    """
    clears_fifth = row.cleared & SKILLS[-1].bit and resident.results[-1] is not None
    return row.assessed_on >= timezone.localdate() and not (clears_fifth and resident.whole)


class Findings:
    """Findings that are about to be written, each folded into what was found before of its person."""

    def __init__(self, people: Iterable[int]) -> None:
        self.people = list(people)
        self.rows = list[Assessment]()
        self._told = defaultdict[int, list[Assessment]](list)

    def after(self, resident: Resident, row: Assessment) -> PersonResult:
        """Return what a person comes to with one more finding, as of its day."""
        if goes_on_top(resident, row):
            return resident.after(row)
        every = [*self._standing[resident.pk], *self._told[resident.pk], row]
        return person_result(sorted(every, key=lambda one: one.assessed_on))

    def add(self, resident: Resident, row: Assessment) -> None:
        """Add a finding, and set on its person what all come to; the caller saves both."""
        self.after(resident, row).assign_to(resident)
        self._told[resident.pk].append(row)
        self.rows.append(row)

    @cached_property
    def _standing(self) -> dict[int, list[Assessment]]:
        return surveys_of(self.people)
