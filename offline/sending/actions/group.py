"""Operations of one kind while they are written: what becomes of each, and the rows that say so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone

from areas.models import Area
from households.models import Resident
from households.register.actions import ErasedBefore, NoPlatform, Refused, StillRefuses
from households.register.queries.duplicates import erased_before
from households.register.rules import Clash
from households.survey.actions import Unsaved
from offline.models import CellWrite, SentOperation, Why
from offline.sending.queries.places import Places
from offline.sending.rules.results import UNKEPT, Held, Result, State, state_of
from offline.sending.rules.said import Said, day_of
from offline.sending.telling import tell_waiting
from web.bulk import NewRows
from web.once import KeyTaken

# Why the register did not take a row, in the words of whoever sent it.
UNSAVED: Mapping[str, Why] = {
    Unsaved.GONE: Why.CLOSED,
    Unsaved.LEFT: Why.LEFT,
    Unsaved.CLASH: Why.CELLS,
    Unsaved.NO_PLATFORM: Why.NO_PLATFORM,
    Unsaved.ERASED: Why.NAMED_BEFORE,
    Unsaved.REFUSES: Why.REFUSES,
}

# What its actions raise, the narrower first.
_REFUSALS: Mapping[type[Exception], Why] = {
    ErasedBefore: Why.NAMED_BEFORE,
    StillRefuses: Why.REFUSES,
    NoPlatform: Why.NO_PLATFORM,
    Clash: Why.STATUS,
    KeyTaken: Why.MOVED,
    Refused: Why.CLOSED,
}
# What of them is caught: everything else is a fault of ours.
REFUSALS: tuple[type[Exception], ...] = (Held, *_REFUSALS)


def why_not(error: Exception) -> Why:
    """Say why an action of the register refused what was to be written."""
    if isinstance(error, Held):
        return error.why
    return next((why for kind, why in _REFUSALS.items() if isinstance(error, kind)), Why.CLOSED)


@dataclass
class Group:
    """Operations of one author and one kind, whose communes' rows are held."""

    by: Any
    skew: int
    every: Sequence[Said]
    places: Places = field(init=False)
    rows: list[SentOperation] = field(default_factory=list)
    cells: list[CellWrite] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    # Communes in which something began to wait for somebody, or does so no more.
    news: set[Area] = field(default_factory=set)
    today: date = field(default_factory=timezone.localdate)
    # Whether somebody looked at it already: what looks like another household is none.
    is_decided: ClassVar[bool] = False

    def __post_init__(self) -> None:
        """Read what the operations point to."""
        self.places = Places(self.by, self.every)

    @property
    def assessor(self) -> Any:
        """Who asked: whoever sends it did."""
        return self.by

    def day(self, said: Said) -> date:
        """Return the day on which something happened. Raises Held for one that is still to come."""
        if day := day_of(said, self.skew, self.today):
            return day
        raise Held(Why.FUTURE)

    def erased(self, named: Iterable[tuple[int | None, str]]) -> set[tuple[int | None, str]]:
        """Return which names were erased in their commune before; nobody asks that of what somebody decided."""
        told = defaultdict[int | None, list[str]](list)
        for commune, name in () if self.is_decided else named:
            told[commune].append(name)
        return {
            (commune, name)
            for commune, names in told.items()
            for name in erased_before(commune, names)
        }

    def hold(self, said: Said, why: Why) -> None:
        """Write down that an operation was refused or waits, and why; what waits is kept as it came."""
        if why in UNKEPT:
            self.results.append(Result(said.uuid, State.REFUSED, why))
            return
        state = state_of(why)
        row = self.note(said, state, why, self.places.whom(said))
        if state == State.WAITING:
            row.key, row.sealed = said.item.key, said.item.sealed
            self.news.add(row.commune)

    def note(
        self, said: Said, state: State, why: str = "", resident: Resident | None = None
    ) -> SentOperation:
        """Write down what became of an operation."""
        row = SentOperation(
            uuid=said.uuid,
            author=self.by,
            device_id=said.device,
            kind=said.kind,
            village=self.places.villages[said.village],
            commune=self.places.commune_of(said),
            household_uuid=said.household,
            resident=resident,
            target=said.facts.get("of"),
            on=min(day_of(said, self.skew, self.today) or self.today, self.today),
            at=said.at,
            skew=self.skew,
            taken=said.taken,
            follows=said.follows,
            state=state,
            why=why,
        )
        self.rows.append(row)
        self.results.append(Result(said.uuid, state, why))
        return row

    def save(self) -> None:
        """Write all rows: operations first, then the cells that point to them."""
        NewRows(SentOperation, self.rows).insert()
        self.save_cells()
        for commune in self.news:
            tell_waiting(commune)

    def save_cells(self) -> None:
        """Write what was written of each skill."""
        NewRows(CellWrite, self.cells).insert()

    def told(self) -> dict[UUID, Result]:
        """Return what became of each operation."""
        return {one.uuid: one for one in self.results}
