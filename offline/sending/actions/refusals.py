"""A household refuses to be asked, agrees, or never refused: said without a network, written as the page writes it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from areas.dated import months_after
from households.models import Assessment, Household, Refusal, Status
from households.refusals.forms import MISTAKE
from households.register.actions import refuse, set_status, take_back_refusal
from offline.models import Why
from offline.sending.actions.group import REFUSALS, Group, why_not
from offline.sending.rules.results import Held, State
from offline.sending.rules.said import Said


def write_refusals(group: Group) -> None:
    """Record refusals of a group, and that households refuse no more."""
    for said in group.every:
        try:
            group.places.check(said)
            home, day = group.places.home_of(said), group.day(said)
            before, row = _write(group, said, home, day)
        except REFUSALS as error:
            group.hold(said, why_not(error))
        else:
            told = group.note(said, State.APPLIED if row else State.IDENTICAL)
            # What began a refusal leads back to none by itself: it says so where it did not end one.
            is_end = said.facts["to"] != Status.REFUSED
            told.before = before if row and is_end == (before == Status.REFUSED) else ""
            told.refusal = row


def _write(group: Group, said: Said, home: Household, day: date) -> tuple[str, Refusal | None]:
    """Write one; return what the household was, and the refusal that began or ended; None where it stands so already."""
    home.refresh_from_db(fields=["status"])
    before = home.status
    now = Refusal.unscoped.holding().filter(household=home).first()
    unseen = bool(now and not group.is_decided and _is_unseen(said, now))
    if said.facts["to"] == Status.REFUSED:
        # Somebody else wrote meanwhile that it refuses: what they wrote stands.
        return before, None if unseen else _refuse(group, said, home, day, now)
    if unseen:
        raise Held(Why.STATUS)
    return before, _ask_again(group, said, home, day, now) if now else None


def _is_unseen(said: Said, row: Refusal) -> bool:
    """Say whether somebody else wrote a refusal after the author had taken their copy."""
    return row.recorded_by_id != said.author and not (said.taken and row.recorded_at < said.taken)


def _refuse(
    group: Group, said: Said, home: Household, day: date, now: Refusal | None
) -> Refusal | None:
    """Record a refusal. Raises Held where the household has answered somebody else since: then it may have agreed."""
    since: Any = {"recorded_at__gt": said.taken} if said.taken else {}
    rows = Assessment.unscoped.filter(resident__household=home, withdrawn_at=None, **since)
    answered = rows.filter(assessed_on__gte=day).exclude(assessor=said.author)
    if not group.is_decided and answered.exists():
        raise Held(Why.STATUS)
    told: dict[str, Any] = {"reason": said.facts["reason"]}
    told["until"] = _until(said.facts, max(day, home.opened_on))
    row = refuse(by=group.by, household=home, on=day, **told)
    return row if now is None or row.pk != now.pk else None


def _until(facts: Mapping[str, Any], since: date) -> date | None:
    """Return the last day on which nobody asks: the one that was chosen, else that of the term; None is never again."""
    until: date | None = facts["until"]
    if until:
        return max(until, since)
    return months_after(since, facts["again"]) if facts["again"] else None


def _ask_again(group: Group, said: Said, home: Household, day: date, now: Refusal) -> Refusal:
    """Let a household be asked again: it agreed, or the refusal was noted by mistake."""
    if said.facts["to"] == MISTAKE:
        take_back_refusal(by=group.by, refusal=now)
    else:
        status = Status.RESIDENT
        set_status(by=group.by, household=home, status=status, on=day, agreed=True)
    return now
