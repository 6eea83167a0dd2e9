"""The steps that every write to a household is made of, in the one order.

Lock the commune's count row, then the household; write the facts; sum up the household; recount
village and commune; write the audit entry.
"""

import uuid as uuids
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.ended import refuse_ended
from areas.kinds import Kind
from areas.models import Area
from households.counts.rollup import HOUSEHOLDS
from households.models import (
    RESULT_COLUMNS,
    Assessment,
    Cause,
    Confirmation,
    Household,
    Movement,
    Resident,
    Status,
)
from households.register.actions.movements import movements_of, snapshot_contribution
from households.register.actions.offers import lapse
from rollup.counts import lock as lock_counts, recount
from web.bulk import NewRows, rewrite

# What summing up sets on a household; and what else somebody's save sets.
SUMMED = (*RESULT_COLUMNS, "reviewed_on", "summed_on")
SAVED = (*SUMMED, "status", "refused_on", "not_asked_until", "version", "saved_at")


UNASSIGNED = _("Hộ này chưa phân về thôn nào. Phân hộ về thôn trước rồi ghi.")


class Refused(Exception):
    """What was asked cannot be done to this household; the text says why, to people."""


def lock(household: Household, *, anywhere: bool = False) -> Household:
    """Lock in the one order: the commune's count row, then the household.

    Raises Refused for a household that was merged into another: its people are there now; and for one of which no village
    is known. Raises UnitEnded where its village or commune has ended. `anywhere`: what the law asks goes on in both.
    """
    # Whatever village it was read in: it may have gone on to the one that this became.
    lock_counts([household.village], even_ended=True)
    rows = Household.unscoped.select_for_update(of=("self",)).select_related("village__commune")
    return _held(household.village, rows.get(pk=household.pk), anywhere=anywhere)


def _held(village: Area, held: Household, *, anywhere: bool = False) -> Household:
    if held.status == Status.MERGED:
        raise Refused(_("Hộ này đã gộp vào hộ khác. Mở hộ kia rồi ghi ở đó."))
    refuse_gone(village, held)
    if not anywhere:
        _refuse_closed(held)
    snapshot_contribution(held)
    return held


def refuse_gone(village: Area, held: Household) -> None:
    """Raise Refused for a household that went to another commune since it was read in this village.

    That commune's count row would be held too late: another hand may hold it, and wait for this household.
    """
    if held.village.commune_id != village.commune_id:
        raise Refused(_("Hộ này vừa sang xã khác. Bấm lại để ghi ở xã ấy."))


def _refuse_closed(*held: Household) -> None:
    """Raise UnitEnded where the place of a household has ended, Refused where no village is known of it."""
    refuse_ended(*(one.village for one in held))
    if any(one.village.kind == Kind.UNASSIGNED for one in held):
        raise Refused(UNASSIGNED)


def lock_people(
    household: Household, uuid: uuids.UUID | None
) -> tuple[Household, list[Resident], Assessment | None]:
    """Lock as `lock` does, and read in one statement who lives there.

    Raises as `lock` does. The third answer is the assessment that this uuid already made, if
    it did: the request came twice.
    """
    lock_counts([household.village], even_ended=True)
    twins = Assessment.unscoped.filter(resident__household=household)
    twins = twins.filter(uuid=uuid) if uuid else twins.none()
    rows = Resident.unscoped.filter(household=household.pk, left_on=None).order_by("pk")
    found = rows.select_related("household__village__commune").annotate(is_twin=Exists(twins))
    people: list[Any] = list(found.select_for_update(of=("household",)))
    if not people:
        return lock(household), [], twins.first()
    held = _held(household.village, people[0].household)
    for person in people:
        person.household = held
    held.living = people
    return held, people, twins.first() if people[0].is_twin else None


def lock_all(households: Iterable[Household], *, anywhere: bool = False) -> list[Household]:
    """Lock the communes' count rows, then the households by key; they come back in that order.

    Raises Refused and UnitEnded as `lock` does.
    """
    rows = Household.unscoped.filter(pk__in={one.pk for one in households})
    lock_counts(Area.unscoped.filter(pk__in=rows.values("village")), even_ended=True)
    rows = rows.select_related("village__commune").order_by("pk")
    held = list(rows.select_for_update(of=("self",)))
    if not anywhere:
        _refuse_closed(*held)
    for one in held:
        snapshot_contribution(one)
    return held


def lock_in(villages: Mapping[int, Area], keys: Iterable[int]) -> dict[int, Household]:
    """Lock the households of these villages, by key; the caller holds their communes' count rows."""
    rows = Household.unscoped.filter(pk__in=set(keys), village__in=list(villages)).order_by("pk")
    held = {one.pk: one for one in rows.select_for_update(of=("self",))}
    for one in held.values():
        one.village = villages[one.village_id]
        snapshot_contribution(one)
    return held


def living_in(households: Mapping[int, Household]) -> list[Resident]:
    """Return who lives in households that the caller holds."""
    people = list(
        Resident.unscoped.filter(household__in=list(households), left_on=None).order_by("pk")
    )
    for person in people:
        person.household = households[person.household_id]
    return people


def lock_person(resident: Resident) -> tuple[Household, Resident]:
    """Lock the household a person lives in, and read both afresh: he may have moved meanwhile."""
    lock_counts(Area.unscoped.filter(pk=resident.household.village_id), even_ended=True)
    fresh = Resident.unscoped.select_related("household").get(pk=resident.pk)
    fresh.household = lock(fresh.household)
    return fresh.household, fresh


def change(row: Any, **values: Any) -> None:
    """Change columns of one row."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def recalculate(
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
    """Do all of `recalculate` but the recount, which a write to many households does once at its end."""
    if people is None:
        people = list(Resident.unscoped.filter(household=household, left_on=None))
    household.sum_up(people, timezone.localdate())
    household.reviewed_on = _reviewed_on(household)
    household.version += 1
    household.save()
    if household.closed_on:
        lapse([household.pk])
    Movement.unscoped.bulk_create(movements_of([household], cause, **moved))


def sum_up_all(
    households: Sequence[Household],
    cause: str,
    people: Sequence[Resident] | None = None,
    **moved: Any,
) -> None:
    """Sum up many households in a few statements, however many they are."""
    for one in households:
        one.version += 1
    refresh_all(households, cause, people, SAVED, **moved)


def refresh_all(
    households: Sequence[Household],
    cause: str,
    people: Sequence[Resident] | None = None,
    columns: Sequence[str] = SUMMED,
    **moved: Any,
) -> None:
    """Sum up many households where nobody wrote anything new: neither version nor last save move."""
    held = {one.pk: one for one in households}
    living: dict[int, list[Resident]] = {key: [] for key in held}
    for person in living_in(held) if people is None else people:
        if person.household_id in living:
            living[person.household_id].append(person)
    confirmed = dict(
        Confirmation.unscoped.standing()
        .filter(household__in=list(held))
        .order_by()
        .values_list("household")
        .annotate(last=Max("confirmed_on"))
    )
    for one in households:
        one.sum_up(living[one.pk], timezone.localdate())
        one.reviewed_on = _later(one.surveyed_on, confirmed.get(one.pk))
    rewrite(households, columns)
    if closed := [one.pk for one in households if one.closed_on]:
        lapse(closed)
    NewRows(Movement, movements_of(households, cause, **moved)).insert()


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
