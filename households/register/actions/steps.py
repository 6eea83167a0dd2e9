"""The steps that every write to a household is made of, in the one order.

Lock the commune's count row, then the household; write the facts; sum up the household; recount
village and commune; write the audit entry.
"""

import uuid as uuids
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from areas.names import fold, person_sort_key
from audit.actions import record
from households.counts.rollup import HOUSEHOLDS
from households.models import (
    RESULT_COLUMNS,
    SURVEYED,
    Assessment,
    Cause,
    Confirmation,
    Household,
    Movement,
    Resident,
    Status,
    columns_of,
)
from households.register.actions.folding import goes_on_top, lived_there, refold
from households.register.actions.movements import movements_of, remember
from rollup.counts import lock, recount
from skills.catalogue import CLEARED
from skills.coverage import household_result
from skills.models import FifthDue
from web.bulk import NewRows, rewrite

# What summing up sets on a household; and what else a save of somebody sets.
SUMMED = (*RESULT_COLUMNS, "reviewed_on", "summed_on")
SAID = (*SUMMED, "status", "version", "saved_at")


class Refused(Exception):
    """What was asked cannot be done to this household; the text says why, to people."""


class NoPlatform(ValueError):
    """Skill 5 was assessed in a place for which no local platform is named."""


def not_later_than_today(day: date | None) -> None:
    """Raise ValueError for a day that is still to come."""
    if day and day > timezone.localdate():
        raise ValueError("what was done is never later than today")


def hold(household: Household) -> Household:
    """Lock in the one order: the commune's count row, then the household.

    Raises Refused for a household that was merged into another: its people are there now.
    """
    lock([household.village])
    rows = Household.unscoped.select_for_update(of=("self",)).select_related("village")
    return _held(household.village, rows.get(pk=household.pk))


def _held(village: Area, held: Household) -> Household:
    if held.status == Status.MERGED:
        raise Refused(_("Hộ này đã gộp vào hộ khác. Mở hộ kia rồi ghi ở đó."))
    # It moved to another commune since it was read: that one's row must be held too.
    if held.village.commune_id != village.commune_id:
        lock([held.village])
    remember(held)
    return held


def hold_people(
    household: Household, uuid: uuids.UUID | None
) -> tuple[Household, list[Resident], Assessment | None]:
    """Lock as `hold` does, and read in one statement who lives there.

    Raises Refused as `hold` does. The third answer is the assessment that this uuid already made, if
    it did: the request came twice.
    """
    lock([household.village])
    twins = Assessment.unscoped.filter(resident__household=household)
    twins = twins.filter(uuid=uuid) if uuid else twins.none()
    rows = Resident.unscoped.filter(household=household.pk, left_on=None).order_by("pk")
    found = rows.select_related("household__village").annotate(is_twin=Exists(twins))
    people: list[Any] = list(found.select_for_update(of=("household",)))
    if not people:
        return hold(household), [], twins.first()
    held = _held(household.village, people[0].household)
    for person in people:
        person.household = held
    held.living = people  # type: ignore[attr-defined]
    return held, people, twins.first() if people[0].is_twin else None


def home_of(resident: Resident) -> Household:
    """Return the household a person lives in now: he may have moved since he was read."""
    rows = Household.unscoped.select_related("village")
    return rows.get(residents=resident.pk)


def hold_all(households: Iterable[Household]) -> list[Household]:
    """Lock the communes' count rows, then the households by key; they come back in that order."""
    rows = Household.unscoped.filter(pk__in={one.pk for one in households})
    lock(Area.unscoped.filter(pk__in=rows.values("village")))
    held = list(rows.select_for_update(of=("self",)).select_related("village").order_by("pk"))
    for one in held:
        remember(one)
    return held


def hold_person(resident: Resident) -> tuple[Household, Resident]:
    """Lock the household a person lives in, and read both afresh: he may have moved meanwhile."""
    lock(Area.unscoped.filter(pk=resident.household.village_id))
    fresh = Resident.unscoped.select_related("household").get(pk=resident.pk)
    fresh.household = hold(fresh.household)
    return fresh.household, fresh


