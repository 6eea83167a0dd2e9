"""A file is confirmed and written, or taken back, chunk by chunk. A worker whose lease expires is replaced.

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
from threading import Event
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Count, Q
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.inbox.actions import notify
from accounts.models import Notice
from audit.actions import locked, record
from imports.jobs.actions import chunks, keeping
from imports.kinds import may_bring
from imports.models import ACTIVE, TO_UNDO, Import, Outcome, RowResult, State

logger = logging.getLogger(__name__)

# A worker without a heartbeat for so long has lost its lease: somebody else may go on.
LEASE = timedelta(seconds=60)
# Seconds between two chunks, in which others get at the one file of SQLite: it has no queue.
PAUSE = 0.05
# How often a chunk is tried that the database refused for others' sake.
TRIES = 3
# Why a file was let go (`layout`): who confirmed it may not write there any more.
NOBODY = "nobody"
# Chunks between two looks for memory that is free.
COLLECTED = 8
# Set once this process was asked to end: it finishes the chunk it is at, and leaves the file to whoever comes next.
ENDING = Event()


class Busy(Exception):
    """Another file of the commune is being written, or taken back."""


class TooLate(Exception):
    """The file is no longer in a state in which this can be decided."""


class Unanswered(Exception):
    """Something is asked of the file, and nobody said that what is clear shall be written without."""


@transaction.atomic
def confirm(*, by: Any, source: Import, partly: bool = False) -> Import:
    """Let a checked file be written behind the pages; one that was ended early goes on.

    Asked twice it is done once. Raises Busy while another file of the commune is written, TooLate for
    one that was taken back or cleared, Unanswered where questions are open, unless what waits for them may
    stay behind (`partly`).
    """
    source = locked(source, "commune")
    if source.state in {*ACTIVE, State.DONE}:
        return source
    may_go_on = source.state in {State.CHECKED, State.CANCELLED, State.FAILED}
    if source.cleared_at or not may_go_on or not source.to_write:
        raise TooLate
    if source.state == State.CHECKED and source.unanswered and not partly:
        raise Unanswered
    source.state, source.confirmed_by, source.stop_asked = State.CONFIRMED, by, False
    source.layout.pop("ended", None)
    _save_alone(source)
    record(by, gettext_noop("Nhập từ tệp: xác nhận"), source, {"rows": [None, source.to_write]})
    write_file.enqueue(str(source.uuid))
    return source


@transaction.atomic
def undo(*, by: Any, source: Import) -> Import:
    """Take back what a file wrote, behind the pages. Raises TooLate after its days, Busy as above."""
    source = locked(source, "commune")
    if source.state in {State.UNDOING, State.UNDONE}:
        return source
    if source.state not in TO_UNDO or not source.can_undo:
        raise TooLate
    source.state, source.undone_by = State.UNDOING, by
    source.position, source.undone, source.writing = 0, 0, ""
    _save_alone(source)
    record(by, gettext_noop("Nhập từ tệp: hoàn tác"), source, {"rows": [source.done, None]})
    write_file.enqueue(str(source.uuid))
    return source


def _save_alone(source: Import) -> None:
    """Save a file that is to be worked on; of a commune the database allows one at a time."""
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError as error:
        raise Busy from error


def is_held(source: Import) -> bool:
    """Tell whether somebody holds the file whose lease still runs."""
    return source.beat_at is not None and source.beat_at > timezone.now() - LEASE


@task()
def write_file(key: str) -> None:
    """Write a confirmed file to its end, or take it back; does nothing where another worker does.

    What a queue holds is plain text: `key` is the uuid of the file.
    """
    worker = _take_up(key)
    if worker is None:
        return
    try:
        with without_collecting():
            turns = count(1)
            while _tried(_chunk, key, worker):
                if ENDING.is_set():
                    _leave(key, worker)
                    return
                if next(turns) % COLLECTED == 0:
                    gc.collect()
                time.sleep(PAUSE if connection.vendor == "sqlite" else 0)
    except Exception as error:  # Whatever it was, the officer must be told, and may go on.
        # The text of a database error holds what people are called: only its kind is said.
        logger.error("import %s ended by %s", key, type(error).__name__)  # noqa: TRY400 - its text may name people
        _fail(key, worker)
    keeping.narrow_due(uuid=key)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Look for no circles of objects while many rows are made: a seventh of the time."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


@transaction.atomic
def _take_up(key: str) -> uuids.UUID | None:
    """Take a file over for a new worker, unless another one is at it."""
    source = Import.unscoped.select_for_update().filter(uuid=key).active().first()
    if source is None or is_held(source):
        return None
    if source.state == State.CONFIRMED:
        source.state = State.RUNNING
        source.before = source.before or chunks.figures_of(source)
    source.worker, source.beat_at = uuids.uuid4(), timezone.now()
    source.started_at = source.started_at or source.beat_at
    source.save()
    return source.worker


@transaction.atomic
def _leave(key: str, worker: uuids.UUID) -> None:
    """Let a file go in the middle, for whichever worker comes next: this one was asked to end."""
    if Import.unscoped.active().filter(uuid=key, worker=worker).update(worker=None, beat_at=None):
        write_file.enqueue(key)


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
def _chunk(key: str, worker: uuids.UUID) -> bool:
    """Write or take back the next rows; says whether there may be more. Another worker's file is left alone."""
    held = Import.unscoped.active().select_for_update(of=("self",)).filter(uuid=key, worker=worker)
    source = held.select_related("confirmed_by__area", "undone_by__area", "commune").first()
    if source is None:
        return False
    back = source.state == State.UNDOING
    # Not stopped since, nor in another role or area.
    if not may_bring(source.undone_by if back else source.confirmed_by, source):
        _let_go(source)
        return False
    if source.stop_asked and not back:
        _finish(source, State.CANCELLED)
        return False
    # A session is taken back before its team, a team before its village.
    kinds, some = (
        (source.kinds[::-1], chunks.undo_some) if back else (source.kinds, chunks.write_some)
    )
    if not chunks.kind_by_kind(source, kinds, some):
        _finish(source, State.UNDONE if back else State.DONE)
        return False
    source.beat_at = timezone.now()
    source.save(update_fields=["beat_at", "position", "done", "undone", "writing"])
    return True


