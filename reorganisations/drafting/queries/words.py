"""What an operation does to units, in one sentence."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from areas.kinds import Level
from areas.models import Placement
from reorganisations.models import Operation, Part, Reorganisation

Kind = Operation.Kind


def sentences_of(decision: Reorganisation) -> list[tuple[Operation, str]]:
    """Return the operations of a decision with what they do, units called as they were before. Three queries."""
    rows = decision.operations.order_by("pk").prefetch_related("parts__area", "parts__parent")
    operations = list(rows)
    names = _names_before(decision, operations)
    return [(one, sentence_of(one, names)) for one in operations]


def sentence_of(operation: Operation, names: dict[int, str] | None = None) -> str:
    """Say what an operation does: "Nhập Thôn A, Thôn B thành Thôn C"."""
    parts: list[Any] = sorted(operation.parts.all(), key=lambda part: part.pk)
    sources = [part for part in parts if part.side == Part.Side.FROM]
    targets = [part for part in parts if part.side == Part.Side.TO]
    known = names or {}
    said = {
        "old": ", ".join(known.get(one.area_id, one.area.full_name) for one in sources),
        "new": ", ".join(one.full_name for one in targets),
        "parent": _place(operation, targets[0].parent) if targets else "",
    }
    return str(_said(operation.kind)) % said


def _place(operation: Operation, parent: Any) -> str:
    """Name what units go to; a commune of another province than that of the decision with its province."""
    place = operation.reorganisation.area
    is_near = parent.province_id in (place.province_id, place.pk)
    if parent.level != Level.COMMUNE or is_near:
        return str(parent.full_name)
    return f"{parent.full_name}, {parent.province.full_name}"


def _said(kind: str) -> str:
    return {
        Kind.MERGE: _("Nhập %(old)s thành %(new)s"),
        Kind.SPLIT: _("Tách %(old)s thành %(new)s"),
        Kind.END: _("Kết thúc %(old)s"),
        Kind.MOVE: _("Chuyển %(old)s sang %(parent)s"),
        Kind.CHANGE: _("Đổi %(old)s thành %(new)s"),
        Kind.FORM: _("Lập %(new)s gồm %(old)s"),
    }[Kind(kind)]


def _names_before(decision: Reorganisation, operations: Sequence[Operation]) -> dict[int, str]:
    """Return by unit what it was called on the day before; nothing while nothing was done."""
    if decision.applied_at is None or decision.effective_on is None:
        return {}
    keys = {part.area_id for one in operations for part in one.parts.all() if part.area_id}
    before = decision.effective_on - timedelta(days=1)
    rows = Placement.unscoped.on(before).filter(area__in=keys)
    return {row.area_id: row.full_name for row in rows}
