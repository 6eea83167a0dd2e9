"""What is done to a village or commune itself, not to one household: its entry in the journal."""

from typing import Any

from areas.models import Area
from audit.actions import record


def audit_place(
    by: Any, verb: str, place: Area, changes: dict[str, Any], document: str = ""
) -> None:
    """Write down what was done to a village or commune."""
    record(
        by=by,
        verb=verb,
        subject=place,
        place=place.path or "",
        changes=changes,
        document=document,
    )
