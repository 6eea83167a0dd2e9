"""What an officer decides of a file: to write it, to stop, to have it read again, to take it back."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import locked, record
from imports.jobs.actions import reading
from imports.jobs.actions.running import write_file
from imports.models import TO_UNDO, UNCHECKED, Import, State


class Busy(Exception):
    """Another file of this commune is being written."""


class TooLate(Exception):
    """The file is no longer in a state in which this can be decided."""


def confirm(*, by: Any, source: Import) -> Import:
    """Let a checked file be written behind the pages; one that was ended early goes on.

    Asked twice it is done once. Raises Busy while another file of the commune is written, TooLate
    for one that was taken back or cleared.
    """
    try:
        return _confirm(by, source)
    except IntegrityError as error:
        raise Busy from error


@transaction.atomic
def _confirm(by: Any, source: Import) -> Import:
    source = locked(source, "commune")
    if source.is_active or source.state == State.DONE:
        return source
    if source.cleared_at or source.state not in {State.CHECKED, State.CANCELLED, State.FAILED}:
        raise TooLate
    if not source.to_write:
        raise TooLate
    source.state, source.confirmed_by, source.stop_asked = State.CONFIRMED, by, False
    source.save()
    record(by, gettext_noop("Nhập từ tệp: xác nhận"), source, {"rows": [None, source.to_write]})
    write_file.enqueue(str(source.uuid))
    return source


@transaction.atomic
def stop(*, by: Any, source: Import) -> Import:
    """Ask that no further row be written; what is written stays, and can be taken back.

    A file that is being read is left unread.
    """
    source = locked(source, "commune")
    if source.state == State.READING:
        reading.unread(source, "stopped")
        record(by, gettext_noop("Nhập từ tệp: dừng đọc"), source, {})
        return source
    if source.state not in {State.CONFIRMED, State.RUNNING} or source.stop_asked:
        return source
    source.stop_asked = True
    source.save(update_fields=["stop_asked"])
    record(by, gettext_noop("Nhập từ tệp: yêu cầu dừng"), source, {})
    return source


@transaction.atomic
def read_again(*, by: Any, source: Import) -> Import:
    """Let a file be read that was stopped, or whose reader died. Raises TooLate for one that was read or cleared."""
    source = locked(source, "commune")
    if source.state == State.READING and (source.beat_at is None or reading.is_held(source)):
        return source
    if source.state not in UNCHECKED or not source.stored_as:
        raise TooLate
    reading.ask(source, at_once=False)
    record(by, gettext_noop("Nhập từ tệp: đọc lại"), source, {})
    return source


def undo(*, by: Any, source: Import) -> Import:
    """Take back what a file wrote, behind the pages. Raises TooLate after its days, Busy as above."""
    try:
        return _undo(by, source)
    except IntegrityError as error:
        raise Busy from error


@transaction.atomic
def _undo(by: Any, source: Import) -> Import:
    source = locked(source, "commune")
    if source.state in {State.UNDOING, State.UNDONE}:
        return source
    if source.state not in TO_UNDO or not source.can_undo:
        raise TooLate
    source.state, source.undone_by = State.UNDOING, by
    source.position = source.undone = 0
    source.save()
    record(by, gettext_noop("Nhập từ tệp: hoàn tác"), source, {"rows": [source.done, None]})
    write_file.enqueue(str(source.uuid))
    return source


@transaction.atomic
def note_seen(*, by: Any, source: Import) -> None:
    """Note that who sent a file has seen what came of it: nobody need tell him of it any more."""
    Import.unscoped.unseen().filter(pk=source.pk, added_by=by).update(seen_at=timezone.now())


@transaction.atomic
def note_download(*, by: Any, source: Import) -> None:
    """Write down that somebody took rows of a file along: there are names in them."""
    record(by, gettext_noop("Tải dòng lỗi của tệp nhập"), source, {})


@transaction.atomic
def note_template(*, by: Any, place: Area, rows: int, verb: str) -> None:
    """Write down that somebody took what a place has along, so many rows, in a sheet to fill in."""
    taken = {"rows": [None, rows]}
    record(by, verb, place, taken)
