"""Every write of a file that comes in: received, read, confirmed, stopped, written, taken back, cleared."""

from imports.jobs.actions.reading import read_again, read_file, stop
from imports.jobs.actions.receiving import (
    answer,
    check_again,
    clear,
    note_opened,
    note_seen,
    note_taken,
    receive,
)
from imports.jobs.actions.running import (
    ENDING,
    Busy,
    TooLate,
    Unanswered,
    confirm,
    is_held,
    undo,
    write_file,
)

__all__ = [
    "ENDING",
    "Busy",
    "TooLate",
    "Unanswered",
    "answer",
    "check_again",
    "clear",
    "confirm",
    "is_held",
    "note_opened",
    "note_seen",
    "note_taken",
    "read_again",
    "read_file",
    "receive",
    "stop",
    "undo",
    "write_file",
]
