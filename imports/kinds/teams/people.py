"""The people of teams, as rows and the register tell them: who is who, two leaders, who joined when."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.models import Area
from areas.names import fold
from imports.kinds.verdicts import refuse_repeated
from imports.models import ImportRow, Verdict
from imports.spreadsheet.lines import MEMBER, TEAM, Line, code_of
from imports.tidy.below import Coming
from teams.models import Decision, Member, Team, TeamVillage, Tenure
from teams.register.rules import Known, same

# What a row says of the decision that founds its team.
PAPER = ("founded_on", "number", "signer")
# What it says of a person beside their name.
FIELDS = ("role", "organisation", "phone", "birth_year", "sex")
LEADER = Member.Role.LEADER
# Number and signer of the decision that founded a team.
type Paper = tuple[str, str]


def known(key: int, said: Mapping[str, Any], name: str) -> Known:
    """Return what a row says of a person that tells them from another; `key` is its number."""
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
    if _letters(one.name) == _letters(other.name):
        return True
    return fold(one.name) == fold(other.name) and same(one, other) is True


def _letters(name: str) -> str:
    """Return the letters of a name, with their marks: "H’Wen" and "H' Wen" are written with other signs."""
    return re.sub(r"['’‘ʼ`´]\s*", "", name.casefold())


def may_be_one(one: Known, other: Known) -> bool:
    """Say whether two of different teams may be one person: nothing but the name must say so."""
    return one.name.casefold() == other.name.casefold() and same(one, other) is not False


def fields_of(row: ImportRow) -> dict[str, Any]:
    """Return what `join` is told of a person."""
    said = {name: row.values[name] for name in FIELDS if name in row.values}
    day = date.fromisoformat(row.values["joined_on"])
    return {"full_name": row.values["name"], "joined_on": day, **said}


def differs(member: Member, pairs: Mapping[str, Sequence[Any]], at: int) -> bool:
    """Say whether somebody is no longer as they were found (`at` 0), or as they were left (1)."""
    return any(getattr(member, name) != pair[at] for name, pair in pairs.items())


@dataclass
class Party:
    """The rows of one team, and the team of the register that they mean; None: it will be founded.

    Its place is a village or commune of the register, or a village that the file brings.
    `members` are whom rows mean, by row; those in `leading` say of somebody of the register that they lead.
    """

    place: int | Coming
    team: Team | None
    # The key of the commune that it is in.
    commune: int = 0
    lines: list[Line] = field(default_factory=list)
    paper: dict[str, Any] = field(default_factory=dict)
    verdicts: dict[int, str] = field(default_factory=dict)
    changes: dict[int, dict[str, Any]] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    leading: set[int] = field(default_factory=set)

    @property
    def fine(self) -> list[Line]:
        """The rows with nothing wrong."""
        return [line for line in self.lines if not line.problems]

    @property
    def known(self) -> list[Line]:
        """The rows of which it is known who they are."""
        return [line for line in self.lines if line.number in self.members]

    @property
    def unknown(self) -> list[Line]:
        """The other rows."""
        return [line for line in self.lines if line.number not in self.members]

    def who(self, line: Line) -> Known:
        """Return what tells the person of a row from another: as the register has them, if it does."""
        member = self.members.get(line.number)
        return known_of(member) if member else who(line)


def who(line: Line) -> Known:
    """Return what a row says of a person that tells them from another."""
    return known(line.number, line.values, line.name)


def refuse_twins(party: Party) -> None:
    """Refuse who stands twice among the rows of a team, but of whom a code says who they are."""
    for at, line in enumerate(party.unknown):
        for other in party.unknown[:at]:
            both_fine = line.name and not line.problems and not other.problems
            if both_fine and is_one(who(line), who(other)):
                twin(line, other)


def twin(line: Line, other: Line) -> None:
    """Refuse a row that means the same person as another."""
    how = _("Xóa một dòng; nếu là hai người thì ghi năm sinh khác nhau.")
    refuse_repeated(line, other, "full_name", how, line.name)


def refuse_second_leader(party: Party) -> None:
    """Refuse a second leader; who leads already stays, or else the first one."""
    says = {line.number for line in party.fine if line.values.get("role") == LEADER}
    leaders = [line for line in party.fine if line.number in party.leading | says]
    leaders.sort(key=lambda line: line.number in says)
    for line in leaders[1:]:
        line.wrong(
            "role",
            _("Tổ này đã có tổ trưởng ở dòng %(n)d.") % {"n": leaders[0].number},
            _("Mỗi tổ một tổ trưởng: sửa vai trò ở một trong hai dòng."),
            LEADER.label,
        )


def found(party: Party, day: date | None) -> None:
    """Find the decision that founds a team, the same in all rows that say it; else its day is `day`."""
    for key in PAPER:
        says = [line for line in party.lines if line.values.get(key)]
        for line in says[:1]:
            party.paper[key] = line.values[key]
        for line in says[1:]:
            if line.values[key] != party.paper[key]:
                words = _("Khác với dòng %(n)d của cùng tổ.") % {"n": says[0].number}
                line.wrong(key, words, _("Một tổ một quyết định thành lập: ghi như nhau."))
    if day is not None:
        party.paper.setdefault("founded_on", day)
    for line in party.fine:
        _date_founder(line, party.paper.get("founded_on"))
        party.verdicts[line.number] = Verdict.NEW
    for line in party.fine[:1]:
        since = date_format(party.paper["founded_on"])
        line.note("village", _("Lập tổ mới, từ ngày %(day)s.") % {"day": since})


def _date_founder(line: Line, founded: date | None) -> None:
    """Date somebody of a team that will be founded: from its first day, unless they came later."""
    if founded is None:
        line.wrong(
            "founded_on",
            _("Nơi này chưa có tổ, mà tệp không ghi ngày thành lập."),
            _("Chọn ngày ở phía trên, hoặc ghi vào cột “Ngày thành lập”, một dòng của tổ là đủ."),
        )
    elif line.values.setdefault("joined_on", founded) < founded:
        words = _("Vào tổ trước ngày thành lập %(day)s.") % {"day": date_format(founded)}
        line.wrong("joined_on", words, _("Sửa một trong hai ngày."))


def date_joining(line: Line, team: Team, otherwise: date | None) -> None:
    """Date somebody who joins a team that is there: by their row, by the decision it names, or `otherwise`."""
    day = line.values.get("joined_on") or line.values.get("founded_on") or otherwise
    if day is None:
        line.wrong(
            "joined_on",
            _("Người mới của tổ, mà tệp không ghi ngày vào tổ."),
            _("Chọn ngày ở phía trên, hoặc thêm cột “Vào tổ từ ngày” và ghi ngày."),
        )
    elif day < team.founded_on:
        words = _("Tổ thành lập ngày %(day)s, sau ngày vào tổ.")
        line.wrong("joined_on", words % {"day": date_format(team.founded_on)}, _("Sửa ngày."))
    else:
        if "joined_on" not in line.values:
            line.note("joined_on", _("Vào tổ từ ngày %(day)s.") % {"day": date_format(day)})
        line.values["joined_on"] = day


def commune_of(team: Team) -> int:
    """Return the key of the commune that a team is in."""
    return team.area.commune_id or team.area_id


class Roll:
    """The teams in force of a place, or of some of its communes, by what they are for, with who serves. Five queries."""

    def __init__(self, place: Area, communes: Iterable[int] | None = None) -> None:
        rows = Team.unscoped.inside(place.path or "-").in_force(timezone.localdate())
        if communes is not None:
            keys = list(communes)
            rows = rows.filter(Q(area__in=keys) | Q(area__commune__in=keys))
        self.teams = {team.pk: team for team in rows.select_related("area").order_by("pk")}
        self.of_place = defaultdict[int | Coming, list[Team]](list)
        for team in self.teams.values():
            if not team.area.is_village:
                self.of_place[team.area_id].append(team)
        served = TeamVillage.unscoped.filter(valid_to=None, team__in=self.teams).order_by("pk")
        for village, pk in served.values_list("village_id", "team_id"):
            self.of_place[village].append(self.teams[pk])
        self._read_people()
        self._read_papers()
        # Whom a row of our own sheet means; nobody of a team in which nobody serves.
        self.by_code: dict[str, tuple[Team, Member | None]] = {
            code_of(TEAM, pk): (team, None) for pk, team in self.teams.items()
        }
        for member in self.members.values():
            self.by_code[code_of(MEMBER, member.pk)] = self.teams[member.team_id], member

    def _read_people(self) -> None:
        self.people = defaultdict[int, list[Member]](list)
        self.members = dict[int, Member]()
        self.of_name = defaultdict[tuple[int, str], list[Member]](list)
        serving = Member.unscoped.filter(left_on=None, team__in=self.teams)
        for member in serving.select_related("further").order_by("pk"):
            self.people[member.team_id].append(member)
            self.members[member.pk] = member
            commune = commune_of(self.teams[member.team_id])
            self.of_name[commune, member.full_name.casefold()].append(member)
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
        return next((one for one in self.people[team.pk] if one.role == LEADER), None)

    def elsewhere(self, one: Known, party: Party) -> list[Team]:
        """Return the other teams of its commune in which somebody of this name serves who may be the same person."""
        named = self.of_name.get((party.commune, one.name.casefold()), ())
        keys = {member.team_id for member in named if may_be_one(one, known_of(member))}
        return [self.teams[pk] for pk in sorted(keys) if self.teams[pk] != party.team]
