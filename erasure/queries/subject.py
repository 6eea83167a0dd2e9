"""Whom an erasure is about: all rows of one person, or of a household, and what they were ever called."""

from collections.abc import Iterable
from dataclasses import dataclass

from areas.models import Area
from areas.named import Named
from audit.models import PersonalValue
from households.erasing.queries import held_people, same_person
from households.models import Household, Movement, Resident, is_placeholder
from households.register.queries.history import family_of
from imports.jobs.actions.forgetting import Whom

LABEL = "households.household"
_CALLED = ("full_name", "head_name")


@dataclass(frozen=True)
class Subject:
    """One person, or a household with all its people; `family` are the households that were merged with it."""

    household: Household
    resident: Resident | None
    family: list[Household]
    people: list[Resident]
    whom: Whom
    communes: list[Area]

    @property
    def named(self) -> Named:
        """What they are and were called, and their numbers."""
        return self.whom.named


def subject_of(household: Household, resident: Resident | None = None) -> Subject:
    """Read whom an erasure is about, from wherever the register names them."""
    family = list(family_of(household))
    everybody = held_people(family)
    people = everybody
    if resident is not None:
        person = next(one for one in everybody if one.pk == resident.pk)
        people = same_person(person, everybody)
    villages = _villages(family)
    whom = Whom(
        Named.of(_names(family, people, whole=resident is None), _phones(family, people, resident)),
        frozenset(one.pk for one in people),
        frozenset(one.pk for one in family),
        frozenset(village.pk for village in villages),
        whole=resident is None,
    )
    communes = {one.commune_id: one.commune for one in villages if one.commune_id}
    return Subject(household, resident, family, people, whom, list(filter(None, communes.values())))


def _villages(family: Iterable[Household]) -> list[Area]:
    """Return where the household is and was."""
    keys = {one.village_id for one in family}
    moved = Movement.unscoped.filter(household__in=family).order_by().values_list("village")
    keys |= {key for (key,) in moved.distinct()}
    return list(Area.unscoped.filter(pk__in=keys).select_related("commune").order_by("pk"))


def _names(family: list[Household], people: list[Resident], *, whole: bool) -> set[str]:
    """Return what people are called, and were before it was corrected, as far as the journal says it of them."""
    found = {one.full_name for one in people}
    told = PersonalValue.unscoped.filter(
        field__in=_CALLED,
        entry__subject=LABEL,
        entry__subject_key__in=[str(one.pk) for one in family],
    )
    if whole:
        found |= {one.head_name for one in family}
    else:
        told = told.filter(about__in=[f"{one._meta.label_lower}:{one.pk}" for one in people])
    for pair in told.values_list("before", "after"):
        found |= {name for name in pair if isinstance(name, str)}
    return {name for name in found if name and not is_placeholder(name)}


def _phones(family: list[Household], people: list[Resident], resident: Resident | None) -> set[str]:
    """Return their own numbers; that of the household goes with its head, and with the whole of it."""
    keys = {one.pk for one in people}
    found = {one.phone for one in people}
    for home in family:
        heads = {one.household_id for one in people if one.is_head and one.left_on is None}
        if resident is None or home.pk in heads or home.phone_of_id in keys:
            found.add(home.phone)
    return found - {""}
