"""Files that came in, their rows with what becomes of each, and what a commune said of its files."""

from imports.models.incoming import (
    ACTIVE,
    TO_UNDO,
    UNCHECKED,
    HeadingMemory,
    Import,
    Kind,
    State,
    VillageMemory,
)
from imports.models.row import ImportRow, Outcome, RowResult, Verdict, Why

__all__ = [
    "ACTIVE",
    "TO_UNDO",
    "UNCHECKED",
    "HeadingMemory",
    "Import",
    "ImportRow",
    "Kind",
    "Outcome",
    "RowResult",
    "State",
    "Verdict",
    "VillageMemory",
    "Why",
]
