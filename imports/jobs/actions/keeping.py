"""What of a file is kept, and how long: our copy of it and its cells, as long as its preview needs them.

Files of before there were copies lie as they were sent: they are replaced by a copy where a preview still needs
them, else removed, and what identifies a person goes from their rows.
"""

import hashlib
import logging
import time
from collections.abc import Collection, Mapping
from datetime import timedelta
from itertools import batched
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import record
from imports.jobs.queries.tables import columns_kept
from imports.models import COPIES, AnswerMemory, Import, ImportRow, State, Verdict
from imports.sandbox import copies, run
from imports.spreadsheet import identity
from imports.spreadsheet.book import Book
from imports.spreadsheet.reasons import Unreadable
from web.keeping import lay_down, remove_once_committed
from web.sandbox.turns import Busy

logger = logging.getLogger(__name__)

# Rows narrowed in one transaction, and seconds between two: on SQLite others wait no longer than that.
BATCH, PAUSE = 1_000, 0.05
type Fields = Mapping[int, Collection[int]]
# Questions whose text is that of a person, or may tell of one.
_OF_PEOPLE = frozenset({"same", "repair", "comment"})
# What of a file is said in its own words: nothing of it stays with the figures of one that is cleared.
_WORDS = frozenset(
    {"answers", "cells", "columns", "cut", "explained", "font", "given", "headings", "inferred"}
    | {"left", "questions", "sheet", "sheets", "tables", "taken"}
)
_SAID = ("cells", "values", "changes", "problems", "notes")
_NEEDED = (State.READING, State.UNREAD, State.CHECKED)
# Left out, or not written yet: of these the officer may ask what they said.
_ASKED = Q(verdict=Verdict.ERROR) | Q(result__outcome="refused")
_WAITING = Q(verdict__in=(Verdict.NEW, Verdict.CHANGES), result=None)


def lay(copy: bytes) -> tuple[str, str]:
    """Keep a copy; return under which name, and its check code."""
    return lay_down(COPIES, copy), hashlib.sha256(copy).hexdigest()


def book_of(source: Import) -> Book:
    """Open what is kept of a file; one that lies as it was sent is replaced by its copy first.

    Raises Unreadable and Busy of those as opening does.
    """
    if source.has_copy:
        with default_storage.open(source.stored_as) as kept:
            return copies.unpack(kept)
    with default_storage.open(source.stored_as) as sent:
        book = run.read_bytes(sent.read())
    _replace(source, *lay(copies.pack(book)))
    return book


@transaction.atomic
def _replace(source: Import, name: str, code: str) -> None:
    """Let a copy stand for the file as it was sent, which goes."""
    was, source.stored_as, source.sha256 = source.stored_as, name, code
    source.name = identity.masked(source.name)
    source.save(update_fields=["stored_as", "sha256", "name"])
    remove_once_committed(was)


def narrow_due(**which: Any) -> int:
    """Narrow all files whose preview is over, or `which` of them are; returns how many."""
    before = timezone.now() - timedelta(days=int(settings.IMPORT_PREVIEW_DAYS))
    due = Import.unscoped.to_narrow(before).filter(**which).order_by("pk")
    return sum(_narrow(key) for key in list(due.values_list("pk", flat=True)))


def mend_old() -> int:
    """Replace files that lie as they were sent by copies, or remove them; returns how many.

    What was remembered of files goes where it was such a number, taken for a heading or a village once.
    """
    said = AnswerMemory.unscoped.values_list("pk", "subject").iterator()
    wrong = [key for key, text in said if identity.masked(text) != text]
    AnswerMemory.unscoped.filter(pk__in=wrong).delete()
    old = Import.unscoped.exclude(stored_as="").exclude(stored_as__startswith=f"{COPIES}/")
    return sum(_mend(source) for source in list(old.order_by("pk")))


def _mend(source: Import) -> bool:
    """Have a file that waits for its decision read anew from its copy; of any other nothing is kept."""
    if source.is_active or source.state == State.READING:
        # It is dealt with when it is read, or has come to its end.
        return False
    if source.state in _NEEDED:
        try:
            book_of(source)
        except Busy:
            return False
        except (Unreadable, OSError) as why:
            logger.warning("import %s cannot be cut: %s", source.uuid, type(why).__name__)
        else:
            return _read_anew(source.pk)
    return _narrow(source.pk, is_old=True)


