"""Teams are founded, reconstituted and dissolved by decisions; the villages they serve; scans."""

from teams.founding.actions.corrections import (
    PAPER,
    BuiltOn,
    add_scan,
    note_opening,
    record_number,
    withdraw_founding,
    withdraw_foundings,
    withdraw_scan,
)
from teams.founding.actions.decisions import (
    Paper,
    TeamChanges,
    WrongVillages,
    dissolve_team,
    dissolve_teams,
    found_team,
    found_teams,
    reconstitute,
    set_villages,
)
from teams.founding.actions.founding import Founded, found_with_members
from teams.founding.actions.joined import NoLeader, NotAsked, known_of, serving_in
from teams.founding.actions.joining import NotTogether, TooEarly, join_teams

__all__ = [
    "PAPER",
    "BuiltOn",
    "Founded",
    "NoLeader",
    "NotAsked",
    "NotTogether",
    "Paper",
    "TeamChanges",
    "TooEarly",
    "WrongVillages",
    "add_scan",
    "dissolve_team",
    "dissolve_teams",
    "found_team",
    "found_teams",
    "found_with_members",
    "join_teams",
    "known_of",
    "note_opening",
    "reconstitute",
    "record_number",
    "serving_in",
    "set_villages",
    "withdraw_founding",
    "withdraw_foundings",
    "withdraw_scan",
]
