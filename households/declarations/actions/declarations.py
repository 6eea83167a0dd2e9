"""Declared numbers of households and villages: written down beside the register, never instead of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from areas.kinds import Level
from areas.models import Area
from audit.actions import record
from households.counts.rollup import lock_places, recount_places
from households.declarations.actions.measures import measure_again
from households.models import MOST_HOUSEHOLDS, MOST_VILLAGES, NUMBERS, Declaration
from households.register.actions import steps

_MOST = {"households": MOST_HOUSEHOLDS, "villages": MOST_VILLAGES}
DECLARED = gettext_noop("Ghi số khai báo")
_WITHDRAWN = gettext_noop("Rút số khai báo")


@dataclass(frozen=True)
class Said:
    """What is declared for one place; None is not declared, which leaves what stands."""

    area: Area
    households: int | None = None
    villages: int | None = None

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers that are declared, by name."""
        every = {"households": self.households, "villages": self.villages}
        return {name: n for name, n in every.items() if n is not None}

    @property
    def is_possible(self) -> bool:
        """Whether a place of this kind can have these numbers."""
        of = {Level.VILLAGE: {"households"}, Level.COMMUNE: set(NUMBERS)}
        allowed = of.get(Level(self.area.level), set())
        return self.numbers.keys() <= allowed and all(
            0 <= n <= _MOST[name] for name, n in self.numbers.items()
        )

    def row(self, *, by: Any, source: str, on: date) -> Declaration:
        """Return the row that says so, not saved yet."""
        return Declaration(
            area=self.area,
            households=self.households,
            villages=self.villages,
            source=source,
            declared_on=on,
            recorded_by=by,
            from_above=not self.area.is_village and bool(by and by.is_above_communes),
        )


@transaction.atomic
def declare(
    *,
    by: Any,
    area: Area,
    households: int | None = None,
    villages: int | None = None,
    source: str,
    on: date | None = None,
) -> Declaration:
    """Record declared numbers of a village or commune, their source and the day they hold for.

    Raises ValueError for a day in the future, no number at all, one that cannot be, or a number of
    villages that a village declares.
    """
    day, said = on or timezone.localdate(), Said(area, households, villages)
    not_later_than_today(day)
    if not said.numbers or not said.is_possible:
        raise ValueError("no such number can be declared of this place")
    lock_places([area])
    stands = Declaration.unscoped.stands_at([area]).get(area.pk, {})
    row = said.row(by=by, source=source, on=day)
    row.save()
    record(by, DECLARED, area, changes(said, stands), document=source)
    _measure_if_changed(by, area, stands)
    recount_places(area)
    return row


@transaction.atomic
def withdraw_declaration(*, by: Any, declaration: Declaration) -> Declaration:
    """Take back a declaration that was wrong; the one before it holds again. Twice is once."""
    area = declaration.area
    lock_places([area])
    row = Declaration.unscoped.select_for_update(of=("self",)).get(pk=declaration.pk)
    if row.withdrawn_at:
        return row
    stands = Declaration.unscoped.stands_at([area]).get(area.pk, {})
    steps.change(row, withdrawn_at=timezone.now(), withdrawn_by=by)
    gone = {name: getattr(row, name) for name in NUMBERS if getattr(row, name) is not None}
    taken = {f"declared_{name}": [n, None] for name, n in gone.items()}
    record(by, _WITHDRAWN, area, taken, document=row.source)
    _measure_if_changed(by, area, stands)
    recount_places(area)
    return row


def _measure_if_changed(by: Any, area: Area, stood: Mapping[str, Declaration]) -> None:
    """Measure acts at a place again where another number holds than stood; the same one asks nothing anew."""
    stands = Declaration.unscoped.stands_at([area]).get(area.pk, {})
    before, now = ({n: getattr(row, n) for n, row in rows.items()} for rows in (stood, stands))
    if before != now:
        measure_again(by, [area])


def changes(said: Said, stands: Mapping[str, Declaration]) -> dict[str, list[Any]]:
    """Pair what stood with what is now declared, as the audit keeps it."""
    before = {name: getattr(row, name) for name, row in stands.items()}
    return {f"declared_{name}": [before.get(name), n] for name, n in said.numbers.items()}
