"""People of teams are taken back: who came leaves, what was founded by the file alone is withdrawn."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from imports.kinds.teams.party import FIELDS
from imports.kinds.teams.rows import Why, differs, fields_of
from imports.models import Import, Outcome, RowResult
from rollup.counts import lock
from teams.founding.actions import BuiltOn, withdraw_founding
from teams.members.actions import change_member, leave
from teams.models import Decision, Member


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Let those leave who came by the file, on the day they came, and put back what it changed."""
    lock([source.commune])
    keys = [one.member_id or 0 for one in results if one.outcome == Outcome.WRITTEN]
    rows = Member.unscoped.filter(pk__in=keys).select_related("team__area")
    members = {member.pk: member for member in rows}
    for one in results:
        if one.outcome == Outcome.WRITTEN:
            one.why = _taken_back(source, one, members[one.member_id or 0])
    _withdraw_foundings(source, [one for one in results if one.why == Why.FOUNDED])
    for one in results:
        if one.outcome == Outcome.WRITTEN:
            one.outcome = Outcome.KEPT if one.why else Outcome.UNDONE


def _withdraw_foundings(source: Import, firsts: Sequence[RowResult]) -> None:
    """Withdraw the decisions of which only what the file wrote is known; their teams never were.

    `firsts` are the results of each team's first row. What month-ends have counted stays.
    """
    of_team = {one.team_id: one for one in firsts if _is_of_this_month(one)}
    papers = Decision.unscoped.filter(kind=Decision.Kind.FOUND, teams__in=list(of_team)).distinct()
    for decision in papers.order_by("pk").prefetch_related("teams"):
        teams = decision.teams.all()
        mine = [of_team[team.pk] for team in teams if team.pk in of_team]
        as_written = all(_is_as_written(decision, one.row.values) for one in mine)
        if len(mine) < len(teams) or not as_written:
            continue
        with suppress(BuiltOn):
            withdraw_founding(by=source.undone_by, decision=decision, why=_("Hoàn tác nhập từ tệp"))
            for one in mine:
                one.why = ""


def _is_of_this_month(one: RowResult) -> bool:
    """Say whether no month has ended since it was written: figures of its end are kept for good."""
    return localdate(one.at).replace(day=1) == localdate().replace(day=1)


def _is_as_written(decision: Decision, said: Mapping[str, Any]) -> bool:
    """Say whether nobody has put right since what the paper says."""
    day = date.fromisoformat(said["founded_on"])
    written = (said.get("number", ""), day, said.get("signer", ""), "")
    found = (decision.number, decision.signed_on, decision.signer, decision.abstract)
    return found == written


def _taken_back(source: Import, one: RowResult, member: Member) -> str:
    """Take one row back; returns why it was not, or not wholly."""
    if "leader" in one.row.changes:
        return Why.TOOK_OVER
    try:
        if one.is_new_person:
            if not _is_untouched(one, member):
                return Why.BUILT_ON
            leave(by=source.undone_by, member=member, on=member.joined_on)
            return Why.FOUNDED if one.is_new else ""
        pairs = one.row.changes["fields"]
        if member.left_on or differs(member, pairs, 1):
            return Why.BUILT_ON
        before = {name: pair[0] for name, pair in pairs.items()}
        change_member(by=source.undone_by, member=member, **before)
    except ValueError:
        return Why.DAYS
    return ""


def _is_untouched(one: RowResult, member: Member) -> bool:
    """Say whether nobody wrote anything of somebody since he came by the file."""
    nobody = Member()
    said = {name: getattr(nobody, name) for name in FIELDS} | fields_of(one.row)
    as_written = all(getattr(member, name) == value for name, value in said.items())
    alone = member.left_on is None and member.account_id is None and member.tenures.count() == 1
    if not (as_written and alone):
        return False
    return not any(
        rows.exists()
        for rows in (member.sessions, member.trainings, member.support_lines, member.equipment)
    )
