"""Which members of several teams are one person, by what is known of them. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

# Two people, by their keys.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Known:
    """What tells a member from another; a blank is unknown."""

    member: int
    name: str
    phone: str
    birth_year: int | None
    joined_on: date
    # Said when teams were made one: two that have different ones are two people. And how they sign in.
    person: int | None = None
    account: int | None = None


@dataclass(frozen=True)
class Identity:
    """The person that a member is (the key of his first stay); unclear where only the name says so."""

    person: int
    unclear: bool


def identities(members: Iterable[Known]) -> dict[int, Identity]:
    """Put together the members that are one person, or may be: nobody is paid twice by chance.

    Two of one name are two people once birth years, or else telephones, differ.
    """
    found: dict[int, Identity] = {}
    people: dict[str, list[list[Known]]] = {}
    said: dict[int, list[Known]] = {}
    for known in sorted(members, key=lambda one: (one.joined_on, one.member)):
        same_name = people.setdefault(_folded(known.name), [])
        person = said.get(known.person or 0) or _fitting(known, same_name)
        verdicts = [same(known, other) for other in person]
        person.append(known)
        unclear = bool(verdicts) and True not in verdicts
        found[known.member] = Identity(person[0].member, unclear)
        if known.person:
            said.setdefault(known.person, person)
    return found


def _fitting(known: Known, same_name: list[list[Known]]) -> list[Known]:
    """Return the first person of the name that this may be, or else a new one."""
    for person in same_name:
        if False not in (same(known, other) for other in person):
            return person
    same_name.append([])
    return same_name[-1]


def are_one(one: Known, other: Known) -> bool | None:
    """Say whether people of two teams are one person; None where they may be: that is asked, never guessed."""
    if one.account and one.account == other.account:
        return True
    if one.person and other.person:
        return one.person == other.person
    if one.phone and _digits(one.phone) == _digits(other.phone):
        return None
    return None if are_alike(one, other) and same(one, other) is not False else False


def are_alike(one: Known, other: Known) -> bool:
    """Say whether two have one name."""
    return _folded(one.name) == _folded(other.name)


def pairs(teams: Iterable[Iterable[Known]]) -> tuple[list[Pair], list[Pair]]:
    """Return who of several teams is one person, and who may be, by their keys."""
    sure, asked = list[Pair](), list[Pair]()
    for ours, theirs in combinations([list(team) for team in teams], 2):
        for one, other in product(ours, theirs):
            verdict = are_one(one, other)
            if verdict is not False:
                (sure if verdict else asked).append((one.member, other.member))
    return sure, asked


def grouped(keys: Iterable[int], same: Iterable[Pair]) -> dict[int, int]:
    """Return by key the first of the keys that are one person with it, as these pairs say."""
    first = {key: key for key in keys}
    for one, other in same:
        low, high = sorted((first[one], first[other]))
        first = {key: low if head == high else head for key, head in first.items()}
    return first


def same(one: Known, other: Known) -> bool | None:
    """Say whether two of one name are one person; None where nothing can be compared."""
    if one.person and other.person:
        return one.person == other.person
    if one.birth_year and other.birth_year:
        return one.birth_year == other.birth_year
    if one.phone and other.phone:
        return _digits(one.phone) == _digits(other.phone)
    return None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _digits(phone: str) -> str:
    return "".join(filter(str.isdecimal, phone))
