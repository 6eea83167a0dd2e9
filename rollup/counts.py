"""Count rows: recounted (never incremented) from the facts by whoever writes one.

Each app registers a `Source`: the SQL of its own columns. A recount counts only the columns of the
sources it is asked for; the caller holds the commune's row (`lock`). The recount is raw SQL;
docs/decisions/0005-counts-and-movements.md says why.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import batched, repeat
from operator import attrgetter
from typing import Any, NamedTuple

from django.conf import settings
from django.db import OperationalError, connection
from django.db.models import Case, Count, Q, When
from django.utils import timezone

from areas.kinds import Kind, Level
from areas.models import Area
from rollup.models import CommuneCount, CountRow, VillageCount
from web.busy import BUSY, reason_of
from web.scope import UnitEnded

# A column and the SQL expression that counts it.
type Columns = Mapping[str, str]


class Counted(NamedTuple):
    """Columns and their values by the key of a village or commune; a key that is not there has nothing."""

    columns: tuple[str, ...]
    rows: Mapping[int, tuple[Any, ...]]


@dataclass(frozen=True, eq=False)
class Part:
    """Columns of one table's rows. All are constants of our own, never what somebody typed.

    In an expression `%(pk)s` is the key of the village or commune that is counted.
    """

    # `FROM` what, and the column there that holds the key of the village or commune; the columns as of a day.
    rows: str
    key: str
    columns: Callable[[date], Columns]
    # Columns that are worked out of those by their names; and what they need besides, which is not stored.
    derived: Columns = field(default_factory=dict)
    needed: Columns = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """What one app counts, and how the same is counted through the ORM, to compare."""

    name: str
    village: Part | None
    commune: Part
    villages_counted: Callable[[], Counted]
    communes_counted: Callable[[], Counted]


SOURCES: dict[str, Source] = {}
# More rows than these are counted in one statement, of so many at most, in which a row is called so.
MANY, MOST, TIED = 8, 500, "counted_row"
# Seconds after which a row that could not be got is waited for as usual; until then so many milliseconds.
HELD, BRIEF_MS = 5.0, 100
_ENDED_FIRST = (Case(When(closed_on=None, then=1), default=0), "-level", "pk")
# When this process last waited in vain for the row of a commune.
_held: dict[int, float] = {}


def register(source: Source) -> None:
    """Take a source. Called from `AppConfig.ready`."""
    SOURCES[source.name] = source


def lock(places: Iterable[Area | CountRow], *, even_ended: bool = False) -> None:
    """Wait for the commune rows of these units, lowest first; make missing ones.

    The first statement of every save: under READ COMMITTED a recount that waited for its row would still count what it
    saw before. Rows that this process could not get just now are asked for briefly, else one held row would occupy every
    process. Whoever has waited waits for the next row no longer than what is left: a save waits once for as long as it may.
    Raises UnitEnded where one of the units, or its commune, has ended by then, but for who may go on there.
    """
    places, now = list(places), time.monotonic()
    keys = sorted({place.commune_id or place.pk for place in places})
    rows = CommuneCount.unscoped.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    if now - max(map(_held.get, keys, repeat(now - HELD)), default=0) < HELD:
        _wait_at_most(BRIEF_MS)
    try:
        if missing := set(keys) - set(rows.values_list("pk", flat=True)):
            add_rows(Area.unscoped.filter(pk__in=missing).order_by("pk"))
            list(rows.values_list("pk", flat=True))
    except OperationalError as error:
        if reason_of(error) is BUSY:
            _held.update(dict.fromkeys(keys, time.monotonic()))
        raise
    list(map(_held.pop, keys, repeat(None)))  # Got: they are waited for as usual again.
    if (waited := int((time.monotonic() - now) * 1000)) > BRIEF_MS:
        _wait_at_most(settings.WEB_LOCK_MS - waited)
    if not even_ended:
        # Asked anew: whoever ended a unit, or put it or one above it elsewhere, held this row.
        now_there = Area.unscoped.filter(pk__in={*keys, *map(attrgetter("pk"), places)})
        has_moved = Q(level=Level.VILLAGE) & ~Q(commune__in=keys)
        read = {one.pk: path for one in places if (path := vars(one).get("path"))}
        has_moved |= Q(pk__in=read, path__isnull=False) & ~Q(path__in=read.values())
        others = now_there.filter(has_moved | Q(closed_on__isnull=False))
        if first := others.order_by(*_ENDED_FIRST).first():
            _ended_or_elsewhere(places, first)


def _ended_or_elsewhere(places: Iterable[Area | CountRow], first: Area) -> None:
    """Say that a unit has ended; or let those that were put elsewhere since they were read say so, and hold their commune's row."""
    if first.closed_on:
        raise UnitEnded(first)
    for place in places:
        place.refresh_from_db()
    lock(places)


