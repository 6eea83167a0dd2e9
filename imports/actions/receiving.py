"""A file is received, read and checked: every row gets its verdict, nothing of the register is written."""

import hashlib
import secrets
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import batched, islice
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from areas.names import clean, fold
from audit.actions import record
from imports import cage, fonts
from imports.body import Use, body
from imports.book import Cell, Row, Sheet
from imports.columns import SHEET_KINDS, SheetKind
from imports.headings import Headings, choose, find
from imports.kinds import KINDS
from imports.lines import Line, line_of
from imports.models import HeadingMemory, Import, ImportRow, Kind, State, Verdict, VillageMemory
from imports.places import Places, villages_of

# Rows written in one transaction: on SQLite others wait no longer than that.
BATCH = 1_000
_LONGEST_NAME = 200
# Rows by which a file is judged to be typed for an old font.
_JUDGED = 2_000


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
    """Keep a file of rows and check it. Raises Unreadable, with nothing kept, for what is no such file."""
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
    found = _Reading(source, data)
    source.stored_as = default_storage.save(f"imports/{secrets.token_hex(32)}", ContentFile(data))
    try:
        with transaction.atomic():
            source.save()
            _audit(by, gettext_noop("Nhận tệp để nhập"), source, {"sha256": [None, digest]})
        found.check()
    except BaseException:
        default_storage.delete(source.stored_as)
        raise
    return source


def check_again(
    *,
    by: Any,
    source: Import,
    columns: Mapping[int, str] | None = None,
    villages: Mapping[str, int] | None = None,
    convert: str | None = None,
    cells: Mapping[int, Mapping[str, str]] | None = None,
    day: date | None = None,
) -> Import:
    """Check a file anew with what the officer said of its columns, villages, font or single cells.

    `columns` are fields by column, "" for none; `villages` keys by the name as it is written, 0 for a
    new one: both are remembered. `cells` are texts by row and field, `day` is that of rows that say none.
    A file that was confirmed is left as it is.
    """
    with transaction.atomic():
        source = Import.unscoped.select_for_update(of=("self",)).get(pk=source.pk)
        if source.state != State.CHECKED or source.cleared_at:
            return source
        if columns is not None:
            source.layout["given"] = {str(column): key for column, key in columns.items()}
        if villages:
            source.villages |= villages
        if convert is not None:
            source.layout["convert"] = convert
        if day is not None:
            source.layout["day"] = day.isoformat()
        for number, texts in (cells or {}).items():
            source.layout.setdefault("cells", {}).setdefault(str(number), {}).update(texts)
        source.save(update_fields=["layout", "villages"])
        _remember(source, columns or {}, villages or {})
    with default_storage.open(source.stored_as) as kept:
        _Reading(source, kept.read()).check()
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


