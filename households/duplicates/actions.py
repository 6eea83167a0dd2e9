"""Duplicates become one household; or are said to be none."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, gettext_noop

from audit.actions import record
from households.lifecycle.actions.life import OUT_OF_THE_REGISTER, bring_up_to_date, day_of
from households.lifecycle.actions.regrouping import (
    ChangeSet,
    Kind,
    lock_two,
    plain,
    recalculate_both,
    save_regrouping,
)
from households.models import (
    MEANS,
    Assessment,
    Cause,
    Household,
    NotDuplicate,
    Refusal,
    Regrouping,
    Resident,
    Status,
)
from households.register.actions import Conflict, steps
from households.register.actions.folding import take_latest
from households.register.queries.duplicates import matched
from households.register.rules import number_of


@transaction.atomic
def merge(
    *,
    by: Any,
    keep: Household,
    duplicate: Household,
    on: date | None = None,
    versions: Sequence[int] | None = None,
) -> Regrouping:
    """Merge a duplicate into the household that is kept: people, what they know, both histories.

    The same person in both keeps one row, to which the findings of both belong; the latest counts.
    `versions` are those of both as they were seen. Raises Refused when it cannot be done, Conflict
    when one was changed meanwhile. The same merger twice is done once.
    """
    keep, duplicate = lock_two(keep, duplicate)
    if done := _merged_already(keep, duplicate):
        return done
    if versions and list(versions) != [keep.version, duplicate.version]:
        raise Conflict(keep)
    _check_merger(keep, duplicate)
    day = max(day_of(keep, on), day_of(duplicate, on))
    bring_up_to_date(keep, duplicate)
    change_set = ChangeSet()
    _join_people(change_set, keep, duplicate)
    _join_refusals(change_set, keep, duplicate)
    _fill_blanks(change_set, keep, duplicate, ("hamlet", *MEANS, "means_asked_on"))
    change_set.set(
        duplicate,
        status=Status.MERGED,
        merged_into_id=keep.pk,
        closed_on=duplicate.closed_on or day,
    )
    keep.make_keys()
    recalculate_both(keep, duplicate, Cause.MERGED, day)
    record(by, gettext_noop("Gộp hộ trùng vào đây"), keep, {"merged": [None, duplicate.code]})
    into = {"merged_into": [None, keep.code], "closed_on": [None, plain(duplicate.closed_on)]}
    record(by, gettext_noop("Gộp vào hộ khác"), duplicate, into)
    return save_regrouping(by, Kind.MERGE, keep, duplicate, day, change_set)


def _merged_already(keep: Household, duplicate: Household) -> Regrouping | None:
    if duplicate.merged_into_id != keep.pk:
        return None
    rows = Regrouping.unscoped.filter(household=keep, other=duplicate, undone_at=None)
    return rows.filter(kind=Kind.MERGE).first()


def _check_merger(keep: Household, duplicate: Household) -> None:
    if keep.village.commune_id != duplicate.village.commune_id:
        raise steps.Refused(_("Chỉ gộp được hai hộ của cùng xã."))
    if Status.MERGED in {keep.status, duplicate.status}:
        raise steps.Refused(_("Một trong hai hộ đã gộp vào hộ khác. Tải lại trang rồi chọn lại."))
    if keep.is_closed:
        raise steps.Refused(OUT_OF_THE_REGISTER)


def _join_people(change_set: ChangeSet, keep: Household, duplicate: Household) -> None:
    """Bring the duplicate's people over; whoever is there already takes over what was found."""
    coming, here = list(duplicate.residents.living_here()), keep.residents.living_here()
    for person, same in matched(coming, here):
        number = number_of(duplicate, person, coming)
        if same:
            _join(change_set, person, same)
        else:
            relation = Resident.Relation.OTHER if person.is_head else person.relation
            change_set.set(person, household_id=keep.pk, is_head=False, relation=relation)
        _bring_number(change_set, keep, same or person, number)
    asked = keep.residents.filter(left_on=None, assessed_on__isnull=False).exists()
    if asked and keep.status == Status.NOBODY_HOME:
        change_set.set(keep, status=Status.RESIDENT)


def _join_refusals(change_set: ChangeSet, keep: Household, duplicate: Household) -> None:
    """Let the household that is kept refuse if either did, and until the later of both days."""
    held = Refusal.unscoped.holding().by_household([keep.pk, duplicate.pk])
    mine, theirs = (next(iter(held.get(one.pk, ())), None) for one in (keep, duplicate))
    if theirs is None:
        return
    until = theirs.not_asked_until
    if mine is None:
        change_set.set(theirs, household_id=keep.pk)
        stands = {"refused_on": theirs.refused_on, "not_asked_until": until}
        change_set.set(keep, status=Status.REFUSED, **stands)
        change_set.set(duplicate, **_let_go(duplicate))
    elif mine.not_asked_until and (until is None or until > mine.not_asked_until):
        change_set.set(mine, not_asked_until=until)
        change_set.set(keep, not_asked_until=until)


def _let_go(duplicate: Household) -> dict[str, Any]:
    status = Status.RESIDENT if duplicate.refuses else duplicate.status
    return {"status": status, "refused_on": None, "not_asked_until": None}


def _bring_number(change_set: ChangeSet, keep: Household, person: Resident, number: str) -> None:
    """Let somebody keep the number they had in the duplicate; a head's is that of the household."""
    row: Household | Resident = keep if person.is_head else person
    if number and not row.phone and number != keep.phone:
        change_set.set(row, phone=number)


def _join(change_set: ChangeSet, person: Resident, same: Resident) -> None:
    for row in Assessment.unscoped.filter(resident=person).order_by("pk"):
        change_set.set(row, resident_id=same.pk)
    _fill_blanks(change_set, same, person, ("birth_year", "sex"))
    for one in (person, same):
        take_latest(one)


def _fill_blanks(change_set: ChangeSet, row: Any, source: Any, names: Sequence[str]) -> None:
    # What was answered with no is no blank.
    pairs = {n: (getattr(row, n), getattr(source, n)) for n in names}
    empty = (None, "")
    blanks = {n: new for n, (old, new) in pairs.items() if old in empty and new not in empty}
    if blanks:
        change_set.set(row, **blanks)


@transaction.atomic
def say_apart(
    *, by: Any, one: Household, other: Household, apart: bool = True
) -> NotDuplicate | None:
    """Say that two households are no duplicate; with `apart` False, take that back."""
    first, second = sorted(steps.lock_all([one, other]), key=lambda row: row.pk)
    row = NotDuplicate.unscoped.filter(first=first, second=second).first()
    if (row is not None and row.withdrawn_at is None) == apart:
        return row
    row = row or NotDuplicate(first=first, second=second)
    row.said_by, row.withdrawn_at = by, None if apart else timezone.now()
    row.save()
    verb = gettext_noop("Xác nhận không trùng") if apart else gettext_noop("Xét trùng lại")
    for here, there in ((first, second), (second, first)):
        record(by, verb, here, {"other_household": [None, there.code]})
    return row