def _wait_at_most(milliseconds: int) -> None:
    """Lower the wait of a page for locks until the end of this transaction."""
    left = max(BRIEF_MS, milliseconds)
    if settings.SERVES_PAGES and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Never raised again by who waited less for a second row; 0 would be for ever.
            lower = f"SELECT set_config(name, LEAST({left}, NULLIF(setting::int, 0))::text, TRUE) "
            cursor.execute(f"{lower} FROM pg_settings WHERE name = 'lock_timeout'")


def add_rows(areas: Iterable[Area], row: type[CountRow] = CommuneCount) -> None:
    """Give communes, or villages, rows in which nothing is counted yet; those there are stay."""
    new = [row.of(area) for area in areas]
    row.unscoped.bulk_create(new, ignore_conflicts=True, batch_size=2000)  # type: ignore[attr-defined]  # each count row has this manager


def recount(*places: Area | CountRow, of: Iterable[str] | None = None) -> None:
    """Recount villages with their communes, and communes alone, each once; of the named sources only.

    The caller holds the communes' rows (`lock`). One statement a row, of many one for all; a village that has none yet is given one.
    """
    named = [SOURCES[name] for name in (SOURCES if of is None else of)]
    villages = {place.pk for place in places if place.commune_id}
    communes = {place.commune_id or place.pk for place in places}
    rows: list[tuple[type[CountRow], set[int], list[Part | None]]] = [
        (VillageCount, villages, [one.village for one in named]),
        (CommuneCount, communes, [one.commune for one in named]),
    ]
    for row, keys, sources in rows:
        if parts := tuple(part for part in sources if part):
            sql = _statement(row, parts, timezone.localdate(), connection.vendor)
            left = _recount_many(row, sql, keys) if len(keys) > MANY else sorted(keys)
            with connection.cursor() as cursor:
                for pk in left:
                    cursor.execute(sql, {"pk": pk})
                    if not cursor.rowcount:
                        add_rows(Area.unscoped.filter(pk=pk), row)
                        cursor.execute(sql, {"pk": pk})


def _recount_many(row: type[CountRow], sql: str, keys: Iterable[int]) -> list[int]:
    """Count rows in few statements; what is read of each is tied to the row instead of to a key. Return those that have none."""
    head, tail = f"UPDATE {row._meta.db_table} ", " = %(pk)s"
    tied = sql.removeprefix(head).removesuffix(tail).replace("%(pk)s", f"{TIED}.area_id")
    left = list[int]()
    for some in batched(sorted(keys), MOST):
        places = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(f"{head}AS {TIED} {tied} IN ({places})", some)
            if cursor.rowcount < len(some):
                there = row.unscoped.filter(pk__in=some).values_list("pk", flat=True)  # type: ignore[attr-defined]  # each count row has this manager
                left += sorted(set(some) - set(there))
    return left


@lru_cache(maxsize=64)
def _statement(row: type[CountRow], parts: tuple[Part, ...], day: date, _vendor: str) -> str:
    """Write the statement that sets these columns, the same on SQLite and PostgreSQL, for any key."""
    target, stored, counted = row._meta.db_table, dict[str, str](), list[str]()
    for (rows, key), (columns, needed) in _together(parts, day).items():
        inner = ", ".join(f"{sql} AS {name}" for name, sql in (columns | needed).items())
        stored |= {name: f"p{len(counted)}.{name}" for name in columns}
        counted.append(f"(SELECT {inner} FROM {rows} WHERE {key} = %(pk)s) p{len(counted)}")  # noqa: S608 - our own names
    for part in parts:
        stored |= part.derived
    stored["version"] = f"(SELECT version + 1 FROM {target} WHERE area_id = %(pk)s)"  # noqa: S608 - our own names
    return (
        f"UPDATE {target} SET ({', '.join(stored)}) = (SELECT {', '.join(stored.values())} "  # noqa: S608 - our own names
        f"FROM {', '.join(counted)}) WHERE area_id = %(pk)s"
    )


