"""The sheet of teams: a row is somebody who serves, a team without people has one that waits for a name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from areas.models import Area
from imports.kinds.teams.exported import FIXED, Paper, code_of, code_of_team, stands
from imports.own_sheets.sheet import Cells, Days, Offer, Sheet
from imports.spreadsheet.columns import TEAMS
from imports.spreadsheet.exported_values import pack
from teams.models import Decision, Member, Team, Tier

_CHOICES: Mapping[str, Any] = {
    "tier": Tier,
    "role": Member.Role,
    "organisation": Member.Organisation,
    "sex": Member.Sex,
}


def _rows(user: Any, place: Area, _villages: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield the people of the teams in force of a place, leader first, the commune's own team first."""
    teams = Team.objects.visible_to(user).in_force(timezone.localdate()).select_related("area")
    of_place = teams.of_place(place) if place.is_village else teams.inside(place.path or "")
    ordered = list(of_place.order_by("tier", "area__sort_key", "pk").distinct())
    people = defaultdict[int, list[Member | None]](list)
    serving = Member.objects.visible_to(user).filter(team__in=ordered).serving()
    for member in serving.select_related("further"):
        people[member.team_id].append(member)
    papers = _papers(user, ordered)
    for team in ordered:
        for one in people[team.pk] or [None]:
            yield _cells(team, papers.get(team.pk, ("", "")), one)


def _papers(user: Any, teams: Sequence[Team]) -> dict[int, Paper]:
    """Return number and signer of the decision that founded each team. One query."""
    founding = Decision.objects.visible_to(user).filter(kind=Decision.Kind.FOUND, teams__in=teams)
    found = founding.order_by().values_list("teams", "number", "signer")
    return {team: (number, signer) for team, number, signer in found}


def _cells(team: Team, paper: Paper, member: Member | None) -> Cells:
    said = stands(team, paper, member)
    said["id"] = code_of(member.pk) if member else code_of_team(team.pk)
    shown = {name: _shown(name, said.get(name)) for name in _CHOICES}
    return {**said, **shown, "version": team.version, "given": pack(TEAMS, said)}


def _shown(name: str, value: Any) -> str:
    """Return a choice as its reader knows it; who sends somebody may have a name of the province's own."""
    return str(_CHOICES[name](value).label) if value in _CHOICES[name].values else value or ""


def _offers(villages: Iterable[Area]) -> list[Offer]:
    choices = [((name,), [str(label) for label in one.labels]) for name, one in _CHOICES.items()]
    return [(("village",), [village.full_name for village in villages]), *choices]


SHEET = Sheet(
    TEAMS,
    title=gettext_lazy("Tổ"),
    file_name="to",
    taken=gettext_noop("Tải mẫu có sẵn thành viên tổ"),
    rows=_rows,
    offers=_offers,
    forms={"founded_on": "day", "joined_on": "day", "birth_year": "number"},
    fixed=FIXED,
    widths={
        "village": 20,
        "tier": 14,
        "number": 14,
        "signer": 18,
        "full_name": 24,
        "organisation": 18,
        "phone": 14,
    },
)
