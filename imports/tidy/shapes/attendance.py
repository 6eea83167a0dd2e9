"""Lists of who came to a meeting or a training: they are signed, and their people are no members of a team."""

import re

from areas.names import fold
from imports.tidy.asking import Asking
from imports.tidy.model import Table
from imports.tidy.shapes.members import role_of

_CAME = re.compile(
    r"\b(?:diem danh|tham (?:du|gia)|du (?:hop|hoi nghi|tap huan|lop|buoi)|co mat|hoc vien|dai bieu|khach moi|ky nhan|nguoi du)\b"
)
_OF_MEETING = re.compile(
    r"\b(?:tap huan|hoi nghi|hoi thao|buoi|lop|hop|ra quan|le|su kien|dot|hoc vien|dai bieu|diem danh|khach moi)\b"
)
_SIGNED = re.compile(r"(?:ky (?:nhan|ten|nop)|chu ky|ky|so tien|thuc nhan)\b")
# What a row of a team has, and one of a meeting has not.
_OF_TEAMS = ("decision", "decision_and_day", "signed_on", "tier", "leader", "deputy", "members")


def is_attendance(table: Table) -> bool:
    """Tell whether a table lists who came: its title says so, or each row is signed; and nobody has a role in a team."""
    return is_of_meeting(table) and not table.has_any(*_OF_TEAMS) and not _has_roles(table)


def is_of_meeting(table: Table) -> bool:
    """Tell whether a table lists who came: its title says so, or each row is signed."""
    headings = [fold(text) for texts in table.headings.values() for text in texts]
    return is_called_so(table) or any(map(_SIGNED.match, headings))


def is_called_so(table: Table) -> bool:
    """Tell whether the title of a table says that it lists who came."""
    return any(
        says_who_came(one.text) for one in table.context if one.origin in {"title", "sheet", "file"}
    )


def says_who_came(text: str) -> bool:
    """Tell whether a title says that a list is of who came."""
    folded = fold(text)
    return bool(_CAME.search(folded) and _OF_MEETING.search(folded))


def _has_roles(table: Table) -> bool:
    at = table.column("role")
    cells = (row.cells[at] for row in table.rows if at is not None and at < len(row.cells))
    return any(isinstance(cell, str) and role_of(cell) for cell in cells)


def leave(table: Table, asking: Asking) -> None:
    """Leave such a table whole."""
    if table.rows:
        asking.leave(
            "attendance",
            sheet=table.sheet,
            rows=(table.rows[0].number, table.rows[-1].number),
            columns=(table.left, table.right),
            count=len(table.rows),
            name=table.name,
        )