class _Reading:
    """A file while it is read: its sheet, its headings, then its rows."""

    def __init__(self, source: Import, data: bytes) -> None:
        self.font: dict[str, Any] | None = None
        self.source, self.kind = source, SHEET_KINDS[source.kind]
        with tempfile.NamedTemporaryFile(prefix="to-so-") as file:
            file.write(data)
            file.flush()
            self.sheet = self._in_unicode(choose(cage.read(file.name), self.kind))
        self.headings = self._headings(self.sheet, self.kind)

    def _in_unicode(self, sheet: Sheet) -> Sheet:
        """Convert text of old fonts where that was asked for; else note that it looks like some."""
        layout = self.source.layout
        if layout.get("convert"):
            encoding = fonts.Encoding(layout["convert"])
            rows = [fonts.convert_row(row, encoding) for row in sheet.rows]
            return Sheet(sheet.name, rows, sheet.is_hidden)
        cells = (cell for row in islice(sheet.rows, _JUDGED) for cell in row.cells)
        judged = fonts.judge(cell for cell in cells if isinstance(cell, str))
        self.font = (
            {"encoding": judged.encoding.value, "samples": judged.samples} if judged else None
        )
        return sheet

    def _headings(self, sheet: Sheet, kind: SheetKind) -> Headings:
        memory = HeadingMemory.unscoped.filter(commune=self.source.commune, kind=self.source.kind)
        given = self.source.layout.get("given", {})
        return find(
            sheet.rows,
            kind,
            given={int(column): key for column, key in given.items()},
            known=dict(memory.values_list("heading", "field")),
        )

    @property
    def missing(self) -> list[str]:
        """The fields that must be there and are not; where all rows are of one village, it need not."""
        keys = [column.key for column in self.headings.missing]
        return [key for key in keys if key != "village" or self.source.village_id is None]

    def check(self) -> None:
        """Check every row, in place of what was found before."""
        self.source.rows.all().delete()
        matches = self.headings.matches
        self.source.layout = {
            "given": self.source.layout.get("given", {}),
            "convert": self.source.layout.get("convert", ""),
            "cells": self.source.layout.get("cells", {}),
            "day": self.source.layout.get("day", ""),
            "font": self.font,
            "sheet": self.sheet.name,
            "columns": {key: match.column for key, match in matches.items()},
            "headings": {
                **{str(match.column): match.text for match in matches.values()},
                **{str(column): text for column, text in self.headings.unused.items()},
            },
            "doubtful": [match.key for match in self.headings.doubtful],
            "missing": self.missing,
        }
        found, passed = Counter[str](), Counter[str]()
        if not self.missing and not self.headings.doubtful and self.headings.rows:
            self._write(self._checked(passed), found)
        self.source.layout["passed"] = dict(passed)
        self.source.found = dict(found)
        self.source.rows_read = sum(found[verdict] for verdict in Verdict.values)
        self.source.to_write = found[Verdict.NEW] + found[Verdict.CHANGES]
        self.source.save()

    def _checked(self, passed: Counter[str]) -> Iterable[ImportRow]:
        source = self.source
        memory = VillageMemory.unscoped.filter(commune=source.commune)
        said = dict(memory.values_list("written", "village")) | source.villages
        places = Places(villages_of(source.commune), said, source.village)
        columns: dict[str, int] = self.source.layout["columns"]
        lines = self._lines(columns, passed)
        yield from KINDS[source.kind].check(source, lines, places, columns)
        self.source.layout["asked"] = [
            {"key": key, "text": one.text, "rows": one.rows, "options": list(one.options)}
            for key, one in places.asked.items()
        ]

    def _lines(self, columns: dict[str, int], passed: Counter[str]) -> Iterable[Line]:
        """Yield the rows that hold facts, as they are read; count the others."""
        how = KINDS[self.source.kind].readers(timezone.localdate())
        mended = self.source.layout["cells"]
        for row, use in body(self.sheet, self.headings, self.kind):
            if use is Use.FACT:
                whole = _mended(row, columns, mended)
                yield line_of(whole, columns, how, self.kind)
            else:
                passed[use.value] += 1

    def _write(self, rows: Iterable[ImportRow], found: Counter[str]) -> None:
        for some in batched(rows, BATCH):
            for row in some:
                row.source = self.source
                found[row.verdict] += 1
                found["note"] += row.noted and row.verdict != Verdict.ERROR
                found["households"] += row.number == row.group and row.verdict == Verdict.NEW
                found["updated"] += row.number == row.group and row.verdict == Verdict.CHANGES
            with transaction.atomic():
                ImportRow.unscoped.bulk_create(some)


def _mended(row: Row, columns: Mapping[str, int], mended: Mapping[str, Mapping[str, str]]) -> Row:
    """Return a row with the cells that were typed anew in the preview."""
    texts = mended.get(str(row.number))
    if not texts:
        return row
    width = max(len(row.cells), *(columns[key] + 1 for key in texts if key in columns), 0)
    cells: list[Cell] = [*row.cells, *[None] * (width - len(row.cells))]
    for key, text in texts.items():
        if key in columns:
            cells[columns[key]] = clean(text) or None
    return replace(row, cells=cells)


def _audit(by: Any, verb: str, source: Import, changes: dict[str, Any]) -> None:
    record(by=by, verb=verb, subject=source, place=source.commune.path or "", changes=changes)
