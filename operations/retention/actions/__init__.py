"""What is over is cleared, and files that no row names go."""

from operations.retention.actions.clearing import DEEDS, NotAllCleared, clear_due, months_before
from operations.retention.actions.loose import note_loose, remove_loose

__all__ = ["DEEDS", "NotAllCleared", "clear_due", "months_before", "note_loose", "remove_loose"]
