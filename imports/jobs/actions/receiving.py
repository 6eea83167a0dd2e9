"""A file is received, with what its officer says of it, to be read; looked at, taken along, and cleared one day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.inbox.actions import mark_ref_read
from areas.models import Area
from areas.names import clean
from audit.actions import record
from imports.jobs.actions import keeping, reading, remembering
from imports.jobs.actions.opened import most_rows
from imports.models import Import, Kind, RowResult, State
from imports.sandbox import copies, run
from imports.spreadsheet import identity
from imports.spreadsheet.book import Book
from imports.spreadsheet.reasons import Unreadable
from imports.tidy.asking import About
from web.keeping import remove_once_committed, written_for
from web.sandbox.rooms import sweep
from web.sandbox.turns import PAGES, Busy

_LONGEST_NAME = 200


def receive(
    *,
    by: Any,
    commune: Area,
    name: str,
    data: bytes,
    village: Area | None = None,
    empty_is_no: bool = False,
    kind: str = Kind.HOUSEHOLDS,
) -> Import:
    """Open a file of rows, keep our copy of it and check it, a large one behind the pages.

    `kind` is what it is called until its rows tell.
    Raises Unreadable, with nothing kept, for what is no such file, and where too many are being opened.
    """
    book = _opened(data)
    copy = copies.pack(book)
    source = Import(
        kind=kind,
        commune=commune,
        village=village,
        name=identity.masked(clean(name))[-_LONGEST_NAME:] or "?",
        size=len(data),
        empty_is_no=empty_is_no,
        added_by=by,
    )
    at_once = reading.is_small(len(data), most_rows(book))
    source.stored_as, source.sha256 = keeping.lay(copy)
    with written_for(source.stored_as):
        reading.ask(source, at_once=at_once)
        told = {"sha256": [None, source.sha256]}
        record(by, gettext_noop("Nhận tệp để nhập"), source, told)
    if at_once:
        reading.check(source, book)
    return source


def _opened(data: bytes) -> Book:
    """Open a file before anything of it is kept: what may not be kept is known only then."""
    try:
        return run.read_bytes(data, PAGES)
    except Busy as busy:
        raise Unreadable("busy", {}) from busy


def check_again(
    *,
    by: Any,
    source: Import,
    columns: Mapping[int, str] | None = None,
    convert: str | None = None,
    cells: Mapping[str, Mapping[int, str]] | None = None,
    day: date | None = None,
    sheet: int | None = None,
) -> Import:
    """Check a file anew with what the officer said of its sheet, columns, font or single cells.

    `columns` of a sheet of ours are fields by column, "" for none. `cells` are texts by where their row stands
    (sheet and row, "0.12") and column, `day` is that of rows that say none, `sheet` the place of the sheet of
    ours that is to be read.
    A large file is read behind the pages. One that is read just now, or was confirmed, is left as it is.
    """
    with transaction.atomic():
        source = Import.unscoped.select_for_update(of=("self",)).get(pk=source.pk)
        # Of a file without a copy what was found stays as it is.
        if source.state != State.CHECKED or source.cleared_at or not source.stored_as:
            return source
        if sheet is not None:
            # What was said of columns and rows was said of the other sheet.
            source.layout |= {"chosen": sheet, "given": {}, "cells": {}}
        if columns is not None:
            source.layout["given"] = {str(column): key for column, key in columns.items()}
        if convert is not None:
            source.layout["convert"] = convert
        if day is not None:
            source.layout["day"] = day.isoformat()
        for where, texts in (cells or {}).items():
            typed = {str(column): identity.masked(text) for column, text in texts.items()}
            source.layout.setdefault("cells", {}).setdefault(where, {}).update(typed)
        at_once = _ask_anew(source)
    if at_once:
        reading.check(source)
    return source


def answer(
    *, by: Any, source: Import, answers: Mapping[About, str], remember: bool = True
) -> Import:
    """Answer questions of a file, or take answers back ("" asks anew), and check it with them.

    Answers are meanings of imports.tidy.asking by what is asked; those that hold for other files, too, are
    remembered of the commune. A large file is read behind the pages; one that cannot be any more is left as it is.
    """
    with transaction.atomic():
        source = Import.unscoped.select_for_update(of=("self",)).get(pk=source.pk)
        if source.state != State.CHECKED or source.cleared_at or not source.stored_as:
            return source
        remembering.note(source, answers)
        if remember:
            remembering.remember(source, answers)
        record(by, gettext_noop("Nhập từ tệp: trả lời"), source, {"answers": [None, len(answers)]})
        at_once = _ask_anew(source)
    if at_once:
        reading.check(source)
    return source


def _ask_anew(source: Import) -> bool:
    """Let a file be checked anew; say whether the caller holds it, to do so at once."""
    at_once = reading.is_small(source.size, source.layout.get("most_rows", 0))
    reading.ask(source, at_once=at_once)
    return at_once


def clear() -> int:
    """Clear the files kept for IMPORT_KEEP_DAYS; returns how many. Again, it clears none.

    Of those that stay, what no preview needs any more goes as well, and what was kept before there were copies.
    """
    sweep()
    keeping.mend_old()
    keeping.narrow_due()
    before = timezone.now() - timedelta(days=int(settings.IMPORT_KEEP_DAYS))
    old = Import.unscoped.filter(cleared_at=None, added_at__lt=before).order_by("pk")
    return sum(_clear(key) for key in list(old.values_list("pk", flat=True)))


@transaction.atomic
def _clear(key: int) -> bool:
    rows = Import.unscoped.select_for_update(of=("self",)).select_related("commune")
    source = rows.get(pk=key)
    if source.is_active or source.cleared_at:
        return False
    if source.state == State.READING:
        reading.unread(source, "stopped", {})
    RowResult.unscoped.filter(row__source=source).delete()
    source.rows.all().delete()
    name, source.stored_as, source.cleared_at = source.stored_as, "", timezone.now()
    keeping.forget_words(source)
    source.save()
    record(None, gettext_noop("Dọn tệp đã nhập"), source)
    if name:
        remove_once_committed(name)
    return True


@transaction.atomic
def note_seen(*, by: Any, source: Import) -> None:
    """Note that who sent a file has seen what came of it: nobody need tell them of it any more."""
    Import.unscoped.unseen().filter(pk=source.pk, added_by=by).update(seen_at=timezone.now())


def note_opened(*, by: Any, source: Import) -> None:
    """Note that somebody has opened a file of which a notice of theirs tells."""
    if by.unread:
        mark_ref_read(by=by, ref=str(source.uuid))


@transaction.atomic
def note_taken(*, by: Any, subject: Import | Area, verb: str, rows: int | None = None) -> None:
    """Write down that somebody took rows of a file, or what a place has, along: there are names in them."""
    record(by, verb, subject, {} if rows is None else {"rows": [None, rows]})
