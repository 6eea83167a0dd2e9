"""A file is received, with what its officer says of it, to be read; looked at, taken along, and cleared one day."""

import hashlib
import io
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from areas.names import clean, fold
from audit.actions import record
from imports.jobs.actions import reading
from imports.jobs.actions.opened import Opened
from imports.models import HeadingMemory, Import, Kind, RowResult, State, VillageMemory
from web.keeping import lay_down
from web.sandbox.turns import AT_ONCE, Busy

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
    """Keep a file of rows and check it, a large one behind the pages.

    Raises Unreadable, with nothing kept, for a small one that is no such file.
    """
    digest = hashlib.sha256(data).hexdigest()
    source = Import(
        kind=kind,
        commune=commune,
        village=village,
        name=clean(name)[-_LONGEST_NAME:] or "?",
        size=len(data),
        sha256=digest,
        empty_is_no=empty_is_no,
        added_by=by,
    )
    opened = _opened(source, data)
    at_once = opened is not None and reading.is_small(len(data), opened.most_rows)
    source.stored_as = lay_down("imports", data)
    try:
        with transaction.atomic():
            reading.ask(source, at_once=at_once)
            record(by, gettext_noop("Nhận tệp để nhập"), source, {"sha256": [None, digest]})
    except BaseException:
        default_storage.delete(source.stored_as)
        raise
    if at_once:
        reading.check(source, opened)
    return source


def _opened(source: Import, data: bytes) -> Opened | None:
    """Open a small file, if it is its turn; a large one, and one that would wait, is read behind the pages."""
    if not reading.is_small(len(data)):
        return None
    try:
        return Opened(source, io.BytesIO(data), AT_ONCE)
    except Busy:
        return None


def check_again(
    *,
    by: Any,
    source: Import,
    columns: Mapping[int, str] | None = None,
    villages: Mapping[str, int] | None = None,
    convert: str | None = None,
    cells: Mapping[int, Mapping[str, str]] | None = None,
    day: date | None = None,
    sheet: int | None = None,
) -> Import:
    """Check a file anew with what the officer said of its sheet, columns, villages, font or single cells.

    `columns` are fields by column, "" for none; `villages` keys by the name as it is written, 0 for a
    new one: both are remembered. `cells` are texts by row and field, `day` is that of rows that say none,
    `sheet` the place of the sheet that is to be read.
    A large file is read behind the pages. One that is read just now, or was confirmed, is left as it is.
    """
    with transaction.atomic():
        source = Import.unscoped.select_for_update(of=("self",)).get(pk=source.pk)
        # Of a file without bytes (somebody in it was erased) what was found stays as it is.
        if source.state != State.CHECKED or source.cleared_at or not source.stored_as:
            return source
        if sheet is not None:
            # What was said of columns and rows was said of the other sheet.
            source.layout |= {"chosen": sheet, "given": {}, "cells": {}}
        if columns is not None:
            source.layout["given"] = {str(column): key for column, key in columns.items()}
        source.villages |= villages or {}
        if convert is not None:
            source.layout["convert"] = convert
        if day is not None:
            source.layout["day"] = day.isoformat()
        for number, texts in (cells or {}).items():
            source.layout.setdefault("cells", {}).setdefault(str(number), {}).update(texts)
        at_once = reading.is_small(source.size, source.layout.get("most_rows", 0))
        _remember(source, columns or {}, villages or {})
        reading.ask(source, at_once=at_once)
    if at_once:
        reading.check(source, lane=AT_ONCE)
    return source


def _remember(source: Import, columns: Mapping[int, str], villages: Mapping[str, int]) -> None:
    texts = source.layout.get("headings", {})
    for column, key in columns.items():
        if text := fold(texts.get(str(column), "")):
            HeadingMemory.unscoped.update_or_create(
                commune_id=source.commune_id,
                kind=source.kind,
                heading=text[:_LONGEST_NAME],
                defaults={"field": key},
            )
    # What is a new village to one sheet is a village that is there to the next one.
    for written, village in ((text, key) for text, key in villages.items() if key):
        VillageMemory.unscoped.update_or_create(
            commune_id=source.commune_id,
            written=written[:_LONGEST_NAME],
            defaults={"village_id": village},
        )


def clear() -> int:
    """Clear the files kept for IMPORT_KEEP_DAYS; returns how many. Again, it clears none."""
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
    source.save()
    record(None, gettext_noop("Dọn tệp đã nhập"), source)
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
    return True


@transaction.atomic
def note_seen(*, by: Any, source: Import) -> None:
    """Note that who sent a file has seen what came of it: nobody need tell them of it any more."""
    Import.unscoped.unseen().filter(pk=source.pk, added_by=by).update(seen_at=timezone.now())


@transaction.atomic
def note_taken(*, by: Any, subject: Import | Area, verb: str, rows: int | None = None) -> None:
    """Write down that somebody took rows of a file, or what a place has, along: there are names in them."""
    record(by, verb, subject, {} if rows is None else {"rows": [None, rows]})
