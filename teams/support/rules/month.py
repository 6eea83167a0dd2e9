"""What a month of support comes to: facts in, lines out, no database. Money is whole đồng.

The rules that no resolution spells out are those of decision 0009.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from teams.models import SupportLine
from teams.support.rules.terms import Line, Month, Rules, Session, Span, Stay, Team, Why

Kind = SupportLine.Kind

# A share of a month is rounded to this many đồng.
ROUND_TO = 1000


@dataclass(frozen=True)
class _Claims:
    """Which stay is paid for a person's day, and for his month with how many days."""

    days: dict[tuple[int, date], Stay]
    months: dict[int, tuple[Stay, int]]
    team_of: dict[int, str]


def share(base: int, days: int, of: int) -> int:
    """Return the part of a month's amount for some of its days, to the nearest thousand đồng."""
    if days == of:
        return base
    return (2 * base * days + of * ROUND_TO) // (2 * of * ROUND_TO) * ROUND_TO


def calculate(rules: Rules, whole: Span, paid: Span, teams: Iterable[Team]) -> Month:
    """Work out a month: `whole` are its days, `paid` those on which the policy holds."""
    month, fit = Month(), []
    for team in teams:
        if not _in_force(team, paid).days:
            continue
        if reason := _left_out(rules, paid, team):
            month.left_out.append((team.key, reason))
        else:
            fit.append(team)
    claims = _claims(paid, fit)
    for team in fit:
        month.lines.extend(_lines(rules, len(whole.days), paid, team, claims))
    return month


def _in_force(team: Team, paid: Span) -> Span:
    return paid.meet(team.founded_on, team.dissolved_on)


def _left_out(rules: Rules, paid: Span, team: Team) -> Why | None:
    if rules.villages_only and not team.of_village:
        return Why.TIER
    if rules.numbered_only and not team.number:
        return Why.UNNUMBERED
    if rules.active_only and not _held(team, paid):
        return Why.IDLE
    return None


def _held(team: Team, paid: Span) -> list[Session]:
    """Return the sessions of the days on which the team was in force and the policy holds."""
    days = set(_in_force(team, paid).days)
    return [session for session in team.sessions if session.day in days]


def _served(team: Team, stay: Stay, paid: Span) -> set[date]:
    return set(_in_force(team, paid).meet(stay.joined_on, stay.left_on).days)


def _claims(paid: Span, teams: Sequence[Team]) -> _Claims:
    """Give every person's day, and month, to one stay: in the team that he joined first."""
    claims = _Claims({}, {}, {stay.member: team.name for team in teams for stay in team.stays})
    stays = [(team, stay) for team in teams for stay in team.stays]
    months: dict[int, set[date]] = {}
    for team, stay in sorted(stays, key=lambda pair: (pair[1].joined_on, pair[1].member)):
        served = _served(team, stay, paid)
        there = {s.day for s in team.sessions if stay.member in s.present} & served
        for day in there:
            claims.days.setdefault((stay.person, day), stay)
        if served:
            months.setdefault(stay.person, set()).update(served)
            first, _ = claims.months.setdefault(stay.person, (stay, 0))
            claims.months[stay.person] = first, len(months[stay.person])
    return claims


def _lines(rules: Rules, of: int, paid: Span, team: Team, claims: _Claims) -> list[Line]:
    """Return the lines of one team: its month, its people's months, their days, the top-up."""
    days = len(_in_force(team, paid).days)
    found = []
    if rules.team_month:
        found.append(_of_team(Kind.TEAM, rules.team_month, days, of, team))
    if rules.member_month:
        found += _member_lines(rules.member_month, of, paid, team, claims)
    if rules.member_day:
        found += _day_lines(rules.member_day, paid, team, claims)
    if rules.days_within:
        found = _within(found)
    if rules.year_cap is not None:
        left = max(0, rules.year_cap - team.paid)
        found = _spend(found, left, (Why.CAP, str(rules.year_cap)))
    if rules.top_up:
        found.append(_of_team(Kind.TOP_UP, rules.top_up, days, of, team))
    return found


def _of_team(kind: Kind, base: int, days: int, of: int, team: Team) -> Line:
    due = share(base, days, of)
    paper = (Why.DECISION, team.number, team.founded_on.isoformat())
    return Line(kind, team.key, base, days, of, due, due, why=(paper, *_part(days, of)))


def _part(days: int, of: int) -> tuple[tuple[str, ...], ...]:
    return () if days == of else ((Why.SHARE, str(days), str(of)),)


def _member_lines(base: int, of: int, paid: Span, team: Team, claims: _Claims) -> Iterable[Line]:
    """Yield a line for each person who served; all his days of the month stand in one of them."""
    for stay in team.stays:
        served = len(_served(team, stay, paid))
        if not served:
            continue
        holder, days = claims.months[stay.person]
        own = holder.member == stay.member
        days = days if own else served
        due = share(base, days, of)
        why = _part(days, of) if own else _elsewhere(stay, holder, claims)
        yield Line(
            Kind.MEMBER,
            team.key,
            base,
            days,
            of,
            due,
            due if own else 0,
            member=stay.member,
            person=stay.person,
            why=why,
        )


def _day_lines(base: int, paid: Span, team: Team, claims: _Claims) -> Iterable[Line]:
    """Yield a line for each member and day with sessions, by day; one day is paid once."""
    held = _held(team, paid)
    for day in sorted({session.day for session in held}):
        sessions = [session for session in held if session.day == day]
        for stay in team.stays:
            keys = tuple(session.key for session in sessions if stay.member in session.present)
            if not keys:
                continue
            why = _unpaid(team, stay, day, paid, claims)
            yield Line(
                Kind.DAY,
                team.key,
                base,
                1,
                1,
                base,
                0 if why else base,
                member=stay.member,
                person=stay.person,
                day=day,
                sessions=keys,
                why=why,
            )


def _unpaid(
    team: Team, stay: Stay, day: date, paid: Span, claims: _Claims
) -> tuple[tuple[str, ...], ...]:
    if day not in _served(team, stay, paid):
        return ((Why.NOT_SERVING,),)
    holder = claims.days[stay.person, day]
    return () if holder.member == stay.member else _elsewhere(stay, holder, claims)


def _elsewhere(stay: Stay, holder: Stay, claims: _Claims) -> tuple[tuple[str, ...], ...]:
    code = Why.UNCLEAR if stay.unclear or holder.unclear else Why.ELSEWHERE
    return ((code, claims.team_of[holder.member]),)


def _within(lines: Sequence[Line]) -> list[Line]:
    """Take the money of the days out of the team's month; where it is spent, days get nothing."""
    month = sum(line.amount for line in lines if line.kind == Kind.TEAM)
    days = _spend([line for line in lines if line.kind == Kind.DAY], month, (Why.SPENT,))
    taken = sum(line.amount for line in days)
    rest = [line for line in lines if line.kind != Kind.DAY]
    if taken:
        rest = [_less(line, taken) if line.kind == Kind.TEAM else line for line in rest]
    return [*rest, *days]


def _less(line: Line, taken: int) -> Line:
    why = (*line.why, (Why.INCLUDED, str(taken)))
    return replace(line, amount=line.amount - taken, why=why)


def _spend(lines: Iterable[Line], left: int, why: tuple[str, ...]) -> list[Line]:
    """Pay the lines in their order until nothing is left; say on those cut short why."""
    found = []
    for line in lines:
        given = min(line.amount, left)
        left -= given
        short = given < line.amount
        found.append(replace(line, amount=given, why=(*line.why, why)) if short else line)
    return found
