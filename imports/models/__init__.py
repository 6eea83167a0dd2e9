"""Files that came in, their rows with what becomes of each, and what a commune said of its files."""

from imports.models.incoming import (
    ABOVE,
    ACTIVE,
    COPIES,
    TO_UNDO,
    UNCHECKED,
    WRITTEN_IN_ORDER,
    Import,
    Kind,
    State,
)
from imports.models.memory import AnswerMemory
from imports.models.row import ImportRow, Outcome, RowResult, Verdict, Why

__all__ = [
    "ABOVE",
    "ACTIVE",
    "COPIES",
    "TO_UNDO",
    "UNCHECKED",
    "WRITTEN_IN_ORDER",
    "AnswerMemory",
    "Import",
    "ImportRow",
    "Kind",
    "Outcome",
    "RowResult",
    "State",
    "Verdict",
    "Why",
]
