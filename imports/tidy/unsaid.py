"""Where no word of a row or around it says its village: sheets that may be of a village each are asked about by themselves."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from areas.names import fold
from imports.spreadsheet.book import Row
from imports.tidy.asking import OF_SHEET, Asking
from imports.tidy.model import Record, Table

_SHEETS = "sheets asked about apart"
# "Tháng 9/2026", "Đợt 2", "9-2026", "Trang 3"; "T9" only of sessions, for it may be thôn 9.
_PERIOD = re.compile(
    r"\b(?:thang|quy|dot|lan|ky|tuan|vong|buoi|nam|trang|page)\s?(?:thu |so )?(?:\d{1,4}|[ivx]{1,4})\b(?: \d{1,4}\b)*"
    r"|\b(?:6 thang )?(?:dau|cuoi) nam\b|\b\d{1,2} (?:\d{1,2}|20\d\d)\b|\b20\d\d\b|\bq[1-4]\b"
)
_DIGITS = re.compile(r"\d+")
_NAMED = 6
_MONTH = re.compile(r"\bt\s?\d{1,2}\b(?: t?\d{1,4}\b)*")


def note_sheets(tables: Iterable[Table], asking: Asking) -> None:
    """Note which sheets may be of a village each: where several list the same kind of thing.

    Sheets that are called alike but for a month or a page are of one, and so is the next one whose numbers go on.
    """
    found = defaultdict[str, dict[str, dict[int, str]]](lambda: defaultdict(dict))
    last = dict[str, tuple[Table, str]]()
    for table in tables:
        before, of = last.get(table.kind, (None, ""))
        if before is None or not _goes_on(before, table):
            of = _without_period(table)
        found[table.kind][of].setdefault(table.sheet, table.name)
        last[table.kind] = table, of
    asking.memory[_SHEETS] = {
        (kind, sheet): _listed(names)
        for kind, groups in found.items()
        for names in groups.values()
        for sheet in names
        if len(groups) > 1
    }


def subject_of(record: Record, asking: Asking) -> str:
    """Return the subject of the question about a row that names no village: its sheet, "" where one answer is of all."""
    key = record.kind, record.entry.table.sheet
    name = asking.memory.get(_SHEETS, {}).get(key)
    return OF_SHEET.format(sheet=name) if name else ""


def _listed(names: Mapping[int, str]) -> str:
    """Name the sheets that one answer is of."""
    told = list(names.values())
    return ", ".join([*told[:_NAMED], "…"] if len(told) > _NAMED else told)


def _without_period(table: Table) -> str:
    name = _PERIOD.sub("", fold(table.name))
    return (_MONTH.sub("", name) if table.kind == "activities" else name).strip()


def _goes_on(before: Table, table: Table) -> bool:
    """Tell whether the numbers of a table go on where those of the one before end: "Sheet1", "Sheet2"."""
    if _DIGITS.sub("", before.name) != _DIGITS.sub("", table.name):
        return False
    ends = [_number(rows, one) for one, rows in ((before, before.rows[::-1]), (table, table.rows))]
    return 0 < ends[0] == ends[1] - 1


def _number(rows: Iterable[Row], table: Table) -> int:
    """Return the number of the first of some rows that has one, 0 where none has."""
    at = table.column("stt")
    cells = (row.cells[at] for row in rows if at is not None and at < len(row.cells))
    return next((int(str(cell)) for cell in cells if str(cell).isdecimal()), 0)
