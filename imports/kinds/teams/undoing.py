"""What a file wrote of teams is taken back: who came by it leaves, what it founded never was."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate
from django.utils.translation import gettext

from imports.kinds.teams.people import FIELDS, differs, fields_of
from imports.models import Import, RowResult, Why
from rollup.counts import lock
from teams.founding.actions import withdraw_foundings
from teams.members.actions import change_member, leave, leave_many
from teams.models import Decision, Member


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Let those leave who came by the file, on the day they came, and put back what it changed."""
    keys = [one.member_id for one in results]
    members = Member.unscoped.select_related("team__area").in_bulk(keys)
    # In the one order: all count rows first; what is known of members is read behind their locks.
    lock(member.team.area for member in members.values())
    members = Member.unscoped.select_related("team__area").in_bulk(keys)
    came = [one for one in results if one.is_new_person]
    _let_leave(source, [(one, members[one.member_id or 0]) for one in came])
    for one in results:
        if not one.is_new_person:
            one.why = _put_back(source, one, members[one.member_id or 0])
    _withdraw_foundings(source, [one for one in results if one.why == Why.FOUNDED])


def _withdraw_foundings(source: Import, firsts: Sequence[RowResult]) -> None:
    """Withdraw the decisions of which only what the file wrote is known; their teams never were.

    `firsts` are the results of each team's first row. What month-ends have counted stays.
    """
    this_month = localdate().replace(day=1)
    of_team = {one.team_id: one for one in firsts if localdate(one.at).replace(day=1) == this_month}
    papers = Decision.unscoped.filter(kind=Decision.Kind.FOUND, teams__in=list(of_team)).distinct()
    mine = dict[int, list[RowResult]]()
    for decision in papers.order_by("pk").prefetch_related("teams"):
        teams = decision.teams.all()
        firsts_of = [of_team[team.pk] for team in teams if team.pk in of_team]
        as_written = all(_is_as_written(decision, one.row.values) for one in firsts_of)
        if as_written and len(firsts_of) == len(teams):
            mine[decision.pk] = firsts_of
    why = gettext("Hoàn tác nhập từ tệp")
    for pk in withdraw_foundings(by=source.undone_by, decisions=mine, why=why):
        for one in mine[pk]:
            one.why = ""


def _is_as_written(decision: Decision, said: Mapping[str, Any]) -> bool:
    """Say whether nobody has put right since what the paper says."""
    day = date.fromisoformat(said["founded_on"])
    written = (said.get("number", ""), day, said.get("signer", ""), "")
    found = (decision.number, decision.signed_on, decision.signer, decision.abstract)
    return found == written


def _let_leave(source: Import, came: Sequence[tuple[RowResult, Member]]) -> None:
    """Let those leave of whom nobody wrote anything since they came, all at once; say of the others why not."""
    used = _used(member.pk for _one, member in came)
    leaving = dict[Member, date]()
    for one, member in came:
        one.why = _kept(one) or ("" if _is_as_it_came(one, member, used) else Why.BUILT_ON)
        if not one.why:
            leaving[member] = member.joined_on
    late = _late(source, leaving)
    for one, member in came:
        if member in leaving:
            done = Why.FOUNDED if one.is_new else ""
            one.why = Why.DAYS if member in late else done


def _late(source: Import, leaving: Mapping[Member, date]) -> set[Member]:
    """Let them leave; returns those whose days contradict others, who stay: one such sends all one by one."""
    by, late = source.undone_by, set[Member]()
    try:
        leave_many(by=by, leaving=leaving)
    except ValueError:
        for member, on in leaving.items():
            member.left_on = None
            try:
                leave(by=by, member=member, on=on)
            except ValueError:
                late.add(member)
    return late


def _put_back(source: Import, one: RowResult, member: Member) -> str:
    """Put back what a row changed of somebody; returns why it was not, or not wholly."""
    if why := _kept(one):
        return why
    pairs = one.row.changes["fields"]
    if member.left_on or differs(member, pairs, 1):
        return Why.BUILT_ON
    before = {name: pair[0] for name, pair in pairs.items()}
    try:
        change_member(by=source.undone_by, member=member, **before)
    except ValueError:
        return Why.DAYS
    return ""


def _kept(one: RowResult) -> str:
    """Say why a row is taken back in no case."""
    if not one.row.values:  # Whom it named was erased: nobody can say what is as it was written.
        return Why.BUILT_ON
    return Why.TOOK_OVER if "leader" in one.row.changes else ""


def _is_as_it_came(one: RowResult, member: Member, used: set[int]) -> bool:
    """Say whether nobody wrote anything of somebody since they came by the file."""
    nobody = Member()
    said = {name: getattr(nobody, name) for name in FIELDS} | fields_of(one.row)
    as_written = all(getattr(member, name) == value for name, value in said.items())
    return as_written and not (member.left_on or member.account_id or member.pk in used)


def _used(keys: Iterable[int]) -> set[int]:
    """Return which members had another role, or are named by something. Five queries, however many members."""
    members = Member.unscoped.order_by().filter(pk__in=list(keys))
    roles = members.annotate(roles=Count("tenures")).exclude(roles=1)
    named = (
        members.filter(**{f"{one}__isnull": False})
        for one in ("sessions", "trainings", "support_lines", "equipment")
    )
    return {pk for some in (roles, *named) for pk in some.values_list("pk", flat=True)}