def _together(
    parts: Iterable[Part], day: date
) -> dict[tuple[str, str], tuple[dict[str, str], dict[str, str]]]:
    """Put together what is counted, and needed, from the same rows, so that they are read once."""
    found = dict[tuple[str, str], tuple[dict[str, str], dict[str, str]]]()
    for part in parts:
        columns, needed = found.setdefault((part.rows, part.key), ({}, {}))
        columns.update(part.columns(day))
        needed.update(part.needed)
    return found


def day_literal(day: date) -> str:
    """Write a day into a statement of a recount, as the engine stores days."""
    return f"CAST('{day.isoformat()}' AS {'date' if connection.vendor == 'postgresql' else 'text'})"


def wrong_rows(of: Iterable[str] | None = None) -> tuple[int, list[str]]:
    """Compare every stored row with what its sources count: how many compared, and what differs.

    Counted through the ORM, on purpose not by the statement that wrote the rows.
    """
    compared, wrong = 0, list[str]()
    named = SOURCES.values() if of is None else [SOURCES[name] for name in of]
    for model, counted in (
        (VillageCount, [source.villages_counted() for source in named if source.village]),
        (CommuneCount, [source.communes_counted() for source in named]),
    ):
        keys, found = _compare(model, counted)
        compared, wrong = compared + keys, wrong + found
    return compared, wrong


def _compare(model: type[CountRow], counted: list[Counted]) -> tuple[int, list[str]]:
    names = [name for one in counted for name in one.columns]
    blank = {name: model._meta.get_field(name).get_default() for name in names}  # type: ignore[union-attr]  # no reverse relation
    rows = model.unscoped.order_by().values_list("pk", *names)  # type: ignore[attr-defined]  # every count row has it
    stored = {pk: values for pk, *values in rows.iterator()}
    wrong, keys = list[str](), stored.keys() | {pk for one in counted for pk in one.rows}
    for pk in sorted(keys):
        right = dict(blank)
        for columns, found in counted:
            if pk in found:
                right.update(zip(columns, found[pk], strict=True))
        pairs = zip(right.items(), stored.get(pk, blank.values()), strict=True)
        parted = [f"{name} {value} != {other}" for (name, other), value in pairs if value != other]
        wrong += [f"{model.__name__} {pk}: {', '.join(parted)}"] if parted else []
    return len(keys), wrong


VILLAGES = "villages"
# What `areas.models.IS_VILLAGE` says, and that it is open.
IS_OPEN_VILLAGE = (
    f"level = {Level.VILLAGE.value} AND kind <> '{Kind.UNASSIGNED.value}' AND closed_on IS NULL"
)
OPEN_VILLAGES = {VILLAGES: f"COUNT(CASE WHEN {IS_OPEN_VILLAGE} THEN 1 END)"}


def recount_villages(commune: Area) -> None:
    """Recount one commune whose open villages changed, inside the caller's transaction.

    All its columns: how many villages and households it is expected to have depends on them.
    """
    lock([commune], even_ended=True)
    recount(commune)


def _counted() -> Counted:
    villages = Area.unscoped.villages().filter(closed_on=None).order_by()
    counted = dict.fromkeys(Area.unscoped.communes().values_list("pk", flat=True), 0)
    counted |= dict(villages.values_list("commune_id").annotate(n=Count("pk")))
    return Counted((VILLAGES,), {pk: (n,) for pk, n in counted.items()})


register(
    Source(
        VILLAGES,
        village=None,
        commune=Part(Area._meta.db_table, "commune_id", lambda _: OPEN_VILLAGES),
        villages_counted=lambda: Counted((), {}),
        communes_counted=_counted,
    )
)
