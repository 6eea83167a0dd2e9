"""Every write to teams: their decisions and scans, the people who join and leave, and the sessions."""

from teams.actions.activities import (
    Changed,
    KeyTaken,
    change_activity,
    log_activity,
    restore_activity,
    withdraw_activity,
)
from teams.actions.decisions import (
    Paper,
    TeamChanges,
    dissolve_team,
    dissolve_teams,
    found_team,
    found_teams,
    reconstitute,
    record_number,
)
from teams.actions.members import change_member, join, leave
from teams.actions.scans import add_scan, note_opening, withdraw_scan
from teams.actions.steps import OutOfOrder, Twice
from teams.actions.support import (
    InUse,
    Moved,
    TooMuch,
    Unpaid,
    add_top_up,
    approve_month,
    change_policy,
    reopen_month,
    set_policy,
)
from teams.actions.titles import set_title

__all__ = [
    "Changed",
    "InUse",
    "KeyTaken",
    "Moved",
    "OutOfOrder",
    "Paper",
    "TeamChanges",
    "TooMuch",
    "Twice",
    "Unpaid",
    "add_scan",
    "add_top_up",
    "approve_month",
    "change_activity",
    "change_member",
    "change_policy",
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
    "reopen_month",
    "restore_activity",
    "set_policy",
    "set_title",
    "withdraw_activity",
    "withdraw_scan",
]
