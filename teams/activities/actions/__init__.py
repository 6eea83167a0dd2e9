"""Sessions of a team and their pictures."""

from teams.activities.actions.activities import (
    Changed,
    KeyTaken,
    change_activity,
    log_activity,
    restore_activity,
    withdraw_activity,
)
from teams.activities.actions.photos import HasPhoto, add_photo, note_photo_opening, withdraw_photo

__all__ = [
    "Changed",
    "HasPhoto",
    "KeyTaken",
    "add_photo",
    "change_activity",
    "log_activity",
    "note_photo_opening",
    "restore_activity",
    "withdraw_activity",
    "withdraw_photo",
]
