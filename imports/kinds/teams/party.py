"""The rows of one team of a file: twice the same person, two leaders, the decision that founds it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from imports.kinds.teams.people import is_one, known, known_of
from imports.models import Verdict
from imports.spreadsheet.lines import Line
from teams.members.rules import Known
from teams.models import Member, Team

# What a row says of the decision that founds its team.
PAPER = ("founded_on", "number", "signer")
# What it says of a person beside his name.
FIELDS = ("role", "organisation", "phone", "birth_year", "sex")
LEADER = Member.Role.LEADER


@dataclass
class Party:
    """The rows of one team, and the team of the register that they mean; None: it will be founded.

    `members` are whom rows mean, by row; those in `leading` say of somebody of the register that he leads.
    """

    place: int
    team: Team | None
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
        """Return what tells the person of a row from another: as the register has him, if it does."""
        member = self.members.get(line.number)
        return known_of(member) if member else who(line)


def who(line: Line) -> Known:
    """Return what a row says of a person that tells him from another."""
    return known(line.number, line.values, line.name)


def refuse_twins(party: Party) -> None:
    """Refuse who stands twice among the rows of a team, but of whom a code says who he is."""
    for at, line in enumerate(party.unknown):
        for other in party.unknown[:at]:
            both_fine = line.name and not line.problems and not other.problems
            if both_fine and is_one(who(line), who(other)):
                twin(line, other)


def twin(line: Line, other: Line) -> None:
    """Refuse a row that means the same person as another."""
    line.wrong(
        "full_name",
        _("Trùng với dòng %(n)d của tệp.") % {"n": other.number},
        _("Xóa một dòng; nếu là hai người thì ghi năm sinh khác nhau."),
        line.name,
    )


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
    """Date somebody of a team that will be founded: from its first day, unless he came later."""
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
    """Date somebody who joins a team that is there: by his row, by the decision it names, or `otherwise`."""
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
