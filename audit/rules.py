"""What an entry changed, in words, for the page and the file of the journal: neither tells anything personal.

It is read where the object is shown, by those who may (the history of a household, say).
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from audit.models import AuditEntry
from audit.personal import HIDDEN, is_marked
from web.admin_parts import line_of

# How many changes a line of the page tells; the file tells all.
MOST = 4
# What tells a reader nothing.
_SILENT = frozenset({"sha256"})


def told(entry: AuditEntry) -> list[str]:
    """Return what an entry changed, a line for each field; of what is personal only that it changed."""
    return [
        _line(entry.subject, name, pair)
        for name, pair in entry.changes.items()
        if name not in _SILENT
    ]


def told_shortly(entry: AuditEntry) -> list[str]:
    """Return as much of it as a line of the page has room for."""
    lines = told(entry)
    if len(lines) <= MOST:
        return lines
    more = len(lines) - MOST
    words = _("và %(n)d mục khác")
    return [*lines[:MOST], words % {"n": more}]


def _line(subject: str, name: str, pair: Sequence[Any]) -> str:
    word, before, after = line_of(subject, name, pair)
    if is_marked(pair) or HIDDEN in pair:
        return f"{word}: {_hidden(*pair)}"
    if pair[0] is None or pair[0] == "":
        return f"{word}: {after}"
    return f"{word}: {before} → {after}"


def _hidden(before: Any, after: Any) -> str:
    """Say what became of a value that is not told."""
    if not before:
        return _("đã ghi")
    return _("đã sửa") if after else _("đã bỏ")
