"""Somebody takes back what they did without a network, whether it came in already or not."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from households.models import Assessment, Household, Refusal, Resident, Status
from households.register.actions import (
    hold_again,
    leave,
    set_status,
    take_back,
    take_back_refusal,
)
from households.survey.actions import withdraw
from offline.models import CellWrite, SentOperation, Why
from offline.sending.actions.group import REFUSALS, Group, why_not
from offline.sending.actions.settling import note_online, show_again
from offline.sending.rules.results import Held, State
from offline.sending.rules.said import Said
from offline.sending.telling import tell_waiting
from teams.activities.actions import withdraw_activity
from teams.models import Activity

Kind = SentOperation.Kind
# What a status that was said without a network changed one into, by what it was.
_OTHER: Mapping[str, Status] = {
    Status.RESIDENT: Status.NOBODY_HOME,
    Status.NOBODY_HOME: Status.RESIDENT,
}


def write_undos(group: Group) -> None:
    """Take operations back; of one that has not come yet it is noted, and it will not be written."""
    for said in group.every:
        try:
            group.places.check(said)
            with transaction.atomic():
                state = undo(group, said)
        except REFUSALS as error:
            group.hold(said, why_not(error))
        else:
            group.note(said, state)


def undo(group: Group, said: Said) -> State:
    """Take one operation back; return what became of that. Raises what refuses it."""
    rows = SentOperation.unscoped.select_for_update(of=("self",)).select_related("commune")
    target = rows.filter(uuid=said.facts["of"]).first()
    if target is None:
        return State.APPLIED
    if target.author_id != said.author:
        raise Held(Why.AUTHOR)
    # Of another household it may be in a commune whose row nobody holds.
    if target.kind not in _UNDOES or target.household_uuid != said.household:
        raise Held(Why.MALFORMED)
    if target.state in {State.WAITING, State.REFUSED}:
        return _let_go(target)
    return _UNDOES[target.kind](group, said, target)


def _let_go(target: SentOperation) -> State:
    """Decide for whoever would have to: nothing of it was written."""
    if target.is_waiting:
        target.state, target.why, target.sealed, target.key = State.REFUSED, Why.UNDONE, "", ""
        target.save(update_fields=["state", "why", "sealed", "key"])
        tell_waiting(target.commune)
        return State.APPLIED
    return State.IDENTICAL


def _answers(group: Group, said: Said, target: SentOperation) -> State:
    """Withdraw what was found; what somebody else wrote into the same cells shows again."""
    cells = CellWrite.unscoped.filter(operation=target, undone=False)
    numbers = list(cells.values_list("number", flat=True))
    person = target.resident
    if not numbers or person is None:
        return State.IDENTICAL
    group.places.may_write(said, person.household)
    note_online(person, numbers)
    rows = Assessment.unscoped.filter(uuid=target.uuid, withdrawn_at=None)
    if found := rows.select_related("resident__household__village").first():
        withdraw(by=group.by, assessment=found)
    cells.update(undone=True)
    show_again(person, numbers)
    return State.APPLIED


def _household(group: Group, said: Said, target: SentOperation) -> State:
    """Take the entry of a household back, unless others have written of it since."""
    rows = Household.unscoped.select_related("village")
    home = rows.filter(uuid=target.household_uuid).first()
    if home is None:
        # Somebody decided that it was one that is there: its entry cannot be taken back.
        raise Held(Why.UNKNOWN)
    if home.is_closed:
        return State.IDENTICAL
    group.places.may_write(said, home)
    _hold_if_more(group, said, Assessment.unscoped.filter(resident__household=home))
    take_back(by=group.by, household=home)
    return State.APPLIED


def _person(group: Group, said: Said, target: SentOperation) -> State:
    """Let somebody who was added leave again, unless others have written of them since."""
    people = Resident.unscoped.select_related("household__village")
    person = people.filter(pk=target.resident_id or 0).first()
    if person is None or person.left_on:
        return State.IDENTICAL
    group.places.may_write(said, person.household)
    _hold_if_more(group, said, Assessment.unscoped.filter(resident=person))
    leave(by=group.by, resident=person, on=timezone.localdate())
    return State.APPLIED


def _status(group: Group, said: Said, target: SentOperation) -> State:
    """Say of a household again what was said before, unless it is otherwise by now."""
    home = group.places.home_of(said)
    if target.before not in _OTHER or home.status != _OTHER[target.before]:
        return State.IDENTICAL
    home.status = set_status(by=group.by, household=home, status=target.before).status
    return State.APPLIED


def _refusal(group: Group, said: Said, target: SentOperation) -> State:
    """Take a refusal back, or that a household refused no more; what others wrote of it since stays."""
    home = group.places.home_of(said)
    row = Refusal.unscoped.filter(pk=target.refusal_id or 0).first()
    ended_it = target.before == Status.REFUSED
    if row is None or ended_it != bool(row.ended_at):
        return State.IDENTICAL
    if not ended_it:
        take_back_refusal(by=group.by, refusal=row)
        return State.APPLIED
    since = Assessment.unscoped.filter(resident__household=home)
    _hold_if_more(group, said, since.filter(recorded_at__gt=target.received_at))
    holds = hold_again(by=group.by, refusal=row).refused_on
    return State.APPLIED if holds else State.IDENTICAL


def _session(group: Group, said: Said, target: SentOperation) -> State:
    """Withdraw a session that was logged in error, unless it was corrected since."""
    rows = Activity.unscoped.filter(uuid=target.uuid, withdrawn_on=None)
    logged = rows.select_related("team__area").first()
    if logged is None:
        return State.IDENTICAL
    if not group.places.writes_in(logged.team.area):
        raise Held(Why.HANDED_OVER)
    if logged.version > 1 and not group.is_decided:
        raise Held(Why.MORE)
    withdraw_activity(by=group.by, activity=logged, why=gettext("Người ghi đã hoàn tác"))
    return State.APPLIED


def _hold_if_more(group: Group, said: Said, found: Any) -> None:
    """Raise Held where others have written since; whoever decides has seen that."""
    others = found.filter(withdrawn_at=None).exclude(assessor=said.author)
    if not group.is_decided and others.exists():
        raise Held(Why.MORE)


_UNDOES: Mapping[str, Callable[[Group, Said, SentOperation], State]] = {
    Kind.ANSWERS: _answers,
    Kind.HOUSEHOLD: _household,
    Kind.PERSON: _person,
    Kind.STATUS: _status,
    Kind.REFUSAL: _refusal,
    Kind.SESSION: _session,
}
