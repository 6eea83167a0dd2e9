"""The teams of a commune and who serves in them, as a file of members is compared with them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from areas.models import Area
from areas.names import fold
from imports.kinds.teams.exported import Paper, code_of, code_of_team
from imports.kinds.teams.people import is_one, known_of, may_be_one
from teams.members.rules import Known, same
from teams.models import Decision, Member, Team, TeamVillage, Tenure


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
        self._read_people()
        self._read_papers()
        # Whom a row of our own sheet means; nobody of a team in which nobody serves.
        self.by_code: dict[str, tuple[Team, Member | None]] = {
            code_of_team(pk): (team, None) for pk, team in self.teams.items()
        }
        for member in self.members.values():
            self.by_code[code_of(member.pk)] = self.teams[member.team_id], member

    def _read_people(self) -> None:
        self.people = defaultdict[int, list[Member]](list)
        self.members = dict[int, Member]()
        serving = Member.unscoped.filter(left_on=None, team__in=self.teams)
        for member in serving.select_related("further").order_by("pk"):
            self.people[member.team_id].append(member)
            self.members[member.pk] = member
        led = Tenure.unscoped.leading().filter(valid_to=None, team__in=self.teams)
        self.led_since: dict[int, date] = dict(led.order_by().values_list("team", "valid_from"))

    def _read_papers(self) -> None:
        self.numbers = defaultdict[int, set[str]](set)
        self.papers = defaultdict[int, Paper](lambda: ("", ""))
        papers = Decision.unscoped.filter(teams__in=self.teams).order_by()
        for pk, kind, number, signer in papers.values_list("teams", "kind", "number", "signer"):
            self.numbers[pk].add(fold(number))
            if kind == Decision.Kind.FOUND:
                self.papers[pk] = number, signer

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
