"""Rows of a file as the pages show them: the cells of the file, what is wrong where, what would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from areas.kinds import VILLAGE_KINDS
from households.models import Resident
from imports.models import Import, ImportRow, Kind, Verdict
from imports.spreadsheet.columns import HIDDEN, SHEET_KINDS
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


@dataclass(frozen=True)
class Heading:
    """One column of the file that is read: its field, what it is called, and whether it is a skill."""

    key: str
    label: str
    column: int
    skill: str = ""


@dataclass(frozen=True)
class ShownCell:
    """One cell as it stands in the file."""

    text: str
    is_wrong: bool
    is_skill: bool


@dataclass(frozen=True)
class ShownRow:
    """One row as the preview shows it; `remarks` are (column, what, how), wrong ones first.

    `mendable` are the cells to type anew: (field, label, what stands there or may have been meant).
    """

    number: int
    verdict: str
    verdict_words: str
    noted: bool
    cells: Sequence[ShownCell]
    remarks: Sequence[tuple[str, str, str]]
    mendable: Sequence[tuple[str, str, str]]


def headings_of(source: Import) -> list[Heading]:
    """Return the columns of a file that are read, as they stand in it; those of ours stay hidden."""
    kind = SHEET_KINDS[source.kind]
    columns = sorted(source.layout.get("columns", {}).items(), key=lambda pair: pair[1])
    return [
        Heading(
            key,
            str(kind.column(key).label),
            column,
            _SKILLS[key].digit if key in _SKILLS else "",
        )
        for key, column in columns
        if key not in HIDDEN
    ]


def shown(rows: Iterable[ImportRow], headings: Sequence[Heading]) -> list[ShownRow]:
    """Return rows as the preview shows them."""
    labels = {heading.key: heading.label for heading in headings}
    return [_shown(row, headings, labels) for row in rows]


def _shown(row: ImportRow, headings: Sequence[Heading], labels: Mapping[str, str]) -> ShownRow:
    wrong = {one["column"] for one in row.problems}
    remarks = [
        (labels.get(one["column"], ""), one["what"], one["how"])
        for one in [*row.problems, *row.notes]
    ]
    remarks += [("", words, "") for words in changes_in_words(row.changes)]
    return ShownRow(
        row.number,
        row.verdict,
        str(Verdict(row.verdict).label),
        row.noted,
        [
            ShownCell(_text(row.cells, one.column), one.key in wrong, bool(one.skill))
            for one in headings
        ],
        remarks,
        _mendable(row, headings),
    )


def _mendable(row: ImportRow, headings: Sequence[Heading]) -> list[tuple[str, str, str]]:
    wrong = {one["column"]: one for one in row.problems}
    return [
        (one.key, one.label, wrong[one.key].get("guess") or wrong[one.key]["value"])
        for one in headings
        if one.key in wrong
    ]


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
        "role": _("Vai trò"),
        "organisation": _("Đơn vị cử"),
        "declared": _("Số hộ khai báo"),
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


def missing_in_words(source: Import) -> list[str]:
    """Return the labels of required fields that no column is, and of those not sure."""
    kind = SHEET_KINDS[source.kind]
    return [str(kind.column(key).label) for key in source.layout.get("missing", [])]


def meant_in_words(source: Import) -> str:
    """Return which of our own sheets a file is that was sent as another kind; "" where it is none."""
    headings = set(source.layout.get("headings", {}).values())
    with override("vi"):
        ours = {
            key: {str(column.label) for column in kind.columns} for key, kind in SHEET_KINDS.items()
        }
    others = (key for key, labels in ours.items() if key != source.kind and labels <= headings)
    return next((str(Kind(key).label) for key in others), "")


def doubtful_in_words(source: Import) -> list[tuple[str, str]]:
    """Return for each field that is not sure what its column is called and what it may be."""
    kind, layout = SHEET_KINDS[source.kind], source.layout
    return [
        (layout["headings"].get(str(layout["columns"][key]), ""), str(kind.column(key).label))
        for key in layout.get("doubtful", [])
    ]
