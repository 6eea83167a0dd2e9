"""Who may be known already: households that look like one and the same, and names that were erased on request.

Households are held against each other by the head's name and birth year, and by telephone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from areas.models import Area
from areas.names import digits_of, fold
from households.models import Erased, Household, NotDuplicate, Resident
from households.models.erased import ErasedQuerySet, hashes_of
from households.models.household_queryset import HouseholdQuerySet

# Warnings shown while a household is entered; pairs shown of a village; rows that are looked at for one household.
FEW, MANY, MOST = 3, 100, 200
_HEADS = Resident.unscoped.filter(household=OuterRef("pk"), is_head=True, left_on=None)
# The birth year of a household's head.
_BORN = Subquery(_HEADS.values("birth_year")[:1])
_STRENGTH = attrgetter("strength")


@dataclass(frozen=True)
class Pair:
    """Two households that may be one, and why."""

    one: Household
    other: Household
    same_name: bool
    same_year: bool
    same_phone: bool

    @property
    def strength(self) -> int:
        """How much speaks for it."""
        return 2 * self.same_name + self.same_year + self.same_phone


def years_fit(one: int | None, other: int | None) -> bool:
    """Say whether two birth years can be one person's: equal, or one unknown."""
    return one is None or other is None or one == other


@dataclass(frozen=True)
class Sought:
    """A household that is not written yet, with the key under which it may have been sent before."""

    village_id: int
    commune_id: int | None
    head_name: str
    born: int | None = None
    phone: str = ""
    uuid: UUID | None = None


def likely(
    households: HouseholdQuerySet,
    *,
    village: Area,
    head_name: str,
    birth_year: int | None = None,
    phone: str = "",
) -> list[Household]:
    """Return those of `households` that a new one may repeat (`likely_of`). One query."""
    place = village.pk, village.commune_id
    return likely_of(households, [Sought(*place, head_name, birth_year, phone)])[0]


def likely_of(households: HouseholdQuerySet, new: Sequence[Sought]) -> list[list[Household]]:
    """Return of each of many new ones those that it may repeat, the likeliest first, a few at most.

    None where its key says that it is one of them already: it is sent again.

    In the village the head's name is enough unless the birth years differ; in the rest of the commune the birth
    year must be the same. One telephone number is enough in both. One query a commune, and one where there are keys.
    """
    asked, keys = defaultdict[int | None, Q](Q), {one.uuid for one in new if one.uuid}
    for one in new:
        name, digits = fold(one.head_name), digits_of(one.phone)
        asked[one.commune_id] |= Q(search_key__startswith=name) if name else Q()
        asked[one.commune_id] |= Q(search_key__endswith=digits[1:]) if digits else Q()
    again = set(households.filter(uuid__in=keys).values_list("uuid", flat=True)) if keys else set()
    rows = households.open().select_related("village").annotate(born=_BORN).order_by("pk")
    alike = {
        commune: rows.filter(some, village__commune=commune)[: MOST * len(new)]
        for commune, some in asked.items()
        if some
    }
    pairs = [[_compare(one, row) for row in alike.get(one.commune_id, ())] for one in new]
    best = [sorted(filter(None, some), key=_STRENGTH, reverse=True)[:FEW] for some in pairs]
    found = ([pair.other for pair in some] for some in best)
    return [[] if one.uuid in again else some for one, some in zip(new, found, strict=True)]


def erased_before(
    commune: int | None, names: Iterable[str], among: ErasedQuerySet | None = None
) -> dict[str, datetime]:
    """Return which of these names were erased in a commune, or `among` others, each with when it was last.

    One query at most.
    """
    if not (asked := {name for name in names if name}):
        return {}
    here = Erased.unscoped.filter(household__village__commune=commune)
    rows = (here if among is None else among).order_by("erased_at")
    told = {
        (salt, key): at for salt, key, at in rows.values_list("commune", "name_hash", "erased_at")
    }
    salts = {salt for salt, _key in told}
    found = dict[str, datetime]()
    for name in asked if salts else ():
        keys = ((salt, key) for salt in salts for key in hashes_of(salt or 0, name))
        if days := [told[one] for one in keys if one in told]:
            found[name] = max(days)
    return found


