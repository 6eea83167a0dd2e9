"""When two are one person, as rows and members tell them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from areas.names import fold
from teams.members.rules import Known, same
from teams.models import Member


def known(key: int, said: Mapping[str, Any], name: str) -> Known:
    """Return what a row says of a person that tells him from another; `key` is its number."""
    return Known(key, name, said.get("phone", ""), said.get("birth_year"), date.min)


def known_of(member: Member) -> Known:
    """Return the same of a member."""
    return Known(member.pk, member.full_name, member.phone, member.birth_year, member.joined_on)


def is_one(one: Known, other: Known) -> bool:
    """Say whether two of one team are one person: by name, unless their years differ.

    A name that differs in its marks alone is the same where the year or the telephone says so, too.
    """
    if one.birth_year and other.birth_year and one.birth_year != other.birth_year:
        return False
    if one.name.casefold() == other.name.casefold():
        return True
    return fold(one.name) == fold(other.name) and same(one, other) is True


def may_be_one(one: Known, other: Known) -> bool:
    """Say whether two of different teams may be one person: nothing but the name must say so."""
    return one.name.casefold() == other.name.casefold() and same(one, other) is not False
