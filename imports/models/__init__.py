"""Files that came in, their rows with what becomes of each, and what a commune said of its files."""

from imports.models.incoming import ACTIVE, TO_UNDO, UNCHECKED, Import, Kind, State
from imports.models.memory import HeadingMemory, VillageMemory
from imports.models.result import Outcome, RowResult
from imports.models.row import ImportRow, Verdict

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
]
