"""A month of support as it is read: team by team, as approved or as it would be; and over many communes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from areas.kinds import Level
from areas.models import Area
from teams.models import SupportLine, SupportSheet
from teams.support.queries.facts import Worked, code_of, shape_of, span_of, work_out
from teams.support.rules.terms import Why, reason

Kind = SupportLine.Kind
# A commune and its approved sheet of the month, where there is one.
type CommuneRow = tuple[Area, SupportSheet | None]
# What is said of a whole team's row, without naming anybody.
_OF_TEAM = (Kind.TEAM, Kind.TOP_UP)


class Sums:
    """Sums of lines, in đồng, by what they pay for; `days` are those that are paid.

    The team's leader takes what is its `own`, all else is its people's.
    """

    def __init__(self, lines: Sequence[SupportLine]) -> None:
        self.lines = lines
        money = Counter[str]()
        for line in lines:
            money[line.kind] += line.amount
        self.team_money, self.member_money = money[Kind.TEAM], money[Kind.MEMBER]
        self.day_money, self.top_up = money[Kind.DAY], money[Kind.TOP_UP]
        self.own = self.team_money + self.top_up
        self.of_people = self.member_money + self.day_money
        self.total = money.total()
        self.days = sum(1 for line in lines if line.kind == Kind.DAY and line.amount)
        self.sessions = len({row.pk for line in lines for row in line.held})


class TeamRow(Sums):
    """One team of a sheet."""

    def __init__(self, lines: Sequence[SupportLine]) -> None:
        super().__init__(lines)
        self.team, self.name = lines[0].team, lines[0].team_name

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


class PersonRow(Sums):
    """One person of a team who is paid themselves, and the days that they are paid for."""

    def __init__(self, lines: Sequence[SupportLine]) -> None:
        super().__init__(lines)
        self.name, self.team = lines[0].payee, lines[0].team_name
        self.dates = [line.day for line in lines if line.day]


class Board:
    """A commune's month: as approved where it was (`sheet`), otherwise as it is now; team by team.

    `changed` is what would be otherwise today. What was left out is always told as it is now.
    """

    def __init__(
        self, worked: Worked, sheet: SupportSheet | None, lines: Sequence[SupportLine]
    ) -> None:
        self.worked, self.sheet = worked, sheet
        self.rows = [TeamRow(of_team) for of_team in _grouped(lines, "team_id")]
        self.lines = [line for row in self.rows for line in row.lines]
        self.sums = Sums(self.lines)
        self.code = sheet.code if sheet else worked.code
        self.changed = list(_differences(lines, worked.lines)) if sheet else []
        self.left_out = [(team, reason([why])) for team, why in worked.left_out]
        # Those who sign: for a team whose leader takes something for it, and whoever is paid themselves.
        self.paid_teams = [row for row in self.rows if row.own]
        paid = [line for line in self.lines if line.member_id and line.amount]
        self.people = [PersonRow(one) for one in _grouped(paid, "team_id", "member_id")]

    @property
    def intact(self) -> bool:
        """Whether what was approved is still what it was when it was approved."""
        if self.sheet is None:
            return True
        code = code_of(self.worked.commune, self.sheet.month, self.lines)
        return (code, self.sums.total) == (self.sheet.code, self.sheet.total)


def board_of(commune: Area, month: date) -> Board:
    """Return a commune's month, and what changed since it was approved."""
    sheets = SupportSheet.unscoped.standing().filter(commune=commune, month=month)
    sheet = sheets.select_related("policy", "approved_by").first()
    worked = work_out(commune, month, sheet)
    lines = kept(sheet) if sheet else worked.lines
    for line in lines:
        line.said = [reason(words) for words in line.why]
    return Board(worked, sheet, lines)


def kept(sheet: SupportSheet) -> list[SupportLine]:
    """Return the lines of an approved sheet as they were approved."""
    rows = SupportLine.unscoped.filter(sheet=sheet).select_related("team")
    lines = list(rows.prefetch_related("sessions"))
    for line in lines:
        line.held = list(line.sessions.all())
    return lines


def _grouped(lines: Iterable[SupportLine], *columns: str) -> Iterable[list[SupportLine]]:
    """Put together the lines alike in these columns, in the order in which the first of each came."""
    found: dict[Any, list[SupportLine]] = defaultdict(list)
    alike = attrgetter(*columns)
    for line in lines:
        found[alike(line)].append(line)
    return found.values()


def _differences(
    before: Sequence[SupportLine], after: Sequence[SupportLine]
) -> Iterable[tuple[SupportLine, int, int]]:
    """Yield the lines whose amount would be another today: as what each was approved, and what it would be."""
    was = {shape_of(line): line for line in before}
    now = {shape_of(line): line for line in after}
    for shape, line in {**now, **was}.items():
        paid, due = (rows[shape].amount if shape in rows else 0 for rows in (was, now))
        if paid != due:
            yield line, paid, due


def overview_of(area: Area, month: date) -> list[CommuneRow]:
    """Return the communes of a unit that were open at the end of a month; two queries."""
    communes = Area.unscoped.within(area).filter(level=Level.COMMUNE).on(span_of(month).last)
    standing = SupportSheet.unscoped.standing().filter(month=month).inside(area.path or "-")
    sheets = {sheet.commune_id: sheet for sheet in standing.select_related("approved_by")}
    ordered = communes.order_by("sort_key", "id")
    return [(one, sheets.get(one.pk)) for one in ordered]
