"""The teams of a commune and who serves in them, as a file of members is compared with them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from areas.models import Area
from areas.names import fold
from teams.models import Decision, Member, Team, TeamVillage, Tenure
from teams.same_people import Known, same


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


class Roll:
    """The teams in force of one commune, by the places that they are for, with who serves. Five queries."""

    def __init__(self, commune: Area) -> None:
        rows = Team.unscoped.in_force(timezone.localdate())
        rows = rows.filter(Q(area=commune) | Q(area__commune=commune)).select_related("area")
        self.teams = {team.pk: team for team in rows.order_by("pk")}
        self.of_place = defaultdict[int, list[Team]](list)
        for team in self.teams.values():
            if team.area_id == commune.pk:
                self.of_place[commune.pk].append(team)
        served = TeamVillage.unscoped.filter(valid_to=None, team__in=self.teams).order_by("pk")
        for village, pk in served.values_list("village_id", "team_id"):
            self.of_place[village].append(self.teams[pk])
        self.people = defaultdict[int, list[Member]](list)
        self.members = dict[int, Member]()
        for member in Member.unscoped.filter(left_on=None, team__in=self.teams).order_by("pk"):
            self.people[member.team_id].append(member)
            self.members[member.pk] = member
        led = Tenure.unscoped.leading().filter(valid_to=None, team__in=self.teams)
        self.led_since: dict[int, date] = dict(led.order_by().values_list("team", "valid_from"))
        self.numbers = defaultdict[int, set[str]](set)
        papers = Decision.unscoped.filter(teams__in=self.teams).order_by()
        for pk, number in papers.values_list("teams", "number"):
            self.numbers[pk].add(fold(number))

    def match(self, team: Team, one: Known) -> list[Member]:
        """Return who of a team must be meant; where several may be, those of whom more is the same."""
        found = [member for member in self.people[team.pk] if is_one(one, known_of(member))]
        if len(found) > 1:
            return [member for member in found if same(one, known_of(member))] or found
        return found

    def leader(self, team: Team) -> Member | None:
        """Return who leads a team."""
        return next((one for one in self.people[team.pk] if one.role == Member.Role.LEADER), None)

    def elsewhere(self, one: Known, but: Iterable[Team]) -> list[Team]:
        """Return the other teams in which somebody of this name serves who may be the same person."""
        others = self.teams.keys() - {team.pk for team in but}
        return [
            self.teams[pk]
            for pk in sorted(others)
            if any(may_be_one(one, known_of(member)) for member in self.people[pk])
        ]


def may_be_one(one: Known, other: Known) -> bool:
    """Say whether two of different teams may be one person: nothing but the name must say so."""
    return one.name.casefold() == other.name.casefold() and same(one, other) is not False
