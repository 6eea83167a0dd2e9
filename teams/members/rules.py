"""Which members of several teams are one person, by what is known of them. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Known:
    """What tells a member from another; a blank is unknown."""

    member: int
    name: str
    phone: str
    birth_year: int | None
    joined_on: date


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
    for known in sorted(members, key=lambda one: (one.joined_on, one.member)):
        same_name = people.setdefault(" ".join(known.name.casefold().split()), [])
        for person in same_name:
            verdicts = [same(known, other) for other in person]
            if False not in verdicts:
                found[known.member] = Identity(person[0].member, True not in verdicts)
                person.append(known)
                break
        else:
            same_name.append([known])
            found[known.member] = Identity(known.member, unclear=False)
    return found


def same(one: Known, other: Known) -> bool | None:
    """Say whether two of one name are one person; None where nothing can be compared."""
    if one.birth_year and other.birth_year:
        return one.birth_year == other.birth_year
    if one.phone and other.phone:
        return _digits(one.phone) == _digits(other.phone)
    return None


def _digits(phone: str) -> str:
    return "".join(filter(str.isdecimal, phone))
