"""What the register says of units that have not sent, remembered by a process while nothing of it changed.

Each under the stamp of its unit, which is read before the register is: what is remembered may be newer than its stamp, never older.
Pages alone read it; whatever is frozen is read as known at its moment, of the tables.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

from django.db import connection

from areas.kinds import Level
from areas.models import Area, Placement, Succession
from audit.last import TIMELINE, last_sql
from households.models import Transfer
from households.models.moments import end_of
from periodic.drafts.queries.facts import Asked, Parts, facts_of
from rollup.models import CommuneCount
from teams.models import Team

type Stamp = tuple[object, ...]
# So many are remembered, of ten kilobytes, at most twenty each: the communes of four provinces. Where one page reads more
# (all of a province of the map of 2024), as many as it reads, or each would push the next out; more than MOST never.
KEPT, MOST = 1_200, 2_400
# What a page remembers of a part: of the period, of all up to the report before, and its cells.
_EACH = 3
# What a register is made of; entries about all else, and that somebody took something away, change nothing of it.
_APPS = ("areas", "skills", "teams", "households", "reorganisations")


class _Memory:
    """What was read of units, under their stamps; the longest unused goes first."""

    def __init__(self) -> None:
        self.found: OrderedDict[Hashable, tuple[Stamp, Any]] = OrderedDict()
        self.lock = Lock()
        self.room = KEPT

    def holds(self, parts: int) -> None:
        """Make room for all parts that a page reads."""
        self.room = min(max(self.room, _EACH * parts), MOST)

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
            while len(self.found) > self.room:
                self.found.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.found.clear()
            self.room = KEPT


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
            MEMORY.holds(len(self.stamps.parts))
            for key, (pk, value) in made.items():
                MEMORY.put(key, self.stamps.of(pk), value)

    @cached_property
    def stamps(self) -> "Stamps | None":
        """The stamps of its parts, read before anything else is; None where units changed. One query, two where households left."""
        rows = _rows(self)
        return Stamps(self, rows) if rows and not rows[0][_HAS_MOVED] else None


class Stamps:
    """Of each part what changes with all that is written of it.

    The versions of its count rows, those of the teams of communes, which no count row covers, and the last entries of the
    journal about all else. Of a part that households left since, the versions of where they are now: they are corrected there.
    """

    def __init__(self, register: Register, rows: Sequence[Any]) -> None:
        self._last = rows[0][_HAVE_LEFT + 1 :]
        self._gone = _gone(register) if rows[0][_HAVE_LEFT] else {}
        self.parts = defaultdict[int, list[int]](lambda: [0, 0, 0])
        for pk, *numbers in rows:
            of_part = self.parts[pk]
            for at, number in enumerate((1, *numbers[: _HAS_MOVED - 1])):
                of_part[at] += number or 0

    def of(self, pk: int) -> Stamp:
        """Return the stamp of a part; one without a count row has nothing that is counted."""
        return (*self.parts.get(pk, ()), self._gone.get(pk), *self._last)


# Of a commune: its part, the version of its count row, the sum of the versions of its teams. The same on each row: whether
# units changed, whether households left, then the last entries of the journal.
_HAS_MOVED, _HAVE_LEFT = 3, 4
_COLUMN = {Level.PROVINCE: "province_id", Level.DISTRICT: "district_id"}


def _rows(register: Register) -> list[Any]:
    """Read of what stamps are made: one statement of our own, for a page asks it each time."""
    area = register.area
    column = _COLUMN.get(Level(area.level), "")
    told = connection.ops.adapt_datetimefield_value(end_of(register.since))
    params: dict[str, Any] = {
        "unit": area.pk,
        "day": register.since,
        "told": told,
        "accepted": Transfer.State.ACCEPTED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement(register.column, column), params)
        return list(cursor.fetchall())


def _statement(part: str, column: str) -> str:
    """Write that statement. A unit that stood elsewhere at any time since has changed; so did one that went into another commune.

    What lies in the unit is told by its column, not by paths: to plan a range of them takes PostgreSQL longer than all else here.
    """
    areas, places, lines, offers, rows, teams = (
        one._meta.db_table for one in (Area, Placement, Succession, Transfer, CommuneCount, Team)
    )
    here, there = (
        f"(%(unit)s IN ({one}.id, {one}.{column}))" if column else "TRUE" for one in "ab"
    )
    return (
        f"SELECT c.{part}, c.version, (SELECT SUM(t.version) FROM {teams} t WHERE t.area_id = c.area_id), "  # noqa: S608 - our own names
        f"said.*, last.*{TIMELINE} FROM {rows} c, "
        f"(SELECT EXISTS (SELECT 1 FROM {places} p JOIN {areas} a ON a.id = p.area_id JOIN {areas} b ON b.id = p.parent_id "
        f"WHERE p.valid_to > %(day)s AND p.parent_id <> a.parent_id AND ({here} OR {there})) "
        f"OR EXISTS (SELECT 1 FROM {lines} l JOIN {areas} a ON a.id = l.predecessor_id JOIN {areas} b ON b.id = l.successor_id "
        f'WHERE l."on" > %(day)s AND COALESCE(a.commune_id <> b.commune_id, TRUE) AND ({here} OR {there})), '
        f"EXISTS (SELECT 1 FROM {offers} o JOIN {areas} a ON a.id = o.from_village_id "
        f"WHERE o.state = %(accepted)s AND o.answered_at >= %(told)s AND {here})) AS said, ({last_sql(_APPS)}) AS last"
        + (f" WHERE c.{column} = %(unit)s" if column else "")
    )


def _gone(register: Register) -> dict[int, tuple[Any, ...]]:
    """Return, by part, the communes to which households went from it since, with their versions.

    By when they were accepted: they count elsewhere from a later day than they moved where their new village was not there yet.
    """
    source, path = f"from_village__{register.column}", register.area.path or "-"
    accepted = {"answered_at__gte": end_of(register.since)}
    rows = Transfer.unscoped.filter(from_village__path__within=path, **accepted)
    rows = rows.filter(state=Transfer.State.ACCEPTED).order_by()
    went = set(rows.values_list(source, "household__village__commune"))
    there = CommuneCount.unscoped.filter(pk__in={commune for _pk, commune in went})
    versions = dict(there.values_list("pk", "version"))
    found = defaultdict[int, list[Any]](list)
    for pk, commune in sorted(went):
        found[pk].append((commune, versions.get(commune)))
    return {pk: tuple(some) for pk, some in found.items()}
