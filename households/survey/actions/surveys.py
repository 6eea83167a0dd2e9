"""What people were found to know: recorded, set by one tap, withdrawn, brought back; none is deleted."""

import uuid as uuids
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from areas.models import Area
from audit.actions import record, record_many
from households.counts.rollup import HOUSEHOLDS
from households.models import SURVEYED, Assessment, Cause, Household, Resident, best_of
from households.register.actions import refusing, steps
from households.register.actions.entering import assessment
from households.register.actions.folding import (
    changes_of,
    goes_on_top,
    heard,
    lived_there,
    refold,
    rejoin,
)
from households.register.rules import UNSEEN, Clash, merge_answers, merge_value
from rollup.counts import lock, recount
from skills.catalogue import CLEARED, SKILLS
from skills.models import FifthDue
from web.bulk import rewrite


def mark(
    by: Any,
    households: Sequence[Household],
    rows: Sequence[Assessment],
    verb: str,
    *,
    withdrawn: bool,
) -> None:
    """Withdraw findings of households that the caller holds, or bring them back; counted once.

    The rows come with their residents, on whom the findings that now count are repeated.
    """
    if not rows:
        return
    people = {row.resident_id: row.resident for row in rows}
    before = {pk: person.results for pk, person in people.items()}
    set_withdrawn(rows, by if withdrawn else None, timezone.now() if withdrawn else None)
    refusing.follow_answers(households, rows)
    refold(list(people.values()))
    rewrite(people.values(), SURVEYED)
    rejoin(people.values(), rows)
    steps.sum_up_all(households, Cause.CORRECTED, since=first_days(rows))
    recount(*{one.village_id: one.village for one in households}.values(), of=[HOUSEHOLDS])
    held = {one.pk: (one, one.village.path or "") for one in households}
    pairs = (
        (held[person.household_id], before[pk], person.results) for pk, person in people.items()
    )
    record_many(by=by, verb=verb, rows=[(*home, changes_of(was, now)) for home, was, now in pairs])


def set_withdrawn(rows: Sequence[Assessment], by: Any, at: datetime | None) -> None:
    """Mark findings as taken back by somebody at a time, or as standing for None; no more."""
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = at, by
    rewrite(rows, ("withdrawn_at", "withdrawn_by"))


def first_days(rows: Sequence[Assessment]) -> dict[int, date]:
    """Return the first day of which findings speak, by household; they come with their residents."""
    first = dict[int, date]()
    for row in rows:
        key = row.resident.household_id
        first[key] = min(row.assessed_on, first.get(key, row.assessed_on))
    return first


@transaction.atomic
def assess(
    *,
    by: Any,
    resident: Resident,
    results: Sequence[int | None],
    was: Sequence[int | None] | None = None,
    on: date | None = None,
    method: str = Assessment.Method.INTERVIEW,
    evidence: tuple[int, int] = (0, 0),
    uuid: uuids.UUID | None = None,
    agreed: bool = False,
) -> Assessment | None:
    """Record what a resident was asked on a day; earlier assessments stay.

    `results` are five answers: None was not asked and stays as it is, CLEARED goes back to "not
    asked". The same `uuid` twice records once. With `was`, the five results the author saw, answers
    are merged with what others recorded since; None is returned where nothing of them is left.
    `evidence` are the masks of signs, yes and no. Raises Clash for a result changed by two people,
    StillRefuses for a household that refused unless it `agreed`, ValueError for a day in the future or
    for no answer, NoPlatform for skill 5 where it means nothing.
    """
    household, people, twin = _held_with(resident, uuid)
    if twin and twin.resident_id == resident.pk:
        return twin
    if resident in people:
        resident = _person(people, resident)
    else:  # somebody who left the household is surveyed for a day on which they lived there
        resident = Resident.unscoped.select_related("household__village").get(pk=resident.pk)
    given = list(results) if was is None else merge_answers(was, results, resident.results)
    if was is not None and all(one is None for one in given):
        return None
    more = {"method": method, "evidence": evidence, "uuid": uuid}
    return _write(by, household, people, resident, given, on, agreed=agreed, **more)


def _held_with(
    resident: Resident, uuid: uuids.UUID | None
) -> tuple[Household, list[Resident], Assessment | None]:
    """Lock the household somebody lives in, as `lock_people` does; a split may have moved them while this waited."""
    homes = Household.unscoped.select_related("village")
    found = steps.lock_people(homes.get(residents=resident.pk), uuid)
    if resident in found[1]:
        return found
    now = homes.get(residents=resident.pk)
    return found if now == found[0] else steps.lock_people(now, uuid)


def _write(
    by: Any,
    household: Household,
    people: list[Resident],
    person: Resident,
    results: Sequence[int | None],
    on: date | None,
    *,
    agreed: bool,
    **more: Any,
) -> Assessment:
    """Add an assessment, repeat on its person what it comes to, and sum up the household they live in."""
    day, before = on or timezone.localdate(), person.results
    not_later_than_today(day)
    if all(one is None for one in results):
        raise ValueError("an assessment says something")
    agrees = refusing.must_agree(household, results, day, agreed=agreed)
    row = assessment(by, person, results, day, FifthDue(), **more)
    lived_there(person, row)
    row.save(force_insert=True)
    if goes_on_top(person, row):
        person.after(row).assign_to(person)
    else:
        refold([person])
    person.save(update_fields=[*SURVEYED, "joined_on"])
    if agrees:
        refusing.answered(by, household, row)
    cause, verb = heard(household, row)
    steps.recalculate(household, cause, people, since=day)
    record(by, verb, household, changes_of(before, person.results))
    return row


