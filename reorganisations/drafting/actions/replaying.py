"""The reform of 2025 replayed over a register of the map before: the official lists say which unit became which.

What went whole into one is taken along by decisions like any other; of what was divided a draft waits for its province, whose
people say where each village goes. Nothing is guessed; until then it stands, and counts, in the province that all of it went to.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.kinds import Level
from areas.models import Area
from areas.replanting import put_below
from audit.actions import record
from reorganisations.drafting.actions.deciding import approve, propose
from reorganisations.drafting.actions.drafts import Unit, add_operation, begin
from reorganisations.drafting.queries.left_behind import Left, days_of_ends, left_behind
from reorganisations.models import Operation, Reorganisation, State
from rollup.counts import lock
from rollup.placing import place_below

Kind = Operation.Kind
# The resolution on the provinces, under which all of it is written down.
NUMBER, SIGNED = "202/2025/QH15", date(2025, 6, 12)


@dataclass
class Replayed:
    """What was done: units taken along whole, decisions approved, and drafts that wait for people."""

    taken: int = 0
    decisions: list[Reorganisation] = field(default_factory=list)
    drafts: list[Reorganisation] = field(default_factory=list)

    @property
    def underway(self) -> list[Reorganisation]:
        """The decisions on so many households that they are carried out behind the pages."""
        return [one for one in self.decisions if one.state != State.APPLIED]


def replay(*, by: Any, approver: Any, number: str, signed_on: date) -> Replayed:
    """Take along what is left in units that ended, day by day; each new province is one transaction. Done twice, it finds nothing."""
    done = Replayed()
    for day in days_of_ends():
        left = left_behind(day)
        # First: what came after a decision would keep it from being taken back.
        for old, news in left.parted.items():
            _take_in(by, old, {_province(one) for one in news})
        for (_pk, paper), news in sorted(_together(left).items()):
            facts = {"number": paper or number, "signed_on": min(signed_on, day)}
            facts["effective_on"] = day
            done.decisions.append(_decide(by, approver, left, news, facts))
            done.taken += sum(len(left.whole[one]) for one in news)
        done.drafts += [_draft(by, old, news, day) for old, news in left.parted.items()]
    return done


def _together(left: Left) -> dict[tuple[int, str], list[Area]]:
    """Return the units that took others in by their province and the document that says so."""
    found = defaultdict[tuple[int, str], list[Area]](list)
    for one in left.whole:
        found[_province(one).pk, left.documents.get(one.pk, "")].append(one)
    return found


def _province(unit: Area) -> Area:
    return unit.province or unit


@transaction.atomic
def _decide(
    by: Any, approver: Any, left: Left, news: Sequence[Area], facts: dict[str, Any]
) -> Reorganisation:
    """Write, propose and approve one decision that takes along what went whole into these units."""
    decision = begin(by=by, area=_country(), **facts)
    for new in sorted(news, key=lambda one: (one.level, one.pk)):
        unit = _as_it_is(new)
        add_operation(
            by=by, decision=decision, kind=Kind.MERGE, sources=left.whole[new], units=[unit]
        )
    decision = propose(by=by, decision=decision)
    return approve(by=approver, decision=decision)


@transaction.atomic
def _take_in(by: Any, commune: Area, provinces: Collection[Area]) -> None:
    """Let what is left in a divided commune stand in the province that all of it went to: else it would be of none."""
    if commune.level != Level.COMMUNE or len(provinces) != 1:
        return
    lock([commune], even_ended=True)
    (province,), before = provinces, commune.province
    if before is None or before == province or commune.parent is None:
        return
    put_below([commune.parent], province, [commune.pk])
    commune.refresh_from_db()
    place_below(commune)
    names = {"unit_names": [before.full_name, province.full_name]}
    record(by, gettext_noop("Tính vào tỉnh mới, chờ chia"), commune, names)


@transaction.atomic
def _draft(by: Any, old: Area, news: Sequence[Area], day: date) -> Reorganisation:
    """Begin the decision that divides a unit among those it went into; who writes it says where each village goes."""
    provinces = {_province(one) for one in news}
    area = provinces.pop() if len(provinces) == 1 and old.level > Level.PROVINCE else _country()
    decision = begin(by=by, area=area, effective_on=day)
    units = [_as_it_is(one) for one in news]
    add_operation(by=by, decision=decision, kind=Kind.SPLIT, sources=[old], units=units)
    return decision


def _as_it_is(unit: Area) -> Unit:
    parent: Any = unit.parent
    return Unit(kind=unit.kind, name=unit.name, parent=parent, area=unit)


def _country() -> Area:
    return Area.unscoped.get(level=Level.COUNTRY)
