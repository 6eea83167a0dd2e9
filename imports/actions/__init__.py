"""Every write of a file that comes in: received, confirmed, stopped, written, taken back, cleared."""

from imports.actions.clearing import clear
from imports.actions.deciding import Busy, TooLate, confirm, stop, undo
from imports.actions.running import resume, work

__all__ = [
    "Busy",
    "TooLate",
    "clear",
    "confirm",
    "resume",
    "stop",
    "undo",
    "work",
]
