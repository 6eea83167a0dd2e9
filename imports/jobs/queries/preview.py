"""Rows of a file as the pages show them: the cells of the file, what is wrong where, what would change."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, ngettext
from xlsxwriter.utility import xl_col_to_name

from areas.kinds import VILLAGE_KINDS
from households.models import MEANS, Resident
from imports.jobs.queries.fields import field_words
from imports.jobs.queries.tables import Table, table_of, tables_of
from imports.models import Import, ImportRow, Kind
from imports.spreadsheet.columns import HIDDEN, SHEET_KINDS
from imports.tidy.cells.marks import is_tick, key_of
from skills.catalogue import SKILLS, Result
from teams.models import Member

_SKILLS = {skill.column: skill for skill in SKILLS}
_CHOICES: Mapping[str, Mapping[str, Any]] = {
    "sex": dict(Resident.Sex.choices),
    "relation": dict(Resident.Relation.choices),
    "role": dict(Member.Role.choices),
    "organisation": dict(Member.Organisation.choices),
    "kind": dict(VILLAGE_KINDS),
}


# Where what is wrong with a field stands, in a file whose columns are called otherwise.
_ROLES: Mapping[str, Sequence[str]] = {
    "full_name": ("name", "head", "given", "family", "leader", "deputy", "members"),
    "head_name": ("head", "name"),
    "birth_year": ("birth", "born_year", "age"),
    "number": ("decision", "decision_and_day"),
    "founded_on": ("signed_on", "decision_and_day"),
    "phone": ("phone_of_head",),
    "sex": ("m", "f"),
    "title": ("position",),
    "name": ("platform",),
    "role": ("account_role",),
    "commune": ("district", "province"),
    "household": ("household_id", "number"),
}


@dataclass(frozen=True)
class Shown:
    """Rows of one table as the preview shows them, under the headings of that table."""

    caption: str
    headings: Sequence[Mapping[str, Any]]
    rows: Sequence[Mapping[str, Any]]


def shown(source: Import, rows: Iterable[ImportRow]) -> list[Shown]:
    """Return rows as the preview shows them, those of a table together.

    Of a row, `remarks` are (column, what, how), wrong ones first; `mendable` the cells to type anew: (name of
    the field of the form, label, what stands there or may have been meant).
    """
    tables = tables_of(source)
    groups = dict[int, tuple[Table | None, list[ImportRow]]]()
    for row in rows:
        table = table_of(tables, row)
        # Tables side by side share their lines: the rows of each stay together all the same.
        groups.setdefault(id(table), (table, []))[1].append(row)
    return [_group(table, some, several=len(tables) > 1) for table, some in groups.values()]


def _group(table: Table | None, rows: Iterable[ImportRow], *, several: bool) -> Shown:
    headings = headings_of(table)
    caption = _caption(table) if several and table else ""
    return Shown(caption, headings, [_row(row, table, headings) for row in rows])


def _caption(table: Table) -> str:
    """Name what a table is and its sheet: once, where the sheet is called so."""
    kind = str(dict(Kind.choices).get(table.kind, ""))
    return ", ".join(dict.fromkeys([kind, table.name])) if table.name else ""


def headings_of(table: Table | None) -> list[dict[str, Any]]:
    """Return the columns of a table that are read, as they stand in it, with the digit of a skill; ours stay hidden."""
    if table is None:
        return []
    return [
        {
            "key": key,
            "label": table.headings.get(at) or field_words(key),
            "column": at,
            "skill": _SKILLS[key].digit if key in _SKILLS else "",
        }
        for at, key in sorted(table.fields.items())
        if key not in HIDDEN
    ]


def _row(
    row: ImportRow, table: Table | None, headings: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    columns = table.columns if table else {}
    labels = {one["column"]: one["label"] for one in headings}
    wrong = {at: one for one in row.problems if (at := _at(columns, one["column"])) is not None}
    told = {at: one for one in row.notes if (at := _at(columns, one["column"])) is not None} | wrong
    remarks = [
        (labels.get(_at(columns, one["column"]), ""), one["what"], one["how"])
        for one in [*row.problems, *row.notes]
    ]
    return {
        "number": row.number,
        "line": row.line or row.number,
        "verdict": row.verdict,
        "verdict_words": row.get_verdict_display(),
        "noted": row.noted,
        "cells": [_cell(row, one, wrong) for one in headings],
        "remarks": remarks + [("", words, "") for words in changes_in_words(row.changes)],
        "mendable": [
            (f"c{at}", label, told[at].get("guess") or told[at]["value"])
            for at, label in labels.items()
            if at in wrong or told.get(at, {}).get("value")
        ],
    }


def _cell(row: ImportRow, heading: Mapping[str, Any], wrong: Collection[int]) -> dict[str, Any]:
    at = heading["column"]
    text = _text(row.cells, at)
    text = text if at in wrong else _read_as(row.values, heading["key"], text)
    # A blank cell is left out where rows are no lines of a table: on a phone.
    looks = {
        "wrong": at in wrong,
        "nil": not text and at not in wrong,
        "k": bool(heading["skill"]),
    }
    return {
        "text": text,
        "label": _SKILLS[heading["key"]].short if heading["skill"] else heading["label"],
        "is_wrong": at in wrong,
        "looks": " ".join(name for name, is_so in looks.items() if is_so),
    }


def _read_as(values: Mapping[str, Any], key: str, text: str) -> str:
    """Return what was read of a skill where the cell says less: of ticks in several columns only one is shown."""
    results = dict(zip(_SKILLS, values.get("results") or (), strict=False))
    if results.get(key) is None:
        return text
    is_less = not text or (is_tick(key_of(text)) and results[key] != Result.ALONE)
    return str(Result(results[key]).label) if is_less else text


def _at(columns: Mapping[str, int], key: str) -> int | None:
    """Return in which column a field stands, by its own name or what a column of it may be called."""
    return next((columns[one] for one in (key, *_ROLES.get(key, ())) if one in columns), None)


def _text(cells: Sequence[Any], column: int) -> str:
    value = cells[column] if column < len(cells) else None
    if isinstance(value, bool):
        return "✓" if value else ""
    return "" if value is None else str(value)


def changes_in_words(changes: Mapping[str, Any]) -> list[str]:
    """Say what a row changes: which field, from what to what."""
    words = {
        **{column.key: column.label for column in SHEET_KINDS["activities"].columns},
        "full_name": _("Họ và tên"),
        "hamlet": _("Xóm, số nhà"),
        "phone": _("Điện thoại"),
        "birth_year": _("Năm sinh"),
        "sex": _("Giới"),
        "relation": _("Quan hệ với chủ hộ"),
        **{name: field_words(name) for name in MEANS},
        "role": _("Vai trò"),
        "organisation": _("Đơn vị cử"),
        "declared": _("Số hộ khai báo"),
        "villages": _("Số thôn khai báo"),
        "name": _("Tên"),
        "kind": _("Loại"),
    }
    pairs = {**changes.get("home", {}), **changes.get("fields", {})}
    found = [
        f"{words[name]}: {_value(name, before)} → {_value(name, after)}"
        for name, (before, after) in pairs.items()
    ]
    if "results" in changes:
        found += _results_in_words(*changes["results"])
    return found


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if value in (None, ""):
        return _("trống")
    if name == "held_on":
        return date_format(date.fromisoformat(value))
    return str(_CHOICES.get(name, {}).get(value, value))


def _results_in_words(before: Sequence[int | None], after: Sequence[int | None]) -> list[str]:
    found = []
    for skill, old, new in zip(SKILLS, before, after, strict=True):
        if new is not None and new != old:
            was = _("chưa hỏi") if old is None else Result(old).label
            found.append(f"{skill.short}: {was} → {Result(new).label}")
    return found


def rows_in_words(source: Import) -> str:
    """Say how many rows were read, and how many of them are to be looked at."""
    found = source.counts
    words = ngettext("Xem %(n)s dòng đã đọc", "Xem %(n)s dòng đã đọc", source.rows_read)
    said = [words % {"n": number_format(source.rows_read, force_grouping=True)}]
    errors = ngettext("%(n)s dòng lỗi", "%(n)s dòng lỗi", found["error"])
    notes = ngettext("%(n)s dòng lưu ý", "%(n)s dòng lưu ý", found["note"])
    looked = [(found["error"], errors), (found["note"], notes)]
    said += [words % {"n": number_format(n, force_grouping=True)} for n, words in looked if n]
    return ", ".join(said)


def cut_in_words(source: Import) -> list[str]:
    """Say what of a file was not kept, by column and number of cells, never by value; nothing where all was."""
    layout, said = source.layout, []
    if cut := {int(column): cells for column, cells in layout.get("cut", {}).items()}:
        texts = layout.get("headings", {})
        names = [
            texts.get(str(at)) or _("cột %(at)s") % {"at": xl_col_to_name(at)} for at in sorted(cut)
        ]
        words = ngettext(
            "%(n)s cột giấy tờ tùy thân, tài khoản đã bỏ, không lưu (%(cells)s ô): %(names)s.",
            "%(n)s cột giấy tờ tùy thân, tài khoản đã bỏ, không lưu (%(cells)s ô): %(names)s.",
            len(cut),
        )
        cells = number_format(sum(cut.values()), force_grouping=True)
        said.append(words % {"n": len(cut), "cells": cells, "names": ", ".join(names)})
    if masked := layout.get("masked", 0):
        words = ngettext(
            "%(n)s ô khác có số giấy tờ: số ấy đã bỏ, chỗ đó ghi •••.",
            "%(n)s ô khác có số giấy tờ: số ấy đã bỏ, chỗ đó ghi •••.",
            masked,
        )
        said.append(words % {"n": number_format(masked, force_grouping=True)})
    return said


def missing_in_words(source: Import) -> list[str]:
    """Return the labels of required fields that no column is, and of those not sure."""
    kind = SHEET_KINDS[source.kind]
    return [str(kind.column(key).label) for key in source.layout.get("missing", [])]


def doubtful_in_words(source: Import) -> list[tuple[str, str]]:
    """Return for each field that is not sure what its column is called and what it may be."""
    kind, layout = SHEET_KINDS[source.kind], source.layout
    return [
        (layout["headings"].get(str(layout["columns"][key]), ""), str(kind.column(key).label))
        for key in layout.get("doubtful", [])
    ]
