"""Every write of a file that comes in: received, confirmed, stopped, written, taken back, cleared."""

from imports.actions.clearing import clear
from imports.actions.deciding import (
    Busy,
    TooLate,
    confirm,
    note_download,
    note_seen,
    note_template,
    stop,
    undo,
)
from imports.actions.receiving import check_again, receive
from imports.actions.running import resume, work

__all__ = [
    "Busy",
    "TooLate",
    "check_again",
    "clear",
    "confirm",
    "note_download",
    "note_seen",
    "note_template",
    "receive",
    "resume",
    "stop",
    "undo",
    "work",
]