@transaction.atomic
def set_result(
    *,
    by: Any,
    household: Household,
    number: int,
    result: int,
    was: int | None = UNSEEN,
    resident: Resident | None = None,
    on: date | None = None,
    uuid: uuids.UUID | None = None,
    agreed: bool = False,
) -> Assessment | None:
    """Set one skill of one resident (the best-known one unless named), today or on an earlier day.

    No other skill changes. CLEARED sets it back to "not asked". Returns None when it already stands
    so. The same `uuid` twice records once. Raises Clash when `was`, the result its author saw, is no
    longer so and the two want different results; StillRefuses for a household that refused unless it
    `agreed`; ValueError for a day in the future; NoPlatform for skill 5 where it means nothing; Resident.DoesNotExist for one who does not live there.
    """
    household, people, twin = steps.lock_people(household, uuid)
    if twin or (not people and result == CLEARED):
        # Nobody lives there of whom something could be set back.
        return twin
    person = _person(people, resident) if resident else _best(household, people)
    now, wanted = person.results[number - 1], None if result == CLEARED else result
    value, clashes = merge_value(now if was is UNSEEN else was, wanted, now)
    if clashes:
        raise Clash({str(number): wanted}, {str(number): now})
    if on is None and value == now:
        return None
    answers = only(number, result)
    return _write(by, household, people, person, answers, on, agreed=agreed, uuid=uuid)


def only(number: int, answer: int) -> list[int | None]:
    """Return five answers of which one says something."""
    return [answer if skill.number == number else None for skill in SKILLS]


def _person(people: list[Resident], resident: Resident) -> Resident:
    """Return the one of the people in hand who is meant; raises Resident.DoesNotExist."""
    for person in people:
        if person.pk == resident.pk:
            return person
    raise Resident.DoesNotExist


def _best(household: Household, people: list[Resident]) -> Resident:
    if not people:
        people.append(_new_head(household))
    return best_of(people) or people[0]


@transaction.atomic
def withdraw(*, by: Any, assessment: Assessment) -> Household:
    """Undo an assessment, once: it stays in the history, marked; the one before counts again."""
    household = _hold_of(assessment)
    assessment = Assessment.unscoped.select_related("resident").get(pk=assessment.pk)
    if assessment.withdrawn_at is None:
        mark(by, [household], [assessment], gettext_noop("Hoàn tác khảo sát"), withdrawn=True)
    return household


@transaction.atomic
def restore(*, by: Any, assessments: Sequence[Assessment]) -> Household:
    """Bring withdrawn assessments of one household back (undo of `withdraw` and `unsurvey`).

    Those set aside for another finding stay so. Raises LookupError for none.
    """
    if not assessments:
        raise LookupError("nothing to bring back")
    household = _hold_of(assessments[0])
    keys = [row.pk for row in assessments]
    rows = _of(household).filter(pk__in=keys, withdrawn_at__isnull=False, set_aside=False)
    mark(by, [household], list(rows), gettext_noop("Lấy lại khảo sát"), withdrawn=False)
    return household


@transaction.atomic
def unsurvey(
    *, by: Any, household: Household, was: Sequence[int | None] | None = None
) -> list[Assessment]:
    """Make a household unsurveyed again: every finding about it is withdrawn, none is deleted.

    Returns what was withdrawn, which `restore` takes back; the same when asked twice. Raises Clash when `was`, the five results
    that its author saw of the best-known person, are no longer so.
    """
    household = steps.lock(household)
    rows = list(_of(household).filter(withdrawn_at=None))
    if not rows:
        return _withdrawn_last(by, household)
    if was is not None:
        _still_so(was, best_resident(household).results)
    mark(by, [household], rows, gettext_noop("Đưa về chưa khảo sát"), withdrawn=True)
    return rows


def _withdrawn_last(by: Any, household: Household) -> list[Assessment]:
    gone = _of(household).filter(withdrawn_by=by, set_aside=False).order_by("-withdrawn_at")
    last = gone.first()
    return list(gone.filter(withdrawn_at=last.withdrawn_at)) if last else []


def _still_so(was: Sequence[int | None], now: Sequence[int | None]) -> None:
    theirs = {str(n): result for n, result in enumerate(now, start=1) if was[n - 1] != result}
    if theirs:
        raise Clash(dict.fromkeys(theirs), theirs)


def _hold_of(assessment: Assessment) -> Household:
    """Lock the household an assessment is of now: it may have gone with its person meanwhile."""
    fresh = Assessment.unscoped.select_related("resident__household").get(pk=assessment.pk)
    lock(Area.unscoped.filter(pk=fresh.resident.household.village_id), even_ended=True)
    fresh = Assessment.unscoped.select_related("resident__household").get(pk=assessment.pk)
    return steps.lock(fresh.resident.household)


def _of(household: Household) -> Any:
    return Assessment.unscoped.filter(resident__household=household).select_related("resident")


def best_resident(household: Household) -> Resident:
    """Return the person who knows most; a household that lost its last one gets its head back."""
    return best_of(household.residents.living_here()) or _new_head(household)


def _new_head(household: Household) -> Resident:
    return household.residents.create(
        full_name=household.head_name, is_head=True, relation=Resident.Relation.HEAD
    )
