"""What the register says of units that have not sent, remembered by a process while nothing of it changed.

Each under the stamp of its unit, which is read before the register is: what is remembered may be newer than its stamp, never older.
Pages alone read it; whatever is frozen is read as known at its moment, of the tables.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

from django.db.models import Count, F, Q, Sum

from areas.models import Area, Placement, Succession
from audit.last import last_entries
from households.models import Transfer
from periodic.drafts.queries.facts import Asked, Parts, facts_of
from rollup.models import CommuneCount
from teams.models import Team, Tier

type Stamp = tuple[object, ...]
COMMUNE = "commune_id"
# So many are remembered, of at most twenty kilobytes each: the communes of four provinces.
KEPT = 1_200
# What a register is made of; entries about all else, and that somebody took something away, change nothing of it.
_APPS = ("areas", "skills", "teams", "households", "reorganisations")


class _Memory:
    """What was read of units, under their stamps; the longest unused goes first."""

    def __init__(self) -> None:
        self.found: OrderedDict[Hashable, tuple[Stamp, Any]] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable, stamp: Stamp) -> Any:
        """Return what was read under this stamp; None where nothing was."""
        with self.lock:
            kept = self.found.get(key)
            if kept is None or kept[0] != stamp:
                return None
            self.found.move_to_end(key)
            return kept[1]

    def put(self, key: Hashable, stamp: Stamp, value: Any) -> None:
        """Remember what was read."""
        with self.lock:
            self.found[key] = (stamp, value)
            self.found.move_to_end(key)
            while len(self.found) > KEPT:
                self.found.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.found.clear()


MEMORY = _Memory()


@dataclass(frozen=True)
class Register:
    """The register of a unit that sums up, of days from one on. Where units changed since, all of it is read."""

    area: Area
    column: str
    since: date

    def facts(self, asked: Asked) -> Parts:
        """Return the facts of the parts asked for; those that are not remembered are read."""
        days = (asked.begins_on, asked.ends_on)
        wanted = {pk: (pk, *days) for pk in asked.among or ()}
        known = self._known(wanted)
        left = wanted.keys() - known.keys()
        read = facts_of(replace(asked, among=sorted(left))) if left else {}
        # What is told of no part that was asked for is remembered under none.
        if read.keys() <= left:
            self._keep({wanted[pk]: (pk, (read.get(pk),)) for pk in left})
        return read | {pk: one for pk, (one,) in known.items() if one is not None}

    def made(self, pk: int, of: Hashable, make: Callable[[], Any]) -> Any:
        """Return what is made of the facts of a unit, remembered as they are."""
        found = self._known({pk: (pk, of)}).get(pk)
        if found is None:
            found = make()
            self._keep({(pk, of): (pk, found)})
        return found

    def _known(self, wanted: Mapping[int, Hashable]) -> dict[int, Any]:
        stamps = self.stamps if wanted else None
        if stamps is None:
            return {}
        pairs = ((pk, MEMORY.get(key, stamps.of(pk))) for pk, key in wanted.items())
        return {pk: value for pk, value in pairs if value is not None}

    def _keep(self, made: Mapping[Hashable, tuple[int, Any]]) -> None:
        if made and self.stamps:
            for key, (pk, value) in made.items():
                MEMORY.put(key, self.stamps.of(pk), value)

    @cached_property
    def stamps(self) -> "Stamps | None":
        """The stamps of its parts, read before anything else is; None where units changed. Five queries, or six."""
        return None if self._has_moved() else Stamps(self)

    def _has_moved(self) -> bool:
        """Say whether a unit stood elsewhere since, or its territory went to another commune: so did households."""
        path, day = self.area.path or "-", self.since
        stood = Placement.unscoped.filter(valid_from__lte=day, valid_to__gt=day)
        stood = stood.filter(Q(area__path__within=path) | Q(parent__path__within=path))
        went = Succession.unscoped.inside(path).filter(on__gt=day)
        moved = stood.exclude(parent=F("area__parent")).order_by().values("pk")
        went = went.exclude(predecessor__commune=F("successor__commune")).order_by()
        return moved.union(went.values("pk")).exists()


class Stamps:
    """Of each part what changes with all that is written of it.

    The versions of its count rows, those of the teams of communes, which no count row covers, and the last entries of the
    journal about all else. Of a part that households left since, the versions of where they are now: they are corrected there.
    """

    def __init__(self, register: Register) -> None:
        area, column = register.area, register.column
        self._last = last_entries(_APPS)
        self._counted = _versions(CommuneCount.unscoped.below(area), column)
        teams = Team.unscoped.inside(area.path or "-").filter(tier=Tier.COMMUNE)
        self._teams = _versions(teams, "area_id" if column == COMMUNE else f"area__{column}")
        self._gone = _gone(register)

    def of(self, pk: int) -> Stamp:
        """Return the stamp of a part; one without a count row has nothing that is counted."""
        nothing = (0, 0)
        counted, teams = self._counted.get(pk, nothing), self._teams.get(pk, nothing)
        return (*counted, *teams, self._gone.get(pk), *self._last)


def _versions(rows: Any, column: str) -> dict[int, tuple[int, int]]:
    """Return sum and number of the versions of rows by the part they are of."""
    sums = rows.order_by().values_list(column).annotate(Sum("version"), Count("pk"))
    return {pk: (versions, number) for pk, versions, number in sums}


def _gone(register: Register) -> dict[int, tuple[Any, ...]]:
    """Return, by part, the communes to which households went from it since, with their versions."""
    source, path = f"from_village__{register.column}", register.area.path or "-"
    rows = Transfer.unscoped.filter(from_village__path__within=path, moved_on__gte=register.since)
    rows = rows.filter(state=Transfer.State.ACCEPTED).order_by()
    went = set(rows.values_list(source, "household__village__commune"))
    there = CommuneCount.unscoped.filter(pk__in={commune for _pk, commune in went})
    versions = _versions(there, COMMUNE) if went else {}
    found = defaultdict[int, list[Any]](list)
    for pk, commune in sorted(went):
        found[pk].append((commune, versions.get(commune)))
    return {pk: tuple(some) for pk, some in found.items()}
