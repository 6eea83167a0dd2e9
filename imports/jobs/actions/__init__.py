"""Every write of a file that comes in: received, read, confirmed, stopped, written, taken back, cleared."""

from imports.jobs.actions.clearing import clear
from imports.jobs.actions.deciding import (
    Busy,
    TooLate,
    confirm,
    note_download,
    note_seen,
    note_template,
    read_again,
    stop,
    undo,
)
from imports.jobs.actions.reading import is_held, read, resume_reading
from imports.jobs.actions.receiving import check_again, receive
from imports.jobs.actions.running import resume, work

__all__ = [
    "Busy",
    "TooLate",
    "check_again",
    "clear",
    "confirm",
    "is_held",
    "note_download",
    "note_seen",
    "note_template",
    "read",
    "read_again",
    "receive",
    "resume",
    "resume_reading",
    "stop",
    "undo",
    "work",
]
