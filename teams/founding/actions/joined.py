"""People and belongings of teams that become one: who goes on as what, what goes with them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from audit.actions import record_many
from teams.models import Decision, Equipment, Member, Need, Team, Tenure, Trainee
from teams.register.actions import end_services, set_role
from teams.register.rules import Known, grouped, pairs
from web.bulk import rewrite
from web.scope import place_of

Role = Member.Role
# What is filled in from other rows of one person where it is blank; and what a new row of theirs takes along.
FILLED = ("phone", "birth_year", "sex", "account_id")
CARRIED = ("full_name", "sort_key", "organisation", "further_id", "person_id", *FILLED)


class NoLeader(ValueError):
    """Whoever is to lead serves in none of the teams, or does not go on."""


class NotAsked(ValueError):
    """Two people of the teams may be one, and nobody said whether they are."""


class Said(NamedTuple):
    """What the decision says of people, by the keys of their rows."""

    leader: int
    roles: Mapping[int, str]
    leaving: Collection[int]
    same: Iterable[tuple[int, int]]
    apart: Iterable[tuple[int, int]]


@dataclass(eq=False)
class Person:
    """Somebody of the teams, once; `rows` as they served until now, the one of the team that goes on first."""

    rows: list[Member]
    role: str
    goes_on: bool

    @property
    def row(self) -> Member:
        """The row that says most of them."""
        return self.rows[0]


def serving_in(teams: Iterable[Team]) -> list[list[Member]]:
    """Return the people of each team as they are now. One query."""
    teams = list(teams)
    rows = list(Member.unscoped.filter(team__in=teams).serving().select_related("further"))
    return [[row for row in rows if row.team_id == team.pk] for team in teams]


def known_of(member: Member) -> Known:
    """Return what tells somebody from others."""
    said = (member.pk, member.full_name, member.phone, member.birth_year, member.joined_on)
    return Known(*said, person=member.person_id, account=member.account_id)


def people_of(teams: Iterable[Team], said: Said) -> list[Person]:
    """Return who serves in the teams, the one that goes on first. Raises NoLeader and NotAsked."""
    serving = serving_in(teams)
    members = {row.pk: row for rows in serving for row in rows}
    sure, asked = pairs([known_of(row) for row in rows] for rows in serving)
    same = [pair for pair in said.same if members.keys() >= set(pair)]
    if {frozenset(pair) for pair in asked} - {frozenset(pair) for pair in (*same, *said.apart)}:
        raise NotAsked
    if said.leader not in members or said.leader in said.leaving:
        raise NoLeader
    first, rows_of = grouped(members, [*sure, *same]), defaultdict[int, list[Member]](list)
    for key, row in members.items():
        rows_of[first[key]].append(row)
    return [_person(rows, said) for rows in rows_of.values()]


def _person(rows: list[Member], said: Said) -> Person:
    """Say what somebody is from now on: one leads; of whom nothing is said stays what they were, but for leading."""
    roles = [said.roles[row.pk] for row in rows if row.pk in said.roles]
    role = [*roles, rows[0].role][0]
    role = Role.MEMBER if role == Role.LEADER else role
    if any(row.pk == said.leader for row in rows):
        role = Role.LEADER
    return Person(rows, role, any(row.pk not in said.leaving for row in rows))


def bring_together(people: list[Person], into: Team, decision: Decision) -> dict[int, Member]:
    """Let all who go on serve in one team from the decision's day on.

    Returns by the keys of all their rows the one they have there.
    """
    _tell_apart(people)
    staying = [one for one in people if one.goes_on]
    own = [one for one in staying if one.row.team_id == into.pk]
    new = [one for one in staying if one.row.team_id != into.pk]
    kept = {one.row.pk for one in own}
    ending = [row for one in people for row in one.rows if row.pk not in kept]
    end_services(dict.fromkeys(ending, decision.signed_on), decision=decision)
    rewrite([one.row for one in own], ["phone", "birth_year", "sex", "account"])
    for one in sorted(own, key=lambda person: person.role == Role.LEADER):
        if one.row.role != one.role:
            set_role(one.row, one.role, on=decision.signed_on, decision=decision)
    there = [one.row for one in own] + _come(new, into, decision)
    return {row.pk: to for one, to in zip([*own, *new], there, strict=True) for row in one.rows}


def _tell_apart(people: list[Person]) -> None:
    """Say of each row whose it is, and put together what is known of one person."""
    for one in people:
        known = sorted({row.person_id for row in one.rows if row.person_id})
        whose = known[0] if known else min(row.pk for row in one.rows)
        if known[1:]:
            Member.unscoped.filter(person__in=known[1:]).update(person=whose)
        for row in one.rows:
            row.person_id = whose
        for name in FILLED:
            said = [value for row in one.rows if (value := getattr(row, name))]
            setattr(one.row, name, said[0] if said else getattr(one.row, name))
    rewrite([row for one in people for row in one.rows], ["person"])


def _come(people: list[Person], into: Team, decision: Decision) -> list[Member]:
    """Let people of other teams come, with all that is known of them."""
    day = decision.signed_on
    rows = [
        Member(
            team=into,
            role=one.role,
            joined_on=day,
            **{name: getattr(one.row, name) for name in CARRIED},
        )
        for one in people
    ]
    rows = Member.unscoped.bulk_create(rows)
    Tenure.unscoped.bulk_create(
        Tenure(team=into, member=row, role=row.role, valid_from=day, begun_by=decision)
        for row in rows
    )
    return rows


def bring_along(
    by: Any, into: Team, gone: Collection[Team], rows: Mapping[int, Member]
) -> dict[str, list[Any]]:
    """Let what teams have, ask for and take courses in go over; return how much of each, for the journal."""
    items = list(Equipment.unscoped.in_use().filter(team__in=gone).select_related("team__area"))
    verb = gettext_noop("Chuyển thiết bị theo tổ kiện toàn")
    _go_over(by, verb, into, items)
    for item in items:
        item.custodian = rows.get(item.custodian_id or 0, item.custodian)
    rewrite(items, ["team", "custodian", "version"])
    asked = Need.unscoped.open().filter(team__in=gone).select_for_update(of=("self",))
    needs = list(asked.select_related("area").order_by("pk"))
    _go_over(by, gettext_noop("Chuyển đề nghị theo tổ kiện toàn"), into, needs)
    rewrite(needs, ["team", "version"])
    numbers = {"went_equipment": len(items), "went_needs": len(needs), "trainees": _train(rows)}
    return {name: [None, n] for name, n in numbers.items() if n}


def _go_over(by: Any, verb: str, into: Team, found: Iterable[Equipment | Need]) -> None:
    """Give each to the team, with its next version, and write it down."""
    said = []
    for one in found:
        said.append((one, place_of(one), {"team": [str(one.team), str(into)]}))
        one.team, one.version = into, one.version + 1
    record_many(by=by, verb=verb, rows=said)


def _train(rows: Mapping[int, Member]) -> int:
    """Let people be on the lists of their courses by the rows they have now; return how many entries went."""
    old = [key for key, row in rows.items() if key != row.pk]
    there = {row.pk for row in rows.values()}
    listed = Trainee.unscoped.filter(member__in=there).order_by("pk")
    of = {(one.course_id, one.member_id): one for one in listed}
    going = list(Trainee.unscoped.filter(member__in=old).order_by("pk"))
    for one in going:
        row = rows[one.member_id]
        twin = of.setdefault((one.course_id, row.pk), one)
        if twin is one:
            one.member = row
        else:
            _add(twin, one)
    rewrite(going, ["member"])
    return len(going)


def _add(kept: Trainee, other: Trainee) -> None:
    """Let who stood twice on a list have come to what either came to, and have the certificate."""
    kept.attended.add(*other.attended.all())
    if other.certified_on and not kept.certified_on:
        kept.certified_on, kept.certificate = other.certified_on, other.certificate
        kept.save(update_fields=["certified_on", "certificate"])
