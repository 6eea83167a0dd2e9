"""A month of support as it is read: team by team, as approved or as it would be; and over many communes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from areas.kinds import Level
from areas.models import Area
from teams.models import SupportLine, SupportSheet, Team
from teams.models.support_terms import Why
from teams.support.queries.facts import Worked, code_of, shape_of, work_out
from teams.support.rules.words import reason

Kind = SupportLine.Kind
# What is said of a whole team's row, without naming anybody.
_OF_TEAM = (Kind.TEAM, Kind.TOP_UP)


@dataclass
class Sums:
    """Sums of lines, in đồng; days are those that are paid."""

    lines: list[SupportLine] = field(default_factory=list)

    def _of(self, kind: str) -> int:
        return sum(line.amount for line in self.lines if line.kind == kind)

    @property
    def team_money(self) -> int:
        """What the team gets as a team."""
        return self._of(Kind.TEAM)

    @property
    def member_money(self) -> int:
        """What its people get for the month."""
        return self._of(Kind.MEMBER)

    @property
    def day_money(self) -> int:
        """What its people get for days."""
        return self._of(Kind.DAY)

    @property
    def top_up(self) -> int:
        """What the commune adds."""
        return self._of(Kind.TOP_UP)

    @property
    def own(self) -> int:
        """What the team's leader takes for it; all else is its people's."""
        return self.team_money + self.top_up

    @property
    def of_people(self) -> int:
        """What people take themselves."""
        return self.member_money + self.day_money

    @property
    def total(self) -> int:
        """All of it."""
        return sum(line.amount for line in self.lines)

    @property
    def days(self) -> int:
        """The days that are paid for."""
        return sum(1 for line in self.lines if line.kind == Kind.DAY and line.amount)

    @property
    def sessions(self) -> int:
        """The sessions that any line rests on."""
        return len({row.pk for line in self.lines for row in line.held})


@dataclass
class TeamRow(Sums):
    """One team of a sheet."""

    team: Team | None = None
    name: str = ""

    @property
    def payee(self) -> str:
        """Who takes the team's money: its leader; nobody known, nobody."""
        return next((line.payee for line in self.lines if line.kind in _OF_TEAM), "")

    @property
    def recipient(self) -> str:
        """Who signs for the team's own money."""
        return self.payee or _("chưa có tổ trưởng")

    @property
    def notes(self) -> list[str]:
        """What is unusual, without names: a part of a month, days paid elsewhere or not at all."""
        said = [
            reason(words)
            for line in self.lines
            if line.kind in _OF_TEAM
            for words in line.why
            if words[0] not in (Why.DECISION, Why.INCLUDED)
        ]
        short = [line for line in self.lines if line.kind not in _OF_TEAM]
        cut = Counter(reason(line.why[-1]) for line in short if line.amount < line.due)
        said += [_("%(n)s khoản: %(why)s") % {"n": n, "why": why} for why, n in cut.items()]
        return list(dict.fromkeys(said))


@dataclass(frozen=True)
class Difference:
    """A line whose amount would be another today: it was approved as `was`."""

    line: SupportLine
    was: int
    now: int


