"""Whom to call first: communes by how much they lack (reports.units.queries.needs), with a person and their number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, Sum, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from accounts.roles import Role
from areas.composed import Answer, Rows, Slots, by_keys, instances
from areas.kinds import Unit
from areas.models import Area
from figures.adoption import Step
from reports.models import Contact
from reports.targets.queries.wording import why_called
from reports.units.queries.needs import (
    FIRST,
    INACTIVE,
    NO_TEAM,
    NOT_BEGUN,
    REASONS,
    STALE,
    WAITING,
    Need,
    Reason,
    amount,
    homes_of,
    needs_within,
    place_of,
    weights,
)
from rollup.models import VillageCount
from teams.models import active_since

# Calls shown with a commune before "see all"; days to choose from.
LATEST = 5
DAYS = (30, 60, 90)
# Above so many communes of equal weight it is cheaper to read the households of all.
_FEW = 500


@dataclass(frozen=True)
class Ask:
    """What a list is about: communes of a unit, a reason, a day, and days without a save."""

    area: Area
    day: date
    reason: Reason = NO_TEAM
    days: int = DAYS[0]

    @property
    def heading(self) -> str:
        """What heads the list."""
        words = str(self.reason.title)
        named = gettext("Xã có %(title)s") % {"title": words}
        return words.capitalize() if self.reason is NOT_BEGUN else named


@dataclass(frozen=True)
class Call:
    """One commune: how much it lacks, whom to call, and what earlier calls brought."""

    commune: Area | Unit
    day: date
    # The units above it that the reader does not take for granted.
    above: str = ""
    # Villages that lack something, registers that wait, or steps that are still to take.
    missing: int = 0
    # Households not covered in the villages that are meant.
    homes: int = 0
    villages: Sequence[Area | Unit] = ()
    officer: User | None = None
    # The newest calls, newest first, and how many there are in all.
    contacts: list[Contact] = field(default_factory=list)
    times: int = 0
    # The newest call that somebody answered: what was promised holds until he says otherwise.
    answered: Contact | None = None
    reason: Reason = NO_TEAM

    @property
    def step(self) -> Step | None:
        """How far the commune has come, where it has not begun."""
        if self.reason is not NOT_BEGUN or not self.missing:
            return None
        return Step(Step.BEGUN - self.missing)

    @property
    def why(self) -> str:
        """Say why it is called: its step, or how many villages or registers."""
        return why_called(self.reason, self.missing, self.step)

    @property
    def last(self) -> Contact | None:
        """The newest call."""
        return self.contacts[0] if self.contacts else None

    @property
    def state(self) -> str:
        """Where things stand: "", "no_answer", "promised", "overdue", "done" or "refused"."""
        if not self.answered:
            return Contact.Outcome.NO_ANSWER.value if self.contacts else ""
        late = self.promised_on and self.promised_on < self.day
        return "overdue" if late else self.answered.outcome

    @property
    def promised_on(self) -> date | None:
        """The day that holds, if one was promised."""
        return self.answered.promised_on if self.answered else None


def page_of(ask: Ask, counts: dict[int, int], start: int, stop: int) -> list[Call]:
    """Return the communes from `start` to `stop`, the most to gain first. Five queries at most."""
    homes = _homes_of(ask, counts, start, stop)
    order = sorted(homes, key=lambda pk: place_of(counts[pk], homes[pk], pk))
    before = sum(n > counts[order[0]] for n in counts.values()) if order else 0
    return calls_to(
        ask, {pk: (counts[pk], homes[pk]) for pk in order[start - before :][: stop - start]}
    )


def call_to(ask: Ask, commune: Area) -> Call:
    """Return one commune of the list, even when it lacks nothing."""
    alone = replace(ask, area=commune)
    counts = counts_of(alone)
    homes = _homes_of(alone, counts, 0, 1)
    return calls_to(ask, {commune.pk: (counts.get(commune.pk, 0), homes.get(commune.pk, 0))})[0]


def counts_of(ask: Ask) -> dict[int, int]:
    """Return how much each commune lacks of what is asked; those lacking nothing are out. One query."""
    if ask.reason in FIRST:
        return weights(needs_within(ask.area), ask.reason)
    rows = _marked(ask).values_list("commune_id")
    return dict(rows.annotate(n=Count("pk")))


def totals_of(ask: Ask, needs: list[Need]) -> dict[Reason, int]:
    """Return how many communes, registers or villages there are of each reason."""
    others = (reason for reason in REASONS.values() if reason not in FIRST)
    return {
        **{reason: amount(reason, weights(needs, reason)) for reason in FIRST},
        **{reason: _marked(replace(ask, reason=reason)).count() for reason in others},
    }


def _marked(ask: Ask, communes: Iterable[int] | None = None) -> Any:
    """Return the count rows of the villages meant; of those that have a team, where none is meant."""
    rows: Any
    if ask.reason is STALE:
        before = timezone.now() - timedelta(days=ask.days)
        rows = VillageCount.unscoped.below(ask.area).filter(households__gt=0)
        rows = rows.filter(Q(saved_at=None) | Q(saved_at__lt=before))
    else:
        rows = VillageCount.unscoped.below(ask.area).filter(teams__gt=0)
    if ask.reason is INACTIVE:
        since = active_since(ask.day)
        rows = rows.filter(Q(led=0) | Q(last_active_on=None) | Q(last_active_on__lt=since))
    return rows if communes is None else rows.filter(commune__in=communes)


def _lacking(ask: Ask, villages: Any, communes: Iterable[int] | None) -> Any:
    """Narrow villages, or count rows of villages (their keys are the same), to those meant."""
    marked = _marked(ask, communes).values("pk")
    if ask.reason is NO_TEAM:
        return villages.exclude(pk__in=marked)
    return villages.filter(pk__in=marked)


def _homes_of(ask: Ask, counts: dict[int, int], start: int, stop: int) -> dict[int, int]:
    """Return the households not covered in the villages meant, of the communes that may be shown.

    They break the ties between communes that lack as many villages: others need not be asked.
    """
    numbers = sorted(counts.values(), reverse=True)[start:stop]
    if not numbers:
        return {}
    tied = [pk for pk, n in counts.items() if numbers[-1] <= n <= numbers[0]]
    few = tied if len(tied) <= _FEW else None
    if ask.reason in {NOT_BEGUN, WAITING}:
        return homes_of(ask.area, tied, few)
    rows = VillageCount.unscoped.below(ask.area)
    rows = rows.filter(commune__in=few) if few else rows
    rows = _marked(ask, few) if ask.reason is STALE else _lacking(ask, rows, few)
    missing = Sum(F("expected") - F("covered"))
    found = dict(rows.values_list("commune_id").annotate(n=missing))
    return {pk: found.get(pk) or 0 for pk in tied}


def calls_to(ask: Ask, numbers: dict[int, tuple[int, int]]) -> list[Call]:
    """Bring along what is shown of these communes, in their order: four queries."""
    shown = list(numbers)
    if not shown:
        return []
    communes = Area.unscoped.select_related("district", "province").in_bulk(shown)
    villages = _villages(ask, shown)
    officers, contacts = officers_of(shown), _contacts(shown)
    return [
        Call(
            communes[pk],
            ask.day,
            _above(communes[pk], ask.area),
            *numbers[pk],
            villages.get(pk, []),
            reason=ask.reason,
            officer=officers.get(pk),
            **told(contacts[pk]),
        )
        for pk in shown
    ]


def _above(commune: Area, whole: Area) -> str:
    """Name the units between a commune and the unit whose list it stands in."""
    between = [commune.district, commune.province]
    return ", ".join(a.full_name for a in between if a and a.level > whole.level)


def _villages(ask: Ask, communes: list[int]) -> dict[int, list[Area]]:
    if ask.reason in {NOT_BEGUN, WAITING}:
        return {}
    # Nothing but villages stands in a commune; asking for the level too misleads the planner.
    villages = Area.unscoped.on(ask.day).filter(commune__in=communes)
    found = defaultdict[int, list[Area]](list)
    for village in _lacking(ask, villages, communes).defer("search_key").in_order():
        found[village.commune_id].append(village)
    return found


def officers_of(communes: list[int]) -> dict[int, User]:
    """Return one active officer of each commune: one with a telephone, who signed in last."""
    return ask_officers(communes)()


def ask_officers(communes: list[int]) -> Answer[dict[int, User]]:
    """Ask for the same."""
    asked = _officers.ask(communes=communes)
    return lambda: _most_reachable(asked())


def _most_reachable(rows: Rows) -> dict[int, User]:
    found = instances(User, _OFFICER, rows)

    def reachable(person: User) -> tuple[bool, float, int]:
        seen = person.last_login.timestamp() if person.last_login else 0.0
        return bool(person.phone), seen, person.pk

    return {person.area_id or 0: person for person in sorted(found, key=reachable)}


_OFFICER = ["id", "area_id", "full_name", "title", "phone", "last_login"]


@by_keys
def _officers() -> Any:
    people = User.unscoped.filter(role=Role.OFFICER, is_active=True)
    return people.filter(area__in=Slots("communes")).values_list(*_OFFICER)


def _contacts(communes: list[int]) -> dict[int, list[Contact]]:
    """Return the newest calls to each commune, and the newest of each outcome. One query."""
    newest: dict[str, Any] = {"order_by": ("-called_on", "-pk")}
    rows = Contact.unscoped.filter(commune__in=communes).annotate(
        nth=Window(RowNumber(), partition_by="commune", **newest),
        of_outcome=Window(RowNumber(), partition_by=["commune", "outcome"], **newest),
        times=Window(Count("pk"), partition_by="commune"),
    )
    rows = rows.filter(Q(nth__lte=LATEST) | Q(of_outcome=1)).select_related("called_by")
    found = defaultdict[int, list[Contact]](list)
    for contact in rows.order_by("nth"):
        found[contact.commune_id].append(contact)
    return found


def told(contacts: list[Any]) -> dict[str, Any]:
    """Say what the calls to one commune brought; where not all were read, each knows how many `times`."""
    answered = (c for c in contacts if c.outcome != Contact.Outcome.NO_ANSWER)
    return {
        "contacts": contacts[:LATEST],
        "times": getattr(contacts[0], "times", len(contacts)) if contacts else 0,
        "answered": next(answered, None),
    }