@transaction.atomic
def _read_anew(key: int) -> bool:
    """Let a preview be made anew from the copy of its file: its rows still say what the copy does not."""
    from imports.jobs.actions import reading  # noqa: PLC0415 - it keeps files by these functions

    source = Import.unscoped.select_for_update(of=("self",)).select_related("commune").get(pk=key)
    if source.state == State.CHECKED:
        source.layout = masked(source.layout)
        reading.ask(source, at_once=False)
        record(None, gettext_noop("Nhập từ tệp: đọc lại"), source, {})
    return True


def _narrow(key: int, *, is_old: bool = False) -> bool:
    """Let go of the copy of a file and of the cells of columns that no field is, some rows at a time."""
    source = Import.unscoped.get(pk=key)
    is_old = is_old or not (source.has_copy or source.narrowed_at)
    fields = columns_kept(source)
    change = _cut_old if is_old else _narrow_rows
    last = 0
    while True:
        keys = source.rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
        if not (some := list(keys)):
            break
        with transaction.atomic():
            change(source, some, fields)
        last = some[-1]
        time.sleep(PAUSE if connection.vendor == "sqlite" and len(some) == BATCH else 0)
    return _let_go(key, is_old=is_old)


def narrow_rows(source: Import) -> None:
    """Keep of the rows of a file that lost its copy what is a field, inside the caller's transaction."""
    fields = columns_kept(source)
    keys = source.rows.order_by("pk").values_list("pk", flat=True)
    for some in batched(list(keys), BATCH):
        _narrow_rows(source, some, fields)


def _narrow_rows(source: Import, keys: Collection[int], fields: Fields) -> None:
    """Keep of rows that may be asked for what is a field, of all others nothing of what the file said."""
    rows = source.rows.filter(pk__range=(min(keys), max(keys))).order_by()
    kept = _ASKED | _WAITING if source.state != State.CHECKED else Q()
    asked = list(rows.filter(kept).only("cells", "sheet"))
    if source.state != State.CHECKED:
        rows.exclude(pk__in=rows.filter(kept).values("pk")).exclude(cells=[]).update(cells=[])
    for row in asked:
        row.cells = _fields_of(row.cells, fields[row.sheet])
    ImportRow.unscoped.bulk_update(asked, ["cells"], batch_size=200)


def _cut_old(source: Import, keys: Collection[int], fields: Fields) -> None:
    """Narrow rows of before there were copies, and hide numbers in what they say beside."""
    _narrow_rows(source, keys, fields)
    rows = list(source.rows.filter(pk__range=(min(keys), max(keys))).only(*_SAID))
    for row in rows:
        for name in _SAID:
            setattr(row, name, masked(getattr(row, name)))
    ImportRow.unscoped.bulk_update(rows, _SAID, batch_size=100)


def _fields_of(cells: Collection[Any], fields: Collection[int]) -> list[Any]:
    return [cell if at in fields else None for at, cell in enumerate(cells)]


@transaction.atomic
def _let_go(key: int, *, is_old: bool) -> bool:
    """Let go of the copy, and of the cells that were shown or typed beside the rows."""
    source = Import.unscoped.select_for_update(of=("self",)).get(pk=key)
    if source.is_active or source.state == State.READING:
        return False
    name, source.stored_as, source.narrowed_at = source.stored_as, "", timezone.now()
    # Of columns that were taken cells were shown.
    taken = [{**one, "examples": []} for one in source.layout.get("taken", [])]
    source.layout |= {"font": None, "cells": {}, "taken": taken}
    # Nothing is read of it any more: what was asked of people and answered is not needed either.
    source.answers = [one for one in source.answers if one[0] not in _OF_PEOPLE]
    for told in ("questions", "answers"):
        if asked := source.layout.get(told):
            source.layout[told] = [one for one in asked if one.get("kind") not in _OF_PEOPLE]
    if is_old:
        source.layout, source.villages = masked(source.layout), masked(source.villages)
        source.answers = masked(source.answers)
        source.name = identity.masked(source.name)
    source.save(update_fields=["stored_as", "narrowed_at", "layout", "villages", "answers", "name"])
    if name:
        remove_once_committed(name)
    return True


def forget_words(source: Import) -> None:
    """Let go of what a file that is cleared says in its own words; who saves it is the caller."""
    source.layout = {key: one for key, one in source.layout.items() if key not in _WORDS}
    source.answers, source.villages = [], {}


def masked(value: Any) -> Any:
    """Return a value of JSON with numbers of papers hidden in its texts; keys stay."""
    if isinstance(value, dict):
        return {key: masked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [masked(one) for one in value]
    return identity.masked(value)