@dataclass
class Board:
    """A commune's month: as approved where it was (`sheet`), otherwise as it is now.

    What was left out is always told as it is now.
    """

    worked: Worked
    sheet: SupportSheet | None
    rows: list[TeamRow]
    changed: list[Difference] = field(default_factory=list)

    @property
    def left_out(self) -> list[tuple[Team, str]]:
        """The teams without a line, each with the reason in words."""
        return [(team, reason([why])) for team, why in self.worked.left_out]

    @property
    def unnamed(self) -> int:
        """Sessions that name nobody who was there."""
        return sum(self.worked.unnamed.values())

    @property
    def lines(self) -> list[SupportLine]:
        """Every line, team by team."""
        return [line for row in self.rows for line in row.lines]

    @property
    def sums(self) -> Sums:
        """The sums of all teams."""
        return Sums(self.lines)

    @property
    def code(self) -> str:
        """The check code of what is shown."""
        return self.sheet.code if self.sheet else self.worked.code

    @property
    def intact(self) -> bool:
        """Whether what was approved is still what it was when it was approved."""
        sheet, lines = self.sheet, self.lines
        if sheet is None:
            return True
        code = code_of(self.worked.commune, sheet.month, lines)
        return (code, self.sums.total) == (sheet.code, sheet.total)

    @property
    def paid_teams(self) -> list[TeamRow]:
        """The teams whose leader takes something for them."""
        return [row for row in self.rows if row.own]

    @property
    def people(self) -> list["PersonRow"]:
        """Those who are paid themselves, person by person within each team."""
        found: dict[tuple[int, int], PersonRow] = {}
        for line in self.lines:
            if line.member_id and line.amount:
                row = found.setdefault(
                    (line.team_id, line.member_id), PersonRow(name=line.payee, team=line.team_name)
                )
                row.lines.append(line)
        return list(found.values())


@dataclass
class PersonRow(Sums):
    """One person of a team who is paid himself."""

    name: str = ""
    team: str = ""

    @property
    def dates(self) -> list[date]:
        """The days that he is paid for."""
        return [line.day for line in self.lines if line.day]


def board_of(commune: Area, month: date) -> Board:
    """Return a commune's month, and what changed since it was approved."""
    sheets = SupportSheet.unscoped.standing().filter(commune=commune, month=month)
    sheet = sheets.select_related("policy", "approved_by").first()
    worked = work_out(commune, month, sheet)
    lines = kept(sheet) if sheet else worked.lines
    changed = list(_differences(lines, worked.lines)) if sheet else []
    return Board(worked, sheet, _rows(lines), changed)


def kept(sheet: SupportSheet) -> list[SupportLine]:
    """Return the lines of an approved sheet as they were approved."""
    rows = SupportLine.unscoped.filter(sheet=sheet).select_related("team")
    lines = list(rows.prefetch_related("sessions"))
    for line in lines:
        line.held = list(line.sessions.all())
    return lines


def _rows(lines: Iterable[SupportLine]) -> list[TeamRow]:
    found: dict[int, TeamRow] = {}
    for line in lines:
        line.said = [reason(words) for words in line.why]
        row = found.setdefault(line.team_id, TeamRow(team=line.team, name=line.team_name))
        row.lines.append(line)
    return list(found.values())


def _differences(
    before: Sequence[SupportLine], after: Sequence[SupportLine]
) -> Iterable[Difference]:
    was = {shape_of(line): line for line in before}
    now = {shape_of(line): line for line in after}
    for shape, line in {**now, **was}.items():
        pair = [rows[shape].amount if shape in rows else 0 for rows in (was, now)]
        if pair[0] != pair[1]:
            yield Difference(line, *pair)


# --- Many communes ---


@dataclass(frozen=True)
class CommuneRow:
    """A commune and its approved sheet of the month, where there is one."""

    commune: Area
    sheet: SupportSheet | None


@dataclass(frozen=True)
class Overview:
    """A month over the communes of a district or province."""

    rows: list[CommuneRow]

    @property
    def approved(self) -> list[SupportSheet]:
        """The sheets that stand."""
        return [row.sheet for row in self.rows if row.sheet]

    @property
    def total(self) -> int:
        """What was approved, in đồng."""
        return sum(sheet.total for sheet in self.approved)


def overview_of(area: Area, month: date) -> Overview:
    """Return the communes of a unit that were open in a month; two queries."""
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    communes = Area.unscoped.within(area).filter(level=Level.COMMUNE).on(last)
    standing = SupportSheet.unscoped.standing().filter(month=month).inside(area.path or "-")
    sheets = {sheet.commune_id: sheet for sheet in standing.select_related("approved_by")}
    ordered = communes.order_by("sort_key", "id")
    return Overview([CommuneRow(one, sheets.get(one.pk)) for one in ordered])
