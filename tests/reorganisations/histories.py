"""Histories of units: what is recorded in two communes, and what decisions make of their villages and of these."""

from collections import Counter
from dataclasses import replace
from itertools import cycle, islice

import pytest
from django.db import transaction

from areas.kinds import Kind, Level
from areas.models import BEFORE_RECORDS, Area, Placement, Succession
from audit.models import AuditEntry
from figures.as_of import parts_on
from households.counts.contribution import MOVED
from households.models import Completion, Declaration, Household
from reorganisations.applying import actions
from reorganisations.applying.queries.below import below_of
from reorganisations.applying.queries.checks import Wrong
from reorganisations.applying.queries.since import done_since
from reorganisations.drafting import actions as drafting
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation, State
from rollup.models import CommuneCount, VillageCount
from teams.models import Activity, Member, Team, TeamVillage
from tests.factories import UserFactory
from tests.households.counts.test_property import Villages
from tests.proving import sample_or_all
from tests.reorganisations.standing import (
    at_work,
    beyond_scope,
    left_behind,
    people,
    pointing,
    staying,
)

# Of communes, and of villages that become a commune; by what the operation is called.
ABOVE = {
    "merge_communes": Operation.Kind.MERGE,
    "split_commune": Operation.Kind.SPLIT,
    "move_commune": Operation.Kind.MOVE,
    "form_commune": Operation.Kind.FORM,
}
# Days of which figures are compared before and after.
DAYS = (0, 1, 2, 3, 4, 20, 39, 40, 41, 100, 199, 200, 201, 350)
ASKED = sample_or_all((0, 2, 3, 4, 40, 41, 200, 350), DAYS)
PLAYED = Counter()


class Units(Villages):
    """The villages of two communes, with decisions on them and on these."""

    def __init__(self):
        super().__init__()
        # Units that factories make were called nothing on no day.
        units = Area.unscoped.filter(placements=None).order_by("pk")
        Placement.unscoped.bulk_create([Placement.of(one, BEFORE_RECORDS) for one in units])
        self.proposer, self.approver = UserFactory(), UserFactory()
        people(self.communes, self.villages[1:])
        self.decisions, self.before = [], {}

    def reorganise(self, kind, number, ago):
        """Write, propose and approve a decision; where it cannot be so, nothing is done."""
        self.open = list(open_villages())
        sources, units = getattr(self, f"of_{kind}")(number)
        before, figures, said = live_rows(), self.figures(), (staying(), at_work())
        try:
            with transaction.atomic():
                decision = self.decide(kind, number, sources, units, ago)
        except Wrong:
            PLAYED["refused"] += 1
            return
        assert decision.state == State.APPLIED
        PLAYED[kind] += 1
        assert self.figures() == figures
        wrong = [*(staying() ^ said[0]), *left_behind(), *beyond_scope()]
        assert wrong == [], wrong
        assert at_work() == said[1]
        self.decisions.append(decision)
        self.before[decision.pk] = (before, figures, recorded())
        self.refresh()

    def refresh(self):
        """Go on with the units that are open now; some steps take four villages and two communes, whichever."""
        some = Area.unscoped.communes().filter(closed_on=None).order_by("pk")
        self.communes = list(islice(cycle(some), max(2, len(some))))
        # What was written is taken back with its village as that is read then.
        now = Area.unscoped.select_related("commune").in_bulk()
        self.written = [replace(one, village=now[one.village.pk]) for one in self.written]
        self.villages = list(islice(cycle(open_villages()), max(4, len(open_villages()))))

    def decide(self, kind, number, sources, units, ago):
        facts = {"signed_on": self.day(ago), "effective_on": self.day(ago)}
        area = Area.unscoped.get(level=Level.COUNTRY) if kind in ABOVE else self.communes[0]
        decision = drafting.begin(by=self.proposer, area=area, number=f"{number}/QĐ", **facts)
        operation = drafting.add_operation(
            by=self.proposer,
            decision=decision,
            kind=ABOVE.get(kind, kind),
            sources=sources,
            units=units,
        )
        if kind == "split_commune":
            self.allot(operation, number)
        elif kind == "split":
            self.assign(operation, number)
        drafting.propose(by=self.proposer, decision=decision)
        return drafting.approve(by=self.approver, decision=decision)

    def assign(self, operation, number):
        """Assign two of three households of the village, some to each part."""
        village = operation.parts.sources().get().area
        parts = list(operation.parts.targets())
        for n, pk in enumerate(village.households.order_by("pk").values_list("pk", flat=True)):
            if (n + number) % 3:
                part = parts[(n + number) % len(parts)]
                drafting.assign(by=self.proposer, operation=operation, part=part, households=[pk])

    def allot(self, operation, number):
        """Give each unit below to some part."""
        parts = list(operation.parts.targets())
        for n, one in enumerate(below_of(operation)):
            part = parts[(n + number) % len(parts)]
            drafting.allot(by=self.proposer, operation=operation, part=part, areas=[one.area.pk])

    def of_merge_communes(self, number):
        first, *others = self.open_communes(number)
        target = {"area": first, "name": first.name} if number % 2 else {"name": f"Chung {number}"}
        return [first, *others[:1]], [Unit(kind="xa", parent=first.parent, **target)]

    def of_split_commune(self, number):
        one, *others = self.open_communes(number)
        units = [Unit(kind="xa", name=f"Chia {number} {n}", parent=one.parent) for n in (1, 2)]
        if number % 3 < 2:
            other = [one, *others][number % 3 if others else 0]
            units[0] = Unit(kind="xa", name=other.name, parent=other.parent, area=other)
        return [one], units

    def of_move_commune(self, number):
        one = self.open_communes(number)[0]
        provinces = Area.unscoped.filter(level=Level.PROVINCE).exclude(pk=one.parent_id)
        to = provinces.order_by("pk")[number % len(provinces)]
        return [one], [Unit(kind=one.kind, name=one.name, parent=to, area=one)]

    def of_form_commune(self, number):
        some = {one.commune_id: one for one in self.open[number % len(self.open) :]}
        first = next(iter(some.values())).commune
        return list(some.values()), [Unit(kind="xa", name=f"Lập {number}", parent=first.parent)]

    def open_communes(self, number):
        """Return the open communes, another one first each time."""
        rows = list(dict.fromkeys(self.communes))
        at = number % len(rows)
        return [*rows[at:], *rows[:at]]

    def of_merge(self, number):
        first = self.open[number % len(self.open)]
        beside = [one for one in self.open if one.commune_id == first.commune_id]
        target = {"area": first, "name": first.name} if number % 2 else {"name": f"Nhập {number}"}
        return beside[: 2 + number % 2], [Unit(kind="thon", parent=first.commune, **target)]

    def of_split(self, number):
        one = self.open[number % len(self.open)]
        others = [v for v in self.open if v.commune_id == one.commune_id and v != one]
        units = [Unit(kind="thon", name=f"Tách {number} {n}", parent=one.commune) for n in (1, 2)]
        if number % 3 == 0 and others:
            other = others[0]
            units[0] = Unit(kind=other.kind, name=other.name, parent=one.commune, area=other)
        if number % 3 == 1:
            units[1] = Unit(kind=one.kind, name=one.name, parent=one.commune, area=one)
        return [one], units

    def of_move(self, number):
        one = self.open[number % len(self.open)]
        other = next((c for c in self.communes if c.pk != one.commune_id), one.commune)
        return [one], [Unit(kind=one.kind, name=one.name, parent=other, area=one)]

    def of_change(self, number):
        one = self.open[number % len(self.open)]
        return [one], [Unit(kind="to_dan_pho", name=f"Tổ {number}", parent=one.commune, area=one)]

    def of_end(self, number):
        return [self.open[number % len(self.open)]], []

    def undo(self, _number):
        """Take the last decision back; where something was recorded since, that is refused."""
        if not self.decisions:
            return
        decision = self.decisions.pop()
        if done_since(decision).exists():
            with pytest.raises(actions.BuiltOn), transaction.atomic():
                actions.undo(by=self.approver, reorganisation=decision)
            PLAYED["built on"] += 1
            self.decisions.clear()
            return
        rows, figures, entries = self.before[decision.pk]
        now = self.figures()
        actions.undo(by=self.approver, reorganisation=decision)
        assert self.figures() == now
        if entries == recorded():
            # Nothing was recorded elsewhere either.
            assert live_rows() == rows
            assert now == figures
            PLAYED["undone"] += 1
        self.refresh()

    def figures(self):
        """What the whole country had, day by day: households and people; villages change as decisions say."""
        country, found = Area.unscoped.get(level=Level.COUNTRY), {}
        for ago in ASKED:
            sums = Counter()
            for part in parts_on(country, self.day(ago), "commune_id", old=False).values():
                sums.update(dict(enumerate(part.sums[: len(MOVED)])))
            found[ago] = +sums
        return found


