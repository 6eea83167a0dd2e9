"""Every write to teams: their decisions, the people who join and leave, and the sessions."""

from teams.actions.activities import (
    Changed,
    KeyTaken,
    change_activity,
    log_activity,
    restore_activity,
    withdraw_activity,
)
from teams.actions.decisions import dissolve_team, found_team, record_number
from teams.actions.members import change_member, join, leave

__all__ = [
    "Changed",
    "KeyTaken",
    "change_activity",
    "change_member",
    "dissolve_team",
    "found_team",
    "join",
    "leave",
    "log_activity",
    "record_number",
    "restore_activity",
    "withdraw_activity",
]
