"""Every write to teams: found, reconstitute and dissolve by decision; people join and leave."""

from teams.actions.activities import KeyTaken, log_activity
from teams.actions.decisions import dissolve_team, found_team, record_number
from teams.actions.members import change_member, join, leave

__all__ = [
    "KeyTaken",
    "change_member",
    "dissolve_team",
    "found_team",
    "join",
    "leave",
    "log_activity",
    "record_number",
]
