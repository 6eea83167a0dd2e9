"""What is done to a decision afterwards: number and day put right, its scans, its withdrawal."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from audit.actions import changes_to, record, revise
from teams.documents.actions import digest_of, laid_down, take_back
from teams.documents.rules.files import Checked
from teams.founding.actions.decisions import refuse_disorder
from teams.models import (
    Activity,
    Decision,
    Equipment,
    Member,
    Need,
    Scan,
    SupportLine,
    Team,
    Trainee,
)
from teams.register.actions import (
    OutOfOrder,
    dissolve_on,
    hold_all,
    in_order,
    restate,
    settle,
    settle_and_record,
)
from web.bulk import rewrite
from web.once import Outdated, mark_of

Kind = Decision.Kind
# What a decision says of itself.
PAPER = ("signed_on", "number", "signer", "abstract")


@in_order()
def record_number(
    *,
    by: Any,
    decision: Decision,
    number: str,
    signed_on: date,
    signer: str,
    abstract: str | None = None,
    seen: str = "",
) -> Decision:
    """Put right what a decision says of itself; what follows from its day follows it.

    `seen` is the mark of what the page showed (PAPER). Raises Outdated where somebody else wrote other things since,
    ValueError for a future day, OutOfOrder for one that contradicts what is known of a team,
    and of a decision that was withdrawn.
    """
    not_later_than_today(signed_on)
    held = hold_all(decision.teams.all())
    decision = Decision.unscoped.get(pk=decision.pk)
    if decision.withdrawn_on:
        raise OutOfOrder
    said = {"number": number, "signed_on": signed_on, "signer": signer, "abstract": abstract}
    after = {name: value for name, value in said.items() if value is not None}
    if seen not in ("", mark_of(decision, PAPER)) and changes_to(decision, after):
        raise Outdated(decision)
    _move(decision, signed_on)
    changes = revise(decision, after)
    decision.save()
    for team in held:
        refuse_disorder(team, decision)
        if decision.kind == Kind.FOUND:
            team.founded_on = signed_on
        elif decision.ends(team):
            dissolve_on(team, signed_on)
        settle_and_record(by, gettext_noop("Ghi quyết định"), team, changes, document=number)
    return decision


def _move(decision: Decision, day: date) -> None:
    """Let the roles and villages that began or ended by a decision begin or end on its new day.

    In the order in which nobody overlaps anybody meanwhile.
    """
    old = decision.signed_on
    if day == old:
        return
    people = Member.unscoped.values_list("pk", flat=True)
    came = list(people.filter(tenures__begun_by=decision, joined_on=old))
    gone = list(people.filter(tenures__ended_by=decision, left_on=old))
    starts = (decision.tenures_begun, decision.teamvillages_begun, {"valid_from": day})
    ends = (decision.tenures_ended, decision.teamvillages_ended, {"valid_to": day})
    for roles, villages, values in (starts, ends) if day > old else (ends, starts):
        for facts in (roles, villages):
            restate(*facts.all(), **values)
    Member.unscoped.filter(pk__in=came).update(joined_on=day)
    Member.unscoped.filter(pk__in=gone).update(left_on=day)


class BuiltOn(Exception):
    """Somebody serves in a team, or something was written of it since it was founded."""


@transaction.atomic
def withdraw_founding(*, by: Any, decision: Decision, why: str) -> Decision:
    """Withdraw a decision that founded teams, with all of them, once; nothing is deleted.

    They end on the day they began, so that they are in force on no day, past or present. Raises BuiltOn
    where anything rests on one of them, or a scan says that the paper is real.
    """
    withdrawn = withdraw_foundings(by=by, decisions=[decision.pk], why=why)
    if decision.pk not in withdrawn:
        raise BuiltOn
    return withdrawn[decision.pk]


@transaction.atomic
def withdraw_foundings(*, by: Any, decisions: Collection[int], why: str) -> Mapping[int, Decision]:
    """Withdraw of these decisions, by their keys, each that nothing rests on, as `withdraw_founding` does.

    Returns by key those that are withdrawn now, also the ones that were before.
    """
    held = {team.pk: team for team in hold_all(Team.unscoped.filter(decisions__in=decisions))}
    kept = Decision.unscoped.select_for_update().filter(pk__in=decisions).order_by("pk")
    found = {one.pk: one for one in kept.prefetch_related("teams")}
    firm = _built_on(found.values(), held)
    found = {pk: one for pk, one in found.items() if one.withdrawn_on or pk not in firm}
    now = [one for one in found.values() if not one.withdrawn_on]
    for decision in now:
        decision.withdrawn_on, decision.withdrawn_why = timezone.localdate(), why
        decision.withdrawn_at = timezone.now()
    rewrite(now, ["withdrawn_on", "withdrawn_why", "withdrawn_at"])
    _end_at_once(by, [(one, held[team.pk]) for one in now for team in one.teams.all()])
    return found


def _end_at_once(by: Any, founded: Collection[tuple[Decision, Team]]) -> None:
    """Let teams end on the day they began, for the reason that their decision was withdrawn."""
    for _decision, team in founded:
        dissolve_on(team, team.founded_on)
    settle([team for _decision, team in founded])
    verb = gettext_noop("Rút quyết định thành lập ghi nhầm")
    for decision, team in founded:
        why = ["", decision.withdrawn_why]
        said = {"founded_on": [str(team.founded_on), None], "withdrawn_why": why}
        record(by, verb, team, said, document=decision.number)


def _built_on(decisions: Collection[Decision], teams: Collection[int]) -> set[int]:
    """Return the decisions that stay: no foundings, those with a scan, with more than people who came and went on one day.

    `teams` are the keys of theirs. Eight queries, however many there are.
    """
    rows = (Activity, Equipment, Need, SupportLine)
    rests = [one.unscoped.order_by().filter(team__in=teams) for one in rows]
    stayed = Member.unscoped.filter(team__in=teams).exclude(left_on=F("joined_on"))
    several = Team.unscoped.filter(pk__in=teams).annotate(n=Count("decisions")).exclude(n=1)
    built = {pk for some in (*rests, stayed) for pk in some.values_list("team_id", flat=True)}
    built.update(several.values_list("pk", flat=True))
    trained = Trainee.unscoped.filter(member__team__in=teams)
    built.update(trained.values_list("member__team_id", flat=True))
    scans = Scan.unscoped.kept().filter(decision__in=decisions)
    real = set(scans.values_list("decision_id", flat=True))
    return {
        one.pk
        for one in decisions
        if one.kind != Kind.FOUND
        or one.pk in real
        or any(team.pk in built for team in one.teams.all())
    }


@transaction.atomic
def add_scan(*, by: Any, decision: Decision, checked: Checked) -> Scan:
    """Keep a checked file as the scan of a decision; the same file twice is kept once."""
    hold_all(decision.teams.all())
    digest = digest_of(checked)
    if twin := decision.scans.filter(sha256=digest, withdrawn_at=None).first():
        return twin
    with laid_down(by=by, checked=checked, folder="scans") as said:
        scan = Scan.unscoped.create(decision=decision, **said)
        _audit(by, gettext_noop("Tải lên bản chụp quyết định"), scan, {"sha256": [None, digest]})
    return scan


@transaction.atomic
def note_opening(*, by: Any, scan: Scan) -> None:
    """Write down that somebody opened a scan: there are names on it."""
    _audit(by, gettext_noop("Mở bản chụp quyết định"), scan, {})


@transaction.atomic
def withdraw_scan(*, by: Any, scan: Scan) -> Scan:
    """Take a scan back, once: its bytes go when this is committed; that it was there stays known."""
    hold_all(scan.decision.teams.all())
    scan = Scan.unscoped.get(pk=scan.pk)
    if scan.withdrawn_at:
        return scan
    take_back(scan)
    _audit(by, gettext_noop("Gỡ bản chụp quyết định"), scan, {"sha256": [scan.sha256, None]})
    return scan


def _audit(by: Any, verb: str, scan: Scan, changes: dict[str, Any]) -> None:
    """Write it down in each commune that the decision is about."""
    decision = scan.decision
    places = {
        team.area.commune or team.area for team in decision.teams.select_related("area__commune")
    }
    for place in sorted(places, key=lambda area: area.pk):
        where = place.path or ""
        record(by, verb, decision, changes, place=where, document=decision.number)
