"""Every write to teams: found, reconstitute and dissolve by decision; people join and leave."""

from teams.actions.activities import KeyTaken, log_activity
from teams.actions.decisions import (
    Changes,
    Paper,
    dissolve_team,
    dissolve_teams,
    found_team,
    found_teams,
    reconstitute,
    record_number,
)
from teams.actions.members import change_member, join, leave
from teams.actions.scans import add_scan, note_opening, withdraw_scan
from teams.actions.steps import OutOfOrder
from teams.actions.titles import set_title

__all__ = [
    "Changes",
    "KeyTaken",
    "OutOfOrder",
    "Paper",
    "add_scan",
    "change_member",
    "dissolve_team",
    "dissolve_teams",
    "found_team",
    "found_teams",
    "join",
    "leave",
    "log_activity",
    "note_opening",
    "reconstitute",
    "record_number",
    "set_title",
    "withdraw_scan",
]