def recorded():
    """Return how much the journal has, but of decisions on units."""
    return AuditEntry.unscoped.exclude(subject__startswith="reorganisations.").count()


def open_villages():
    return Area.unscoped.villages().filter(closed_on=None).select_related("commune").order_by("pk")


def live_rows():
    """Everything that holds today, but for the journal, movements, versions and what stood on no day."""
    return {
        "pointing": pointing(),
        "households": set(Household.unscoped.values_list("pk", "village", "status", "head_name")),
        "units": set(
            Area.unscoped.filter(closed_on=None)
            .exclude(kind=Kind.UNASSIGNED)
            .values_list("pk", "name", "kind", "path", "parent", "province", "district", "commune")
        ),
        "communes": set(
            CommuneCount.unscoped.filter(area__closed_on=None)
            # A commune without villages is given its row by the first that comes.
            .exclude(households=0, villages=0)
            .values_list("pk", "province", "district", "households", "villages")
        ),
        "placements": set(
            Placement.unscoped.open()
            .exclude(area__kind=Kind.UNASSIGNED)
            .values_list("pk", "area", "name", "kind", "parent", "valid_from")
        ),
        "descent": set(Succession.unscoped.values_list("predecessor", "successor", "on")),
        "teams": set(Team.unscoped.values_list("pk", "area", "led", "further_villages")),
        "served": {
            (team, village, since, until)
            for team, village, since, until in TeamVillage.unscoped.values_list(
                "team", "village", "valid_from", "valid_to"
            )
            if since != until
        },
        "declared": set(Declaration.unscoped.standing().values_list("pk", "households")),
        "complete": set(Completion.unscoped.standing().values_list("pk", "area")),
        "members": set(Member.unscoped.values_list("pk", "team", "left_on")),
        "sessions": set(Activity.unscoped.values_list("pk", "team")),
        "counts": set(
            VillageCount.unscoped.exclude(area__closed_on__isnull=False)
            .exclude(area__kind=Kind.UNASSIGNED)
            # A village is given its row by the first recount.
            .exclude(households=0, expected=0, teams=0)
            .values_list("pk", "commune", "households", "expected", "complete", "teams", "led")
        ),
    }