def change(row: Any, **values: Any) -> None:
    """Change columns of one row."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def write_assessment(
    *,
    by: Any,
    resident: Resident,
    results: Sequence[int | None],
    on: date,
    method: str = Assessment.Method.INTERVIEW,
    evidence: tuple[int, int] = (0, 0),
    uuid: uuids.UUID | None = None,
) -> Assessment:
    """Add an assessment of what was asked, and repeat on the resident what it comes to.

    The resident was read under the lock. `results` are five answers: None was not asked, CLEARED
    goes back to "not asked". Raises ValueError for a day in the future or for no answer, NoPlatform
    for skill 5 where it means nothing.
    """
    not_later_than_today(on)
    if all(one is None for one in results):
        raise ValueError("an assessment says something")
    village, fifth_due = resident.household.village, FifthDue()
    check_fifth(resident, results, village, on, fifth_due)
    row = Assessment(
        uuid=uuid or uuids.uuid4(),
        resident=resident,
        assessed_on=on,
        method=method,
        evidence_yes=evidence[0],
        evidence_no=evidence[1],
        assessor=by,
        fifth_due=fifth_due(village, on),
        **columns_of(results),
    )
    lived_there(resident, row)
    row.save(force_insert=True)
    if goes_on_top(resident, row):
        resident.take(row)
    else:
        refold([resident])
    resident.save(update_fields=[*SURVEYED, "joined_on"])
    return row


def check_fifth(
    resident: Resident,
    results: Sequence[int | None],
    village: Area,
    on: date,
    fifth_due: FifthDue,
) -> None:
    """Raise NoPlatform for a new result of skill 5 where no platform was in force, nor is by now."""
    is_new = results[-1] not in (None, CLEARED, resident.results[-1])
    if is_new and not fifth_due.accepts(village, on):
        raise NoPlatform


def settle(
    household: Household,
    cause: str = Cause.CORRECTED,
    people: Sequence[Resident] | None = None,
    **moved: Any,
) -> None:
    """Sum up the household from its people, save it, note what moved, recount village and commune.

    `cause` says why its figures move, if they do (households.models.Cause), `moved` since when, as
    `movements_of` takes it. `people` are those who live there, if the caller has them in hand as
    they now are.
    """
    sum_up(household, cause, people, **moved)
    recount(household.village, of=[HOUSEHOLDS])


def sum_up(
    household: Household, cause: str, people: Sequence[Resident] | None = None, **moved: Any
) -> None:
    """Do all of `settle` but the recount, which a write to many households does once at its end."""
    if people is None:
        people = list(Resident.unscoped.filter(household=household, left_on=None))
    _take(household, people)
    household.reviewed_on = _reviewed_on(household)
    household.version += 1
    household.save()
    Movement.unscoped.bulk_create(movements_of([household], cause, **moved))


def sum_up_all(households: Sequence[Household], cause: str, **moved: Any) -> None:
    """Sum up many households in a few statements, however many they are."""
    for one in households:
        one.version += 1
    sum_up_unsaid(households, cause, SAID, **moved)


def sum_up_unsaid(
    households: Sequence[Household], cause: str, columns: Sequence[str] = SUMMED, **moved: Any
) -> None:
    """Sum up many households where nobody said anything new: neither version nor last save move."""
    keys = [one.pk for one in households]
    people: dict[int, list[Resident]] = {key: [] for key in keys}
    for person in Resident.unscoped.filter(household__in=keys, left_on=None).order_by("pk"):
        people[person.household_id].append(person)
    confirmed = dict(
        Confirmation.unscoped.standing()
        .filter(household__in=keys)
        .order_by()
        .values_list("household")
        .annotate(last=Max("confirmed_on"))
    )
    for one in households:
        _take(one, people[one.pk])
        one.reviewed_on = _later(one.surveyed_on, confirmed.get(one.pk))
    rewrite(households, columns)
    NewRows(Movement, movements_of(households, cause, **moved)).insert()


def _take(household: Household, people: Sequence[Resident]) -> None:
    today = timezone.localdate()
    household.take(household_result((one.known for one in people), today))
    household.summed_on = today


def _reviewed_on(household: Household) -> date | None:
    """Return the last day somebody looked: a survey, or a confirmation of what one had found."""
    surveyed = household.surveyed_on
    # Nobody confirms tomorrow: after a survey of today there is nothing to look up.
    if surveyed is None or surveyed >= timezone.localdate():
        return surveyed
    last = household.confirmations.standing().first()
    return _later(surveyed, last.confirmed_on if last else None)


def _later(surveyed: date | None, confirmed: date | None) -> date | None:
    return max(surveyed, confirmed) if surveyed and confirmed else surveyed


def enter(household: Household) -> None:
    """Write a new household down; its people come after."""
    remember(household)
    make_keys(household)
    household.save()


def make_keys(household: Household) -> None:
    """Make the keys the household is found and sorted by."""
    digits = "".join(filter(str.isdigit, household.phone))
    household.search_key = f"{fold(household.head_name)} {fold(household.hamlet)} {digits}".strip()
    household.sort_key = person_sort_key(household.head_name)


def audit(by: Any, verb: str, household: Household, changes: dict[str, Any]) -> None:
    """Write down what was done, at the household's village."""
    record(by=by, verb=verb, subject=household, place=household.village.path or "", changes=changes)
