"""The personal data of a resident or a household are erased from the register; its figures stay as they are.

Name, number, hamlet and the exact year of birth go, wherever the register holds them: in the household, in those
merged with it, in what mergers and splits noted to be undone, in the journal. Kept are sex, group of age, what they
were found to know, and every sum of every day. Nothing is recounted, for nothing that counts has changed.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import forget, record
from audit.personal import HOUSEHOLDS
from households.erasing.queries import (
    by_home,
    first_counted,
    held_people,
    regroupings_of,
    same_person,
)
from households.erasing.rules import RESIDENT, Gone, coarse_year, is_headed, loses_number, scrubbed
from households.models import Erased, Household, Resident, is_placeholder, placeholder_for
from households.models.erased import hashes_of
from households.models.search_index import purge
from households.register.actions import offers, steps
from households.register.queries.history import family_of
from web.bulk import rewrite
from web.traces import empty_log

VERB = gettext_noop("Xóa dữ liệu cá nhân")
# What an erasure may write: neither the last save nor anything that is counted.
OF_HOUSEHOLD = ("head_name", "hamlet", "phone", "phone_of", "search_key", "sort_key", "version")
OF_RESIDENT = ("full_name", "phone", "birth_year")


@transaction.atomic
def erase_resident(*, by: Any, resident: Resident, request: str = "") -> Erased:
    """Erase the personal data of one person, in every household that was merged with theirs, too.

    Done twice, it is done once: the first erasure is returned. `request` is the code of the request that asked.
    """
    family = steps.lock_all(family_of(resident.household), anywhere=True)
    people = held_people(family)
    person = next(one for one in people if one.pk == resident.pk)
    done = Erased.unscoped.of(person).first()
    if done and _is_empty(person):
        return done
    gone = _gone(same_person(person, people), family)
    return _erase(by, person, family, people, gone, request)


@transaction.atomic
def erase_household(*, by: Any, household: Household, request: str = "") -> Erased:
    """Erase all personal data of a household: of its people, those who left too, its name, hamlet and number.

    Of all households that were merged into one. Done twice, it is done once.
    """
    family = steps.lock_all(family_of(household), anywhere=True)
    people = held_people(family)
    held = next(one for one in family if one.pk == household.pk)
    done = Erased.unscoped.of(held).first()
    rows: list[Household | Resident] = [*family, *people]
    if done and all(_is_empty(row) for row in rows):
        return done
    gone = _gone(people, family)
    gone.homes = {one.pk: placeholder_for(one) for one in family}
    return _erase(by, held, family, people, gone, request)


def _is_empty(row: Household | Resident) -> bool:
    """Say whether nothing of a person stands in a row any more."""
    if isinstance(row, Resident):
        return is_placeholder(row.full_name) and not row.phone
    return is_placeholder(row.head_name) and not row.phone and not row.hamlet


def _gone(people: Sequence[Resident], family: Sequence[Household]) -> Gone:
    """Say what is written instead of people's names and birth years, and what goes with them."""
    gone, first = Gone(), first_counted(people, family)
    for person in people:
        gone.people[person.pk] = placeholder_for(person)
        gone.years[person.pk] = coarse_year(person.birth_year, first, timezone.localdate())
        gone.note_name(person.full_name, placeholder_for(person))
        gone.note_number(person.phone)
    return gone


def _erase(
    by: Any,
    asked: Household | Resident,
    family: Sequence[Household],
    people: Sequence[Resident],
    gone: Gone,
    request: str,
) -> Erased:
    """Erase what goes of a family that the caller holds; `people` are all who ever lived there."""
    household = asked.household if isinstance(asked, Resident) else asked
    rows: list[Household | Resident] = [one for one in people if one.pk in gone.people]
    rows += [one for one in family if one.pk in gone.homes]
    erased = [_erased(by, row, request) for row in rows]
    there = by_home(people)
    for one in family:
        _empty_household(one, there.get(one.pk, []), gone)
    rewrite(family, OF_HOUSEHOLD)
    rewrite([_emptied(one, gone) for one in people if one.pk in gone.people], OF_RESIDENT)
    Erased.unscoped.bulk_create(erased)
    offers.forget(gone.homes)
    purge()
    _forget(_scrub_regroupings(family, gone), gone)
    transaction.on_commit(empty_log)
    record(by, VERB, household, {"erased": [None, asked.code]}, document=request)
    return next(one for one, row in zip(erased, rows, strict=True) if row == asked)


def _erased(by: Any, row: Household | Resident, request: str) -> Erased:
    """Build the line that says that a row was erased, with the hash of the name that stands there so far."""
    household = row.household if isinstance(row, Resident) else row
    name = row.full_name if isinstance(row, Resident) else row.head_name
    commune, known = household.village.commune_id or 0, not is_placeholder(name)
    return Erased(
        household=household,
        resident=row if isinstance(row, Resident) else None,
        commune_id=commune,
        name_hash=hashes_of(commune, name)[0] if known else "",
        request=request,
        erased_by=by,
    )


def _empty_household(household: Household, people: Sequence[Resident], gone: Gone) -> None:
    """Take off a household what goes with those who are erased; its people are still as they were."""
    head = next((one for one in people if one.is_head and one.left_on is None), None)
    named = is_headed(household, head, gone)
    if loses_number(household, people, gone, is_named=named):
        gone.note_number(household.phone)
        household.phone, household.phone_of_id = "", None
    if household.pk in gone.homes:
        gone.texts.add(household.hamlet)
        household.hamlet = ""
    if named:
        instead = gone.instead_of(household, head)
        gone.note_name(household.head_name, instead)
        household.head_name = instead
    household.make_keys()
    household.version += 1


def _emptied(person: Resident, gone: Gone) -> Resident:
    person.full_name, person.birth_year = gone.people[person.pk], gone.years[person.pk]
    person.phone = ""
    return person


def _scrub_regroupings(family: Sequence[Household], gone: Gone) -> list[int]:
    """Take what goes out of what mergers and splits noted; returns the households that these touched."""
    found = {one.pk for one in family}
    for row in regroupings_of(family, gone):
        before = scrubbed(row.before, gone)
        if before != row.before:
            row.before = before
            row.save(update_fields=["before"])
        found |= {row.household_id, row.other_id}
    return sorted(found)


def _forget(keys: Sequence[int], gone: Gone) -> None:
    """Take what goes out of the journal: all that is told of a whole household, of one person what is theirs."""
    whole = {str(key) for key in gone.homes}
    forget(subject=HOUSEHOLDS, keys=whole, about=None)
    rest = [key for key in map(str, keys) if key not in whole]
    for person in gone.people if rest else ():
        about = f"{RESIDENT}:{person}"
        forget(subject=HOUSEHOLDS, keys=rest, about=about, values=gone.texts)
