"""Declared numbers of one place, or of all communes at once: beside the register, never instead of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_noop

from areas.dated import not_later_than_today
from areas.ended import ended_words, heirs_of
from areas.kinds import Level
from areas.models import Area
from audit.actions import record, record_many
from households.counts.rollup import HOUSEHOLDS
from households.declarations.actions.completions import measure_again
from households.models import MOST_HOUSEHOLDS, MOST_VILLAGES, NUMBERS, Declaration
from households.register.actions import steps
from rollup.counts import lock, recount
from web.scope import may_see

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
        homes = {"households"} if self.area.is_village else set[str]()
        of = {Level.VILLAGE: homes, Level.COMMUNE: set(NUMBERS)}
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
    lock([area])
    stands = Declaration.unscoped.stands_at([area]).get(area.pk, {})
    row = said.row(by=by, source=source, on=day)
    row.save()
    record(by, DECLARED, area, {**changes(said, stands), "source": [None, source]})
    _measure_if_changed(by, area, stands)
    recount(area, of=[HOUSEHOLDS])
    return row


@transaction.atomic
def withdraw_declaration(*, by: Any, declaration: Declaration) -> Declaration:
    """Take back a declaration that was wrong; the one before it holds again. Twice is once."""
    area = declaration.area
    lock([area])
    row = Declaration.unscoped.select_for_update(of=("self",)).get(pk=declaration.pk)
    if row.withdrawn_at:
        return row
    stands = Declaration.unscoped.stands_at([area]).get(area.pk, {})
    steps.change(row, withdrawn_at=timezone.now(), withdrawn_by=by)
    gone = {name: getattr(row, name) for name in NUMBERS if getattr(row, name) is not None}
    taken = {f"declared_{name}": [n, None] for name, n in gone.items()}
    record(by, _WITHDRAWN, area, {**taken, "source": [row.source, None]})
    _measure_if_changed(by, area, stands)
    recount(area, of=[HOUSEHOLDS])
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


type Stands = Mapping[str, Declaration]


@dataclass
class Taken:
    """What was done: rows written, what said nothing new, and reasons of refusal by key of the place."""

    written: list[Declaration] = field(default_factory=list)
    unchanged: list[Said] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def declare_many(*, by: Any, rows: Sequence[Said], source: str, on: date | None = None) -> Taken:
    """Record what many communes declare. What stands so already is not written again.

    A row is refused by itself, with a reason for people; the others are written. Raises ValueError
    for a day in the future.
    """
    day = on or timezone.localdate()
    not_later_than_today(day)
    asked = [said for said in rows if said.numbers]
    places = [said.area.pk for said in asked]
    lock((said.area for said in asked), even_ended=True)
    ended = Area.unscoped.filter(pk__in=places).exclude(closed_on=None).in_bulk()
    stands = Declaration.unscoped.stands_at(said.area for said in asked)
    taken, new = Taken(), list[Said]()
    for said in asked:
        here = stands.get(said.area.pk, {})
        if why := _refusal(by, said, here, day, ended.get(said.area.pk)):
            taken.refused[said.area.pk] = why
        elif _is_said(said, here):
            taken.unchanged.append(said)
        else:
            new.append(said)
    taken.written = _written(by, new, stands, source, day)
    return taken


def _is_said(said: Said, stands: Stands) -> bool:
    """Say whether all of it stands already, whoever said so and of whichever day."""
    return all(
        name in stands and getattr(stands[name], name) == n for name, n in said.numbers.items()
    )


def _refusal(by: Any, said: Said, stands: Stands, day: date, ended: Area | None) -> str:
    """Return why a row is not written, "" for nothing."""
    if not may_see(by, said.area.path) or said.area.level != Level.COMMUNE:
        return _("Không thuộc địa bàn được giao.")
    if ended:
        return ended_words(ended, heirs_of([ended])[ended.pk])
    if not said.is_possible:
        return _("Số này quá lớn. Kiểm tra lại rồi ghi.")
    later = [stands[name] for name in said.numbers if name in stands]
    newest = max((row.declared_on for row in later), default=day)
    if newest > day:
        return _("Đã có số mới hơn, tính đến %(day)s. Ghi ngày sau đó.") % {
            "day": date_format(newest)
        }
    return ""


def _written(
    by: Any, new: Sequence[Said], stands: Mapping[int, Stands], source: str, day: date
) -> list[Declaration]:
    rows = Declaration.unscoped.bulk_create(
        [said.row(by=by, source=source, on=day) for said in new]
    )
    measure_again(by, [said.area for said in new])
    recount(*(said.area for said in new), of=[HOUSEHOLDS])
    entries = [
        (said.area, said.area.path or "", changes(said, stands.get(said.area.pk, {})))
        for said in new
    ]
    if entries:
        record_many(by=by, verb=DECLARED, rows=entries)
    return rows
