"""Whom to call first: communes by how much they lack (reports.units.queries.needs), with a person and their number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from areas.kinds import Kind, Level
from areas.models import Area, Unit
from figures.adoption import Step
from periodic.filing.queries.due import late_communes
from reports.models import Contact
from reports.targets.queries.wording import why_called
from reports.units.queries.child_units import Below
from reports.units.queries.needs import (
    CALLS,
    FIRST,
    INACTIVE,
    NO_TEAM,
    NOT_BEGUN,
    OF_COMMUNES,
    REPORT_LATE,
    STALE,
    Need,
    Needs,
    Reason,
    homes_of,
    needs_within,
    place_of,
    weights,
)
from rollup.models import VillageCount, active_since

# Days to choose from.
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

    # As in `Wanted`.
    commune: Area | Unit
    above: str
    reason: Reason
    missing: int
    homes: int
    day: date
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
        self.names_villages = self.reason not in OF_COMMUNES


class Gap(NamedTuple):
    """The villages of a commune that lack something, and the households there that are not covered."""

    villages: Sequence[Unit]
    homes: int


def page_of(ask: Ask, counts: dict[int, int], start: int, stop: int) -> list[Call]:
    """Return the communes from `start` to `stop`, the most to gain first. Five queries at most."""
    homes = _homes_of(ask, counts, start, stop)
    order = sorted(homes, key=lambda pk: place_of(counts[pk], homes[pk], pk))
    before = sum(n > counts[order[0]] for n in counts.values()) if order else 0
    return _listed(
        ask, {pk: (counts[pk], homes[pk]) for pk in order[start - before :][: stop - start]}
    )


def calls_first(ask: Ask, n: int) -> list[Call]:
    """Return the first communes of one list. Five queries at most."""
    return page_of(ask, counts_of(ask), 0, n)


def first_calls(area: Area, inside: Below, day: date) -> list[Call]:
    """Return the first communes of all lists, each once, for its first reason. Three queries at most.

    None of a commune: nobody there is told to call themselves.
    """
    if area.level >= Level.COMMUNE:
        return []
    needs = [need for need in inside.needs.first if need.reason]
    # Those that lack as much as the last one are told apart from it by their households.
    last = max(sorted(need.rank for need in needs)[:CALLS], default=(0, 0))
    tied = [need for need in needs if need.rank <= last]
    lacking = [need.commune for need in tied if need.reason is NO_TEAM]
    gaps = _villages(Ask(area, day), lacking)
    found = []
    for need in tied:
        gap = gaps.get(need.commune) if need.reason is NO_TEAM else None
        if need.reason and (gap or need.reason is not NO_TEAM):
            homes = gap.homes if gap else need.homes
            named = inside.needs.names[need.commune]
            wanted = Wanted(*named, need.reason, -need.rank[1], homes)
            found.append((need.rank, -homes, need.commune, wanted))
    first = [wanted for *_, wanted in sorted(found)[:CALLS]]
    return calls_to(first, {pk: gap.villages for pk, gap in gaps.items()}, day)


def call_to(ask: Ask, commune: Area) -> Call:
    """Return one commune of the list, even when it lacks nothing."""
    alone = replace(ask, area=commune)
    counts = counts_of(alone)
    homes = _homes_of(alone, counts, 0, 1)
    return _listed(ask, {commune.pk: (counts.get(commune.pk, 0), homes.get(commune.pk, 0))})[0]


def counts_of(ask: Ask) -> dict[int, int]:
    """Return how much each commune lacks of what is asked; those lacking nothing are out. One query."""
    if ask.reason in FIRST:
        return weights(needs_within(ask.area), ask.reason)
    if ask.reason is REPORT_LATE:
        return late_communes(ask.area, ask.day)
    rows = _marked(ask).values_list("commune_id")
    return dict(rows.annotate(n=Count("pk")))


def totals_of(ask: Ask, needs: list[Need]) -> dict[Reason, int]:
    """Return how many communes, registers or villages there are of each reason."""
    return {
        **Needs.of(needs, {}).amounts,
        **{reason: _marked(replace(ask, reason=reason)).count() for reason in (INACTIVE, STALE)},
        REPORT_LATE: sum(late_communes(ask.area, ask.day).values()),
    }


def _marked(ask: Ask, communes: Iterable[int] | None = None) -> Any:
    """Return the count rows of the villages meant; of those that have a team, where none is meant."""
    rows: Any
    if ask.reason is STALE:
        before = timezone.now() - timedelta(days=ask.days)
        rows = VillageCount.unscoped.below(ask.area).filter(households__gt=0)
        rows = rows.exclude(area__kind=Kind.UNASSIGNED)
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
    if ask.reason in OF_COMMUNES:
        return homes_of(ask.area, tied, few)
    rows = VillageCount.unscoped.below(ask.area)
    rows = rows.filter(commune__in=few) if few else rows
    rows = _marked(ask, few) if ask.reason is STALE else _lacking(ask, rows, few)
    missing = Sum(F("expected") - F("covered"))
    found = dict(rows.values_list("commune_id").annotate(n=missing))
    return {pk: found.get(pk) or 0 for pk in tied}


def _listed(ask: Ask, numbers: dict[int, tuple[int, int]]) -> list[Call]:
    """Bring along what is shown of these communes, in their order. Four queries."""
    communes = Area.unscoped.select_related("district", "province").in_bulk(list(numbers))
    villages = _villages(ask, list(numbers))
    return calls_to(
        [
            Wanted(communes[pk], _above(communes[pk], ask.area), ask.reason, *numbers[pk])
            for pk in numbers
        ],
        {pk: gap.villages for pk, gap in villages.items()},
        ask.day,
    )


def _above(commune: Area, whole: Area) -> str:
    """Name the units between a commune and the unit whose list it stands in."""
    between = [commune.district, commune.province]
    return ", ".join(a.full_name for a in between if a and a.level > whole.level)


def _villages(ask: Ask, communes: list[int]) -> dict[int, Gap]:
    """Return the villages meant of each commune, in order. One query, or none where no village is meant."""
    if ask.reason in OF_COMMUNES:
        return {}
    counted = VillageCount.unscoped.filter(pk=OuterRef("pk")).order_by()
    homes = Subquery(counted.values(n=F("expected") - F("covered")))
    # No other unit stands in a commune; asking for the level too misleads the planner.
    villages = Area.unscoped.on(ask.day).filter(commune__in=communes).exclude(kind=Kind.UNASSIGNED)
    rows = _lacking(ask, villages, communes).in_order()
    found = dict[int, Gap]()
    for commune, pk, kind, name, n in rows.values_list("commune_id", "pk", "kind", "name", homes):
        before = found.get(commune, Gap([], 0))
        unit = Unit(pk, Level.VILLAGE, kind, name)
        found[commune] = Gap([*before.villages, unit], before.homes + (n or 0))
    return found


def calls_to(
    wanted: Sequence[Wanted], villages: Mapping[int, Sequence[Area | Unit]], day: date
) -> list[Call]:
    """Bring along whom to call in these communes and what earlier calls brought. Two queries.

    All calls to each commune are read, newest first: of a page of communes, so no window is worth its price.
    """
    keys = [one.commune.pk for one in wanted]
    contacts = defaultdict[int, list[Contact]](list)
    rows = Contact.unscoped.filter(commune__in=keys).select_related("called_by")
    for contact in rows.order_by("-called_on", "-pk"):
        contacts[contact.commune_id].append(contact)
    officers = User.unscoped.officers_of(keys)
    return [
        Call(
            *one,
            day=day,
            villages=villages.get(one.commune.pk, []),
            officer=officers.get(one.commune.pk),
            contacts=(mine := contacts[one.commune.pk])[:LATEST],
            times=len(mine),
            answered=next((c for c in mine if c.outcome != Contact.Outcome.NO_ANSWER), None),
        )
        for one in wanted
    ]