def _let_go(source: Import) -> None:
    """End early what nobody answers for any more; a colleague may let it go on, or take it back."""
    if source.state != State.UNDOING:
        source.layout["ended"] = NOBODY
        _finish(source, State.CANCELLED)
        return
    source.state, source.worker, source.beat_at = State.DONE, None, None
    source.save()
    record(
        None, gettext_noop("Nhập từ tệp: ngừng hoàn tác"), source, {"undone": [None, source.undone]}
    )


def _finish(source: Import, state: str) -> None:
    """Say that it is over, what came of it, and write that down."""
    source.state, source.worker, source.beat_at, source.stop_asked = state, None, None, False
    if state == State.UNDONE:
        source.undone_at = timezone.now()
    else:
        source.finished_at = timezone.now()
        source.after = chunks.figures_of(source)
    source.save()
    verbs = {
        State.DONE: gettext_noop("Nhập từ tệp: xong"),
        State.CANCELLED: gettext_noop("Nhập từ tệp: dừng"),
        State.FAILED: gettext_noop("Nhập từ tệp: bị ngắt"),
        State.UNDONE: gettext_noop("Nhập từ tệp: đã hoàn tác"),
    }
    by = source.undone_by if state == State.UNDONE else source.confirmed_by
    changes = {name: [None, number] for name, number in outcomes_of(source).items() if number}
    record(by, verbs[State(state)], source, changes)
    if state != State.UNDONE:
        kind = Notice.Kind.FILE_DONE if state == State.DONE else Notice.Kind.FILE_ENDED
        readers = [source.added_by_id, source.confirmed_by_id]
        notify(to=readers, kind=kind, ref=str(source.uuid))


def outcomes_of(source: Import) -> dict[str, int]:
    """Count what became of the rows: one query."""
    counts = {outcome: Count("pk", filter=Q(outcome=outcome)) for outcome in Outcome.values}
    return dict(RowResult.unscoped.filter(row__source=source).aggregate(**counts))


@transaction.atomic
def _fail(key: str, worker: uuids.UUID) -> None:
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
