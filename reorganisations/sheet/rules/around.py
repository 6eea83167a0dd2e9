"""What stands in the register of a territory, as far as a sheet of changes may name it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from areas.names import fold
from imports.tidy.units import Communes, Found
from imports.tidy.villages import Villages
from reorganisations.sheet.rules.works import Does


@dataclass(frozen=True)
class Village:
    """An open village: its commune, how it is called, since when, and the number of the open decision that names it."""

    commune: int
    kind: str
    name: str
    label: str
    since: date | None = None
    homes: int = 0
    has_team: bool = False
    decision: str | None = None
    # What that decision does with it (`works.Work.does`).
    does: Does | None = None


@dataclass(frozen=True)
class Ended:
    """A village that stands no more."""

    label: str
    on: date


@dataclass(frozen=True)
class Around:
    """The communes and villages that a sheet may name. `villages_of` finds those of a commune by their names."""

    communes: Mapping[int, str]
    names: Communes
    villages: Mapping[int, Village]
    villages_of: Callable[[int], Villages]
    own_of: Callable[[int], Any] = lambda _commune: None
    ended: Mapping[tuple[int, str], Ended] = field(default_factory=dict)
    today_is: date = field(default_factory=timezone.localdate)

    @cached_property
    def today(self) -> dict[tuple[int, str], int]:
        """The open villages by commune and folded name, with the word for their kind and without."""
        rows = self.villages.items()
        found = {(one.commune, fold(one.name)): pk for pk, one in rows}
        return found | {(one.commune, fold(one.label)): pk for pk, one in rows}

    @cached_property
    def called(self) -> dict[int, tuple[str, str]]:
        """Kind and name of each open village."""
        return {pk: (one.kind, one.name) for pk, one in self.villages.items()}

    @cached_property
    def of_commune(self) -> dict[int, list[int]]:
        """The open villages of each commune."""
        found = dict[int, list[int]]()
        for pk, one in self.villages.items():
            found.setdefault(one.commune, []).append(pk)
        return found

    def commune(self, text: str) -> Found:
        """Return the commune that a text names, the only one where it names none."""
        if not text and len(self.communes) == 1:
            return Found(next(iter(self.communes)))
        return self.names.find(text) if text else Found(None)

    def village(self, commune: int, text: str) -> Found:
        """Return the open village that a text names and no other; else whom to ask about."""
        found = self.villages_of(commune).read(text, self.own_of(commune)).found
        known = tuple(pk for pk in found.proposals if pk in self.villages)
        return found if found.pk in self.villages else Found(None, known)

    def has_ended(self, commune: int, text: str) -> Ended | None:
        """Return the village of this name that stands no more, where none of today is called so."""
        key = (commune, fold(text))
        return None if key in self.today else self.ended.get(key)

    def taken_by(self, commune: int, kind: str, name: str, but: Iterable[int]) -> int:
        """Return another open village of the commune that is called so; 0 for none."""
        wanted, others = (kind, fold(name)), set(but)
        for pk in self.of_commune.get(commune, ()):
            one = self.villages[pk]
            if (one.kind, fold(one.name)) == wanted and pk not in others:
                return pk
        return 0