def pairs_of(households: HouseholdQuerySet, village: Area) -> list[Pair]:
    """Return the pairs of `households` that may be one, at least one of each in this village.

    Pairs that somebody said are two are left out; the likeliest come first. Two queries.
    """
    rows = _all_of(households, village.commune_id).select_related("village").defer("sort_key")
    found = _found(rows, village.commune_id, lambda one: one.village_id == village.pk)
    return sorted(found, key=lambda p: (-p.strength, p.one.pk, p.other.pk))[:MANY]


def twins_among(
    households: HouseholdQuerySet, commune: Area, keys: AbstractSet[int]
) -> dict[int, int]:
    """Return which of the households with these keys may be one with another, each with its village.

    Pairs that somebody said are two are left out. Two queries, none where there are no keys.
    """
    if not keys:
        return {}
    rows = _all_of(households, commune.pk).only("head_name", "phone", "village")
    found = _found(rows, commune.pk, lambda one: one.pk in keys)
    both = (one for pair in found for one in (pair.one, pair.other))
    return {one.pk: one.village_id for one in both if one.pk in keys}


def _all_of(households: HouseholdQuerySet, commune: int | None) -> Any:
    return households.open().filter(village__commune=commune).annotate(born=_BORN).order_by("pk")


def _found(
    households: Iterable[Household], commune: int | None, wanted: Callable[[Household], bool]
) -> Iterable[Pair]:
    """Return the pairs of which at least one is wanted, but for those that were said to be two."""
    groups, apart = _groups(households), _said_apart(commune)
    found = dict[tuple[int, int], Pair]()
    for group in groups:
        for one, other in combinations(group, 2):
            key = (one.pk, other.pk)
            if not (wanted(one) or wanted(other)) or key in apart or key in found:
                continue
            if pair := _compare(one, other):
                found[key] = pair
    return found.values()


def _groups(households: Iterable[Household]) -> Iterator[list[Household]]:
    """Put together, in the order of their keys, who share a name or a telephone number."""
    groups = defaultdict[str, list[Household]](list)
    for one in households:
        groups[f"n{fold(one.head_name)}"].append(one)
        if digits := digits_of(one.phone):
            groups[f"p{digits}"].append(one)
    return (group for group in groups.values() if len(group) > 1)


def _said_apart(commune: int | None) -> set[tuple[int, int]]:
    rows = NotDuplicate.unscoped.filter(first__village__commune=commune, withdrawn_at=None)
    return set(rows.values_list("first", "second"))


def _compare(one: Any, other: Any) -> Pair | None:
    """Say why two households may be one, or None when they may not."""
    name = fold(one.head_name)
    same_name = name != "" and name == fold(other.head_name)
    same_year = same_name and one.born is not None and one.born == other.born
    digits = digits_of(one.phone)
    same_phone = digits != "" and digits == digits_of(other.phone)
    near = one.village_id == other.village_id and years_fit(one.born, other.born)
    if same_phone or (same_name and (same_year or near)):
        return Pair(one, other, same_name, same_year, same_phone)
    return None


def matched(
    people: Iterable[Resident], others: Iterable[Resident]
) -> list[tuple[Resident, Resident | None]]:
    """Pair each of `people` with the same person among `others`: same name, fitting birth year.

    Nobody is paired twice; equal birth years go before unknown ones.
    """
    left = list(others)
    found = dict[int, Resident]()
    people = list(people)
    for exact in (True, False):
        for person in people:
            same = next((o for o in left if _same(person, o, exact=exact)), None)
            if person.pk not in found and same:
                found[person.pk] = same
                left.remove(same)
    return [(person, found.get(person.pk)) for person in people]


def _same(one: Resident, other: Resident, *, exact: bool) -> bool:
    if fold(one.full_name) != fold(other.full_name):
        return False
    known = one.birth_year is not None and one.birth_year == other.birth_year
    return known if exact else years_fit(one.birth_year, other.birth_year)
