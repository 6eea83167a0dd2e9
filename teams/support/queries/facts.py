"""The facts of a commune's month of support, read from the register, and what they come to."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import override

from areas.models import Area
from teams.models import (
    Activity,
    Decision,
    Member,
    SupportLine,
    SupportPolicy,
    SupportSheet,
    SupportTopUp,
    Team,
    Tenure,
    Tier,
)
from teams.register.rules import Known, identities
from teams.support.rules import terms
from teams.support.rules.month import calculate
from teams.support.rules.terms import Rules, Session, Span, Stay


@dataclass
class Worked:
    """A month as the register has it now; without a policy nobody is paid anything.

    `lines` are not saved; each carries its sessions as `held`.
    """

    commune: Area
    month: date
    policy: SupportPolicy | None
    span: Span
    top_up: SupportTopUp | None = None
    lines: list[SupportLine] = field(default_factory=list)
    left_out: list[tuple[Team, str]] = field(default_factory=list)
    # Sessions that name nobody who was there: nobody's day can be paid for them.
    unnamed: int = 0

    @property
    def total(self) -> int:
        """The sum of the lines, in đồng."""
        return sum(line.amount for line in self.lines)

    @property
    def code(self) -> str:
        """What says that nothing moved between reading and approving."""
        return code_of(self.commune, self.month, self.lines)


def span_of(month: date, starts_on: int = 1) -> Span:
    """Return the days of a month that starts on this day: the 15th means from the month before."""
    next_month = (month + timedelta(days=31)).replace(day=1)
    if starts_on == 1:
        return Span(month, next_month - timedelta(days=1))
    before = (month - timedelta(days=1)).replace(day=starts_on)
    return Span(before, month.replace(day=starts_on) - timedelta(days=1))


def policy_of(province_id: int | None, month: date) -> SupportPolicy | None:
    """Return the policy that pays this month: the latest that holds on a day of it."""
    last = span_of(month).last
    first = (month - timedelta(days=1)).replace(day=1)
    for policy in SupportPolicy.unscoped.filter(province_id=province_id).during(first, last):
        if _paid_days(policy, span_of(month, policy.month_starts_on)).days:
            return policy
    return None


def _paid_days(policy: SupportPolicy, span: Span) -> Span:
    until = policy.last_on and policy.last_on + timedelta(days=1)
    return span.meet(policy.valid_from, until)


def work_out(commune: Area, month: date, sheet: SupportSheet | None = None) -> Worked:
    """Work out a month from the register; `sheet` as approved, by its policy and what was paid then.

    Ten queries at most, whatever the number of teams.
    """
    policy = sheet.policy if sheet else policy_of(commune.province_id, month)
    if policy is None:
        return Worked(commune, month, None, span_of(month))
    worked = Worked(commune, month, policy, span_of(month, policy.month_starts_on))
    top_ups = SupportTopUp.unscoped.filter(commune=commune, policy=policy, from_month__lte=month)
    worked.top_up = top_ups.order_by("-from_month").first()
    paid = _paid_days(policy, worked.span)
    facts = _Facts(worked, sheet)
    found = calculate(_rules(policy, worked.top_up), worked.span, paid, facts.teams())
    worked.lines = [facts.line(line) for line in found.lines]
    worked.left_out = [(facts.rows[key], why.value) for key, why in found.left_out]
    worked.unnamed = sum(not facts.present[key] for key in facts.sessions)
    return worked


def _rules(policy: SupportPolicy, top_up: SupportTopUp | None) -> Rules:
    return Rules(
        team_month=policy.team_month or 0,
        member_month=policy.member_month or 0,
        member_day=policy.member_day or 0,
        year_cap=policy.team_year_cap,
        days_within=policy.days_within,
        villages_only=policy.villages_only,
        numbered_only=policy.numbered_only,
        active_only=policy.active_only,
        top_up=top_up.amount if top_up else 0,
    )


class _Facts:
    """All that a commune's teams are and did in these days."""

    def __init__(self, worked: Worked, sheet: SupportSheet | None) -> None:
        self.month = worked.month
        self.rows = {row.pk: row for row in _teams(worked.commune, worked.span)}
        # As papers name them, in whatever language the page is read.
        with override("vi"):
            self.names = {key: str(row) for key, row in self.rows.items()}
        self.members = {row.pk: row for row in Member.unscoped.filter(team__in=self.rows)}
        self.people = identities(
            Known(
                *(row.pk, row.full_name, row.phone, row.birth_year, row.joined_on),
                person=row.person_id,
            )
            for row in self.members.values()
        )
        days = Activity.unscoped.held().between(worked.span.first, worked.span.last)
        self.sessions = days.filter(team__in=self.rows).order_by("held_on", "pk").in_bulk()
        self.present = _present(self.sessions)
        founded = Decision.unscoped.filter(kind=Decision.Kind.FOUND, teams__in=self.rows)
        self.numbers = dict(founded.exclude(number="").values_list("teams", "number"))
        # Who led a team last in these days takes the team's money.
        led = Tenure.unscoped.leading().filter(team__in=self.rows, valid_from__lte=worked.span.last)
        led = led.exclude(valid_to__lte=worked.span.first).order_by("valid_from")
        self.leaders = dict(led.values_list("team_id", "member__full_name"))
        capped = worked.policy is not None and worked.policy.team_year_cap is not None
        self.paid = _paid(self.rows, worked.month, sheet) if capped else {}

    def teams(self) -> Iterable[terms.Team]:
        """Yield each team with its people and sessions."""
        stays, held = defaultdict(list), defaultdict(list)
        for member in sorted(self.members.values(), key=lambda row: (row.sort_key, row.pk)):
            who = self.people[member.pk]
            stay = Stay(member.pk, who.person, member.joined_on, member.left_on, who.unclear)
            stays[member.team_id].append(stay)
        for row in self.sessions.values():
            present = frozenset(self.present[row.pk])
            held[row.team_id].append(Session(row.pk, row.held_on, present))
        for key, team in self.rows.items():
            yield terms.Team(
                key,
                self.names[key],
                team.founded_on,
                team.dissolved_on,
                number=self.numbers.get(key, ""),
                of_village=team.tier == Tier.VILLAGE,
                paid=self.paid.get(key, 0),
                stays=stays[key],
                sessions=held[key],
            )

    def line(self, line: terms.Line) -> SupportLine:
        """Return a line as it would be kept."""
        team = self.rows[line.team]
        member = self.members[line.member] if line.member else None
        row = SupportLine(
            kind=line.kind.value,
            team=team,
            member=member,
            person=self.members[line.person] if line.person else None,
            month=self.month,
            day=line.day,
            base=line.base,
            days=line.days,
            of=line.of,
            due=line.due,
            amount=line.amount,
            why=[[str(word) for word in words] for words in line.why],
            team_name=self.names[line.team],
            payee=member.full_name if member else self.leaders.get(line.team, ""),
        )
        row.held = [self.sessions[key] for key in line.sessions]
        return row


