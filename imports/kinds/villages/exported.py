"""A village of a sheet of ours that comes back: whom its code means, and what of it was changed in the sheet."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from areas.kinds import VILLAGE_KINDS, Kind
from areas.models import Area
from households.models import Declaration
from imports.kinds.reconcile import exported_values, is_still, leave, reconcile_cell
from imports.spreadsheet.lines import Line, comparable
from imports.tidy.villages import kind_and_name

# What a row declares: one number, as of a day, from a source.
DECLARED = ("households", "declared_on", "source")
_CHOICES: Mapping[str, Mapping[Any, Any]] = {"kind": dict(VILLAGE_KINDS)}


def refuse_other_kind(line: Line, kind: str, text: str) -> None:
    """Refuse a row whose cell of kinds says otherwise than the name of its village."""
    words = _("Loại “%(kind)s” khác với tên “%(text)s”.")
    said = {"kind": Kind(kind).label, "text": text}
    line.wrong("kind", words % said, _("Sửa một trong hai ô."))


class Declared:
    """What villages declare: the latest of each, and how often each did."""

    def __init__(self, rows: Iterable[Declaration]) -> None:
        every = sorted(rows, key=lambda row: (row.declared_on, row.pk))
        standing = [row for row in every if row.withdrawn_at is None]
        self.latest = {row.area_id: row for row in standing}
        # A withdrawal counts once more: what the sheet said is not what stands now.
        self.times = Counter(row.area_id for row in every)
        self.times.update(row.area_id for row in every if row.withdrawn_at)

    def version(self, village: Area) -> int:
        """Return a number that grows with whatever a sheet says of a village."""
        return village.version + self.times[village.pk]


def as_registered(village: Area, last: Declaration | None) -> dict[str, Any]:
    """Return what a row says of a village, by field, as the register keeps it."""
    said = {"village": village.name, "kind": village.kind}
    return said | {name: getattr(last, name, None) for name in DECLARED}


def reconcile(line: Line, village: Area, declared: Declared) -> dict[str, list[Any]]:
    """Leave in a row of ours only what it changes; return the name and kind that it corrects."""
    is_lost = line.exported is None
    now = as_registered(village, declared.latest.get(village.pk))
    exported = exported_values(line, now, declared.version(village))
    reconcile_cell(line, "village", exported["village"], now["village"], _CHOICES)
    reconcile_cell(line, "kind", exported["kind"], now["kind"], _CHOICES)
    leave(line, exported, ("old_name",), _("Tên cũ chỉ để tìm thôn; đổi tên ở trang của thôn."))
    _reconcile_number(line, exported, now)
    return _corrected(line, village, str(exported["village"] or ""), is_lost=is_lost)


def _reconcile_number(line: Line, exported: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Reconcile the number with its day and source: they are one fact, the day of a new number is a new one."""
    if line.values.get("source") == exported["source"]:
        # The register's own: what was exported is a client's word, and was not read.
        line.values["source"] = now["source"] or ""
    day = comparable(line.values.get("declared_on"))
    is_new_day = day not in (None, exported["declared_on"])
    if not is_new_day:
        line.values.pop("declared_on", None)
    said = line.values.get("households")
    is_still = all(
        exported[name] == comparable(now[name]) for name in ("households", "declared_on")
    )
    if said == exported["households"] and is_new_day and is_still:
        return
    reconcile_cell(line, "households", exported["households"], now["households"], _CHOICES)
    if line.values.get("households") in (None, now["households"]):
        line.values.pop("households", None)
        why = _("Ngày và nguồn chỉ ghi cùng số hộ mới.")
        leave(line, {**exported, "source": now["source"]}, ("declared_on", "source"), why)


def _corrected(line: Line, village: Area, was: str, *, is_lost: bool) -> dict[str, list[Any]]:
    """Return the name and kind that a row corrects; refuse what must be another village."""
    text, kind = line.values.pop("village", ""), line.values.pop("kind", "") or village.kind
    head, name = kind_and_name(text) if text else ("", village.name)
    if head and head != kind:
        refuse_other_kind(line, kind, text)
    elif text and not is_still(name, was, is_lost=is_lost):
        line.wrong(
            "village",
            _("Tên khác hẳn thôn ở dòng này lúc tải mẫu, là %(name)s.") % {"name": was},
            _("Nếu là thôn khác thì ghi thành dòng mới; đổi tên thì đổi ở trang của thôn."),
            text,
        )
    pairs = {"name": [village.name, name], "kind": [village.kind, kind]}
    pairs = {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
    if pairs:
        line.note("village", _("Sửa tên viết sai. Đổi tên theo văn bản thì đổi ở trang của thôn."))
    return pairs
