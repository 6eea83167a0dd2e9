"""A confirmed file is written, or taken back, chunk by chunk. A worker whose lease expires is replaced.

A chunk is one transaction: facts, counts, journal, the mark that its rows were dealt with, and how far
the file has come. So a worker may be killed anywhere: what it had not committed is written again.
"""

import gc
import logging
import time
import uuid as uuids
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Count, Q
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import record
from imports.kinds import KINDS
from imports.models import Import, ImportRow, Outcome, RowResult, State
from web.bulk import NewRows

logger = logging.getLogger(__name__)

# A worker without a heartbeat for so long has lost its lease: somebody else may go on.
LEASE = timedelta(seconds=60)
# Seconds between two chunks, in which others get at the one file of SQLite: it has no queue.
PAUSE = 0.05
# How often a chunk is tried that the database refused for others' sake.
TRIES = 3
# Chunks between two looks for memory that is free.
COLLECTED = 8


@task()
def write_file(key: str) -> None:
    """Do `work` behind the pages: what a queue holds is plain text."""
    work(uuids.UUID(key))


def work(key: uuids.UUID) -> None:
    """Write a confirmed file to its end, or take it back; does nothing where another worker does."""
    worker = _take_up(key)
    if worker is None:
        return
    try:
        with collected_between() as collect:
            while _tried(_chunk, key, worker):
                collect()
                time.sleep(PAUSE if connection.vendor == "sqlite" else 0)
    except Exception as error:  # Whatever it was, the officer must be told, and may go on.
        # The text of a database error holds what people are called: only its kind is said.
        logger.error("import %s ended by %s", key, type(error).__name__)  # noqa: TRY400
        _fail(key, worker)


@contextmanager
def collected_between() -> Iterator[Callable[[], object]]:
    """Look for circles of objects between some chunks, not while many rows are made: a seventh of the time."""
    gc.freeze()
    gc.disable()
    turns = count(1)
    try:
        yield lambda: next(turns) % COLLECTED or gc.collect()
    finally:
        gc.enable()
        gc.unfreeze()


def resume() -> list[uuids.UUID]:
    """Return the files that somebody began and that are not finished, for a worker that starts."""
    return list(Import.unscoped.active().order_by("pk").values_list("uuid", flat=True))


@transaction.atomic
def _take_up(key: uuids.UUID) -> uuids.UUID | None:
    """Take a file over for a new worker, unless another one is at it."""
    source = Import.unscoped.select_for_update().filter(uuid=key).active().first()
    now = timezone.now()
    if source is None or (source.beat_at and source.beat_at > now - LEASE):
        return None
    if source.state == State.CONFIRMED:
        source.state = State.RUNNING
        source.before = source.before or KINDS[source.kind].figures.now(source.commune)
    source.worker, source.beat_at = uuids.uuid4(), now
    source.started_at = source.started_at or now
    source.save()
    return source.worker


def _tried(step: Callable[..., bool], *args: Any) -> bool:
    """Do a step, again where the database was too busy for it."""
    for left in reversed(range(TRIES)):
        try:
            return step(*args)
        except OperationalError:
            if not left:
                raise
    return False


@transaction.atomic
def _chunk(key: uuids.UUID, worker: uuids.UUID) -> bool:
    """Write or take back the next rows; says whether there may be more. Another worker's file is left alone."""
    held = Import.unscoped.select_for_update(of=("self",)).filter(uuid=key, worker=worker)
    source = held.select_related("confirmed_by", "undone_by", "commune").first()
    if source is None or not source.is_active:
        return False
    back = source.state == State.UNDOING
    if source.stop_asked and not back:
        _finish(source, State.CANCELLED)
        return False
    if not (_undo_some(source) if back else _write_some(source)):
        _finish(source, State.UNDONE if back else State.DONE)
        return False
    source.beat_at = timezone.now()
    source.save(update_fields=["beat_at", "position", "done", "undone"])
    return True


def _write_some(source: Import) -> int:
    """Write the next rows; returns how many were dealt with."""
    kind = KINDS[source.kind]
    if rows := _waiting(source, kind.chunk):
        NewRows(RowResult, kind.write(source, rows)).insert()
        source.position, source.done = rows[-1].group, source.done + len(rows)
    return len(rows)


def _waiting(source: Import, chunk: int) -> list[ImportRow]:
    """Return the next rows to write, no household in two halves."""
    waiting = source.rows.to_write().filter(group__gt=source.position).order_by("group", "number")
    rows = list(waiting.defer("cells", "problems", "notes")[: chunk + 1])
    return _whole(rows, waiting) if len(rows) > chunk else rows


def _whole(rows: list[ImportRow], waiting: Any) -> list[ImportRow]:
    """Cut before the household that is cut in two, or read to the end of one larger than a chunk."""
    last = rows[-1].group
    whole = [row for row in rows if row.group != last]
    return whole or list(waiting.filter(group=last).defer("cells", "problems", "notes"))


def _undo_some(source: Import) -> int:
    """Take back the next rows; returns how many were dealt with."""
    chunk = KINDS[source.kind].chunk
    done = RowResult.unscoped.filter(row__source=source, row__group__gt=source.position)
    results = list(
        done.select_related("row", "activity").order_by("row__group", "row__number")[: chunk + 1]
    )
    if len(results) > chunk:
        last = results[-1].row.group
        whole = [one for one in results if one.row.group != last]
        results = whole or list(done.filter(row__group=last).select_related("row", "activity"))
    if results:
        KINDS[source.kind].undo(source, results)
        for outcome, why in {(one.outcome, one.why) for one in results}:
            keys = [one.pk for one in results if (one.outcome, one.why) == (outcome, why)]
            RowResult.unscoped.filter(pk__in=keys).update(outcome=outcome, why=why)
        source.position, source.undone = results[-1].row.group, source.undone + len(results)
    return len(results)


def _finish(source: Import, state: str) -> None:
    """Say that it is over, what came of it, and write that down."""
    source.state, source.worker, source.beat_at, source.stop_asked = state, None, None, False
    if state == State.UNDONE:
        source.undone_at = timezone.now()
    else:
        source.finished_at, source.after = (
            timezone.now(),
            KINDS[source.kind].figures.now(source.commune),
        )
    source.save()
    verbs = {
        State.DONE: gettext_noop("Nhập từ tệp: xong"),
        State.CANCELLED: gettext_noop("Nhập từ tệp: dừng"),
        State.FAILED: gettext_noop("Nhập từ tệp: bị ngắt"),
        State.UNDONE: gettext_noop("Nhập từ tệp: đã hoàn tác"),
    }
    by = source.undone_by if state == State.UNDONE else source.confirmed_by
    outcomes = outcomes_of(source)
    changes = {name: [None, number] for name, number in outcomes.items() if number}
    record(by, verbs[State(state)], source, changes)


def outcomes_of(source: Import) -> dict[str, int]:
    """Count what became of the rows: one query."""
    counts = {outcome: Count("pk", filter=Q(outcome=outcome)) for outcome in Outcome.values}
    return dict(RowResult.unscoped.filter(row__source=source).aggregate(**counts))


@transaction.atomic
def _fail(key: uuids.UUID, worker: uuids.UUID) -> None:
    """Say that it ended early; taking back can be asked for again."""
    rows = Import.unscoped.select_for_update(of=("self",)).filter(uuid=key, worker=worker)
    source = rows.select_related("confirmed_by", "commune").first()
    if source is None:
        return
    if source.state != State.UNDOING:
        _finish(source, State.FAILED)
        return
    source.state, source.worker, source.beat_at = State.DONE, None, None
    source.save()