def _teams(commune: Area, span: Span) -> Iterable[Team]:
    """Return the teams that were in force on one of these days: the commune's, then the villages'."""
    here = Q(area__commune=commune) | Q(area=commune)
    rows = Team.unscoped.filter(here, founded_on__lte=span.last).exclude(
        dissolved_on__lte=span.first
    )
    return rows.select_related("area").order_by("tier", "area__sort_key", "founded_on", "pk")


def _present(sessions: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Activity.present.through.objects.filter(activity_id__in=list(sessions))
    for activity, member in rows.values_list("activity_id", "member_id"):
        found[activity].add(member)
    return found


def _paid(teams: Iterable[int], month: date, sheet: SupportSheet | None) -> dict[int, int]:
    """Return what each team was paid in the year by other sheets, approved before this one."""
    rows = SupportLine.unscoped.filter(live=True, team__in=list(teams), month__year=month.year)
    rows = rows.exclude(kind=SupportLine.Kind.TOP_UP).exclude(sheet__month=month)
    if sheet:
        rows = rows.filter(sheet__approved_at__lt=sheet.approved_at)
    return dict(rows.order_by().values_list("team").annotate(n=Sum("amount")))


def shape_of(line: SupportLine) -> tuple[Any, ...]:
    """Return what a line is about, beside its amount: the same in the draft and as approved."""
    return (line.kind, line.team_id, line.member_id or 0, str(line.day or ""))


def code_of(commune: Area, month: date, lines: Sequence[SupportLine]) -> str:
    """Return the check code of a sheet: eight digits of all that its lines say."""
    said = [_said(line) for line in lines]
    text = json.dumps([commune.pk, str(month), sorted(said, key=str)], ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def _said(line: SupportLine) -> list[Any]:
    amounts = (line.person_id, line.base, line.days, line.of, line.due, line.amount)
    held = sorted(row.pk for row in line.held)
    return [*shape_of(line), *amounts, line.why, line.team_name, line.payee, held]
