"""Whom to reach in a commune that is called, and what earlier calls to it brought."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Unit
from areas.models import Area
from figures.adoption import Step
from reports.models import Contact
from reports.targets.queries.wording import why_called
from reports.units.queries.needs import NOT_BEGUN, WAITING, Reason

# Calls shown with a commune before "see all".
LATEST = 5


class Wanted(NamedTuple):
    """A commune to call: the units above it that the reader does not take for granted, why, and how much."""

    commune: Area | Unit
    above: str
    reason: Reason
    # Villages that lack something, registers that wait, or steps that are still to take.
    missing: int
    # Households not covered in the villages that are meant.
    homes: int


@dataclass(slots=True)
class Call:
    """One commune: how much it lacks, whom to call, and what earlier calls brought."""

    commune: Area | Unit
    day: date
    # The units above it that the reader does not take for granted.
    above: str
    reason: Reason
    # Villages that lack something, registers that wait, or steps that are still to take.
    missing: int
    # Households not covered in the villages that are meant.
    homes: int
    villages: Sequence[Area | Unit]
    officer: User | None
    # The newest calls, newest first, and how many there are in all.
    contacts: list[Contact]
    times: int
    # The newest call of all, and the newest that somebody answered: what was promised holds until they say
    # otherwise; and the day of that.
    last: Contact | None = field(init=False)
    answered: Contact | None
    promised_on: date | None = field(init=False)
    # Where things stand: "", "no_answer", "promised", "overdue", "done" or "refused".
    state: str = field(init=False)
    # How far the commune has come, where it has not begun; in words this, or how many villages or registers.
    step: Step | None = field(init=False)
    why: str = field(init=False)
    # Whether single villages are what it is called about.
    names_villages: bool = field(init=False)

    def __post_init__(self) -> None:
        self.last = self.contacts[0] if self.contacts else None
        self.promised_on = self.answered.promised_on if self.answered else None
        self.state = Contact.Outcome.NO_ANSWER.value if self.last else ""
        if self.answered:
            is_late = self.promised_on and self.promised_on < self.day
            self.state = "overdue" if is_late else self.answered.outcome
        is_idle = self.reason is NOT_BEGUN and self.missing
        self.step = Step(Step.BEGUN - self.missing) if is_idle else None
        self.why = why_called(self.reason, self.missing, self.step)
        self.names_villages = self.reason not in {NOT_BEGUN, WAITING}


def calls_to(
    wanted: Sequence[Wanted], villages: Mapping[int, Sequence[Area | Unit]], day: date
) -> list[Call]:
    """Bring along whom to call in these communes and what earlier calls brought. Two queries."""
    keys = [one.commune.pk for one in wanted]
    if not keys:
        return []
    officers, contacts = officers_of(keys), _contacts(keys)
    return [
        Call(
            commune=one.commune,
            day=day,
            above=one.above,
            missing=one.missing,
            homes=one.homes,
            villages=villages.get(one.commune.pk, []),
            officer=officers.get(one.commune.pk),
            reason=one.reason,
            contacts=(mine := contacts[one.commune.pk])[:LATEST],
            times=len(mine),
            answered=next((c for c in mine if c.outcome != Contact.Outcome.NO_ANSWER), None),
        )
        for one in wanted
    ]


def officers_of(communes: list[int]) -> dict[int, User]:
    """Return one active officer of each commune: one with a telephone, who signed in last."""
    people = User.unscoped.filter(role=Role.OFFICER, is_active=True, area__in=communes)

    def reachable(person: User) -> tuple[bool, float, int]:
        seen = person.last_login.timestamp() if person.last_login else 0.0
        return bool(person.phone), seen, person.pk

    found = people.only("area_id", "full_name", "title", "phone", "last_login")
    return {person.area_id or 0: person for person in sorted(found, key=reachable)}


def _contacts(communes: list[int]) -> dict[int, list[Contact]]:
    """Return all calls to each commune, newest first: of a page of communes, so no window is worth its price."""
    found = defaultdict[int, list[Contact]](list)
    rows = Contact.unscoped.filter(commune__in=communes).select_related("called_by")
    for contact in rows.order_by("-called_on", "-pk"):
        found[contact.commune_id].append(contact)
    return found
