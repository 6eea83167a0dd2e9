"""A file is read and checked, by whoever holds it: every row gets its verdict, nothing of the register is written.

Small files are read when they are sent, others behind the pages. Who reads holds the file by a lease; one
that was not renewed is dead, and whoever comes next begins anew: the rows of a file are always those of one reading.
"""

import logging
import time
import uuid as uuids
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import batched
from typing import Any

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop, override

from accounts.inbox.actions import notify
from accounts.models import Notice
from audit.actions import locked, record
from imports.jobs.actions import keeping, running
from imports.jobs.actions.opened import Opened
from imports.jobs.actions.running import ENDING, TooLate, is_held
from imports.models import UNCHECKED, Import, ImportRow, State, Verdict
from imports.spreadsheet import caches
from imports.spreadsheet.book import Book
from imports.spreadsheet.reasons import Unreadable
from web.bulk import NewRows
from web.busy import FULL, reason_of
from web.sandbox.turns import Busy

logger = logging.getLogger(__name__)

# What is read while its sender waits for the answer: two seconds' work, on two cores. Bytes are known before
# anything is opened; a workbook may pack thousands of rows that are alike into few of them, so rows count as well.
AT_ONCE_BYTES, AT_ONCE_ROWS = 256 * 1024, 5_000
# Rows written in one transaction: on SQLite others wait no longer than that.
BATCH = 1_000
# Seconds after which a reader says how far it is.
EVERY = 1.0
# When a file is taken up again whose turn it was not.
SOON = timedelta(seconds=2)


class LeaseLost(Exception):
    """Somebody else holds the file by now, or it was stopped."""


class Left(Exception):
    """The worker was asked to end: the file waits for the next one."""


class Lease:
    """One reader's lease on a file: as long as it is renewed, nobody else reads it."""

    def __init__(self, source: Import) -> None:
        self.source, self.rows, self.renewed_at = source, 0, time.monotonic()

    def renew(self, **facts: int) -> None:
        """Renew it and say how far the reading is.

        Raises LeaseLost where the file is not held any more, Left where the worker was asked to end.
        """
        if ENDING.is_set():
            raise Left
        self.renewed_at = time.monotonic()
        mine = Import.unscoped.being_read().filter(pk=self.source.pk, worker=self.source.worker)
        if not mine.update(beat_at=timezone.now(), rows_read=self.rows, **facts):
            raise LeaseLost

    def read(self, rows: int) -> None:
        """Count the rows that were read, and say so now and then."""
        self.rows = rows
        if time.monotonic() - self.renewed_at > EVERY:
            self.renew()


@task()
def read_file(key: str) -> None:
    """Read and check a file that waits for it; does nothing where another worker does.

    What a queue holds is plain text: `key` is the uuid of the file.
    """
    source = _take_up(key)
    if source is not None:
        with override(source.layout.get("language")), running.without_collecting():
            check(source)
        _tell(source)


def _tell(source: Import) -> None:
    """Tell whoever sent a file that was read behind the pages what came of it."""
    kinds = {State.CHECKED: Notice.Kind.FILE_ASKS, State.UNREAD: Notice.Kind.FILE_UNREAD}
    if kind := kinds.get(State(source.state)):
        notify(to=[source.added_by_id], kind=kind, ref=str(source.uuid))


def is_small(size: int, rows: int = 0) -> bool:
    """Tell whether a file is read while its sender waits."""
    return size <= AT_ONCE_BYTES and rows <= AT_ONCE_ROWS


def ask(source: Import, *, at_once: bool) -> None:
    """Let a file be read: by the caller, who holds it from now on, or by whoever takes it up."""
    source.state, source.stop_asked = State.READING, False
    source.rows_read = source.rows_in_sheet = source.rows_checked = 0
    source.layout["language"] = get_language()
    held = (uuids.uuid4(), timezone.now()) if at_once else (None, None)
    source.worker, source.beat_at = held
    source.save()
    if not at_once:
        read_file.enqueue(str(source.uuid))


@transaction.atomic
def stop(*, by: Any, source: Import) -> Import:
    """Ask that no further row be written; what is written stays, and can be taken back.

    A file that is being read is left unread.
    """
    source = locked(source, "commune")
    if source.state == State.READING:
        unread(source, "stopped", {})
        record(by, gettext_noop("Nhập từ tệp: dừng đọc"), source, {})
    elif source.state in {State.CONFIRMED, State.RUNNING} and not source.stop_asked:
        source.stop_asked = True
        source.save(update_fields=["stop_asked"])
        record(by, gettext_noop("Nhập từ tệp: yêu cầu dừng"), source, {})
    return source


@transaction.atomic
def read_again(*, by: Any, source: Import) -> Import:
    """Let a file be read that was stopped, or whose reader died. Raises TooLate for one that was read or cleared."""
    source = locked(source, "commune")
    if source.state == State.READING and (source.beat_at is None or is_held(source)):
        return source
    if source.state not in UNCHECKED or not source.stored_as:
        raise TooLate
    ask(source, at_once=False)
    record(by, gettext_noop("Nhập từ tệp: đọc lại"), source, {})
    return source


