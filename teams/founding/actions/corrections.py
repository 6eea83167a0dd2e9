"""What is done to a decision afterwards: number and day put right, its scans, its withdrawal."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from audit.actions import record, revise
from teams.documents.actions import digest_of, laid_down, take_back
from teams.documents.rules.files import Checked
from teams.founding.actions.decisions import refuse_disorder
from teams.models import Decision, Member, Scan, Team, Trainee
from teams.register.actions import (
    OutOfOrder,
    dissolve_on,
    hold_all,
    in_order,
    restate,
    settle_and_record,
)

Kind = Decision.Kind


@in_order()
def record_number(
    *,
    by: Any,
    decision: Decision,
    number: str,
    signed_on: date,
    signer: str,
    abstract: str | None = None,
) -> Decision:
    """Put right what a decision says of itself; what follows from its day follows it.

    Raises ValueError for a future day, OutOfOrder for one that contradicts what is known of a team,
    and of a decision that was withdrawn.
    """
    not_later_than_today(signed_on)
    held = hold_all(decision.teams.all())
    decision = Decision.unscoped.get(pk=decision.pk)
    if decision.withdrawn_on:
        raise OutOfOrder
    after = {"number": number, "signed_on": signed_on, "signer": signer}
    if abstract is not None:
        after["abstract"] = abstract
    _move(decision, signed_on)
    changes = revise(decision, after)
    decision.save()
    for team in held:
        refuse_disorder(team, decision)
        if decision.kind == Kind.FOUND:
            team.founded_on = signed_on
        elif decision.kind == Kind.DISSOLVE:
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
    held = hold_all(decision.teams.all())
    decision = Decision.unscoped.select_for_update().get(pk=decision.pk)
    if decision.withdrawn_on:
        return decision
    is_real = decision.kind != Kind.FOUND or decision.scans.kept().exists()
    if is_real or any(_is_built_on(team, decision) for team in held):
        raise BuiltOn
    decision.withdrawn_on, decision.withdrawn_why = timezone.localdate(), why
    decision.withdrawn_at = timezone.now()
    decision.save()
    for team in held:
        dissolve_on(team, team.founded_on)
        verb = gettext_noop("Rút quyết định thành lập ghi nhầm")
        said = {"founded_on": [str(team.founded_on), None], "withdrawn_why": ["", why]}
        settle_and_record(by, verb, team, said, document=decision.number)
    return decision


def _is_built_on(team: Team, decision: Decision) -> bool:
    """Say whether there is more of a team than its founding, and people who came and went on one day."""
    stayed = team.members.exclude(left_on=F("joined_on"))
    others = team.decisions.exclude(pk=decision.pk)
    trained = Trainee.unscoped.filter(member__team=team)
    rests = (team.activities, team.equipment, team.needs, team.support_lines)
    return any(rows.exists() for rows in (others, stayed, trained, *rests))


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