@transaction.atomic
def _take_up(key: str) -> Import | None:
    """Take a file over for a new reader, unless another one is at it."""
    rows = Import.unscoped.select_for_update(of=("self",)).select_related("commune", "village")
    source = rows.filter(uuid=key, state=State.READING).first()
    if source is None or is_held(source):
        return None
    source.worker, source.beat_at = uuids.uuid4(), timezone.now()
    source.rows_read = source.rows_in_sheet = source.rows_checked = 0
    source.save()
    return source


def check(source: Import, book: Book | None = None) -> None:
    """Check every row of a file that is held, in place of what was found before; the file says what came of it."""
    lease = Lease(source)
    try:
        opened = Opened(source, keeping.book_of(source) if book is None else book)
        lease.renew(rows_in_sheet=opened.total)
        _empty(lease)
        _finish(source, opened, _write(lease, opened))
    except LeaseLost:
        return
    except (Busy, Left):
        _wait(source)
    except Unreadable as unreadable:
        _give_up(source, unreadable.why, unreadable.facts)
    except Exception as error:  # Whatever it was, the officer must be told, and may ask again.
        # The text of a database error holds what people are called: only its kind is said.
        logger.error("import %s was not read for %s", source.uuid, type(error).__name__)  # noqa: TRY400 - its text may name people
        _give_up(source, "disk" if reason_of(error) is FULL else "ended", {})
    finally:
        caches.forget()


@transaction.atomic
def _wait(source: Import) -> None:
    """Let a file go that nobody could open just now, for whoever takes it up later."""
    if _lock(source):
        source.worker = source.beat_at = None
        source.save(update_fields=["worker", "beat_at"])
        read_file.using(run_after=timezone.now() + SOON).enqueue(str(source.uuid))


def _empty(lease: Lease) -> None:
    """Take away what an earlier reading found, some rows at a time."""
    rows = lease.source.rows.only("pk").order_by("pk")
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            lease.renew()
            ImportRow.unscoped.filter(pk__in=keys).only("pk").delete()


def _write(lease: Lease, opened: Opened) -> Counter[str]:
    """Write the rows, each with its verdict; return how many there are of each."""
    found, checked = Counter[str](), 0
    for some in batched(opened.rows(lease.read), BATCH):
        _count(lease.source, some, found)
        checked += len(some)
        new = NewRows(ImportRow, some)
        with transaction.atomic():
            lease.renew(rows_checked=checked)
            new.insert()
    return found


def by_kind(found: Mapping[str, int]) -> dict[str, Any]:
    """Return counts of rows with those of each kind by themselves."""
    kinds = dict[str, dict[str, int]]()
    for key, number in found.items():
        kind, dot, what = key.partition(".")
        if dot:
            kinds.setdefault(kind, {})[what] = number
    return {key: number for key, number in found.items() if "." not in key} | {"kinds": kinds}


def _count(source: Import, rows: Iterable[ImportRow], found: Counter[str]) -> None:
    alike = Counter[tuple[str, str, bool, bool, bool]]()
    for row in rows:
        row.source_id = source.pk
        is_first = row.number == row.group
        alike[row.kind, row.verdict, is_first, row.is_hidden, row.noted] += 1
    for (kind, verdict, is_first, is_hidden, is_noted), number in alike.items():
        found[verdict] += number
        found["erased"] += number * is_hidden
        found["note"] += number * (is_noted and verdict != Verdict.ERROR)
        found["households"] += number * (is_first and verdict == Verdict.NEW)
        found["updated"] += number * (is_first and verdict == Verdict.CHANGES)
        found[f"{kind}.{verdict}"] += number
        found[f"{kind}.first.{verdict}"] += number * is_first


@transaction.atomic
def _finish(source: Import, opened: Opened, found: Counter[str]) -> None:
    """Say what was found, and that it waits for somebody to look."""
    if not _lock(source):
        raise LeaseLost
    source.state, source.worker, source.beat_at = State.CHECKED, None, None
    source.layout, source.found = opened.layout(), by_kind(found)
    # What most of its rows are about gives it its name.
    source.kind = max(source.kinds, key=lambda kind: sum(source.found_of(kind).values()))
    source.rows_read = sum(found[verdict] for verdict in Verdict.values)
    source.rows_checked, source.rows_in_sheet = source.rows_read, opened.total
    source.to_write = found[Verdict.NEW] + found[Verdict.CHANGES]
    source.save()


@transaction.atomic
def _give_up(source: Import, why: str, facts: Mapping[str, int]) -> None:
    """Say why a file is not read; whoever lost it says nothing."""
    if not _lock(source):
        return
    unread(source, why, facts)
    verb, place = gettext_noop("Tệp nhập không đọc được"), source.commune.path or ""
    record(by=None, verb=verb, subject=source, place=place, changes={"why": [None, why]})


def unread(source: Import, why: str, facts: Mapping[str, int]) -> None:
    """Leave a file that is locked unread, with why; what was found of it counts no more."""
    source.state, source.worker, source.beat_at = State.UNREAD, None, None
    source.layout["unread"] = {"why": why, "facts": dict(facts)}
    source.found, source.to_write = {}, 0
    source.save()


def _lock(source: Import) -> bool:
    """Lock a file; say whether this reader still holds it."""
    rows = Import.unscoped.select_for_update().being_read()
    return rows.filter(pk=source.pk, worker=source.worker).exists()
