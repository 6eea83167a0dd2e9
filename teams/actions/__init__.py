"""Every write to teams: their decisions and scans, the people who join and leave, the sessions and their pictures."""

from teams.actions.activities import (
    Changed,
    KeyTaken,
    change_activity,
    log_activity,
    restore_activity,
    withdraw_activity,
)
from teams.actions.composition import RULE_FACTS, change_composition, set_composition
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
from teams.actions.equipment import (
    EQUIPMENT_FACTS,
    Outdated,
    add_equipment,
    change_equipment,
    check_equipment,
)
from teams.actions.members import WrongAccount, change_member, join, leave
from teams.actions.needs import HasTeam, answer_need, ask, withdraw_need
from teams.actions.norms import NORM_FACTS, change_norm, set_norm
from teams.actions.organisations import (
    Listed,
    WrongOrganisation,
    add_organisation,
    change_organisation,
)
from teams.actions.photos import HasPhoto, add_photo, note_photo_opening, withdraw_photo
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
from teams.actions.training import (
    COURSE_FACTS,
    add_session,
    certify,
    change_course,
    change_session,
    enrol,
    mark_attendance,
    open_course,
)
from teams.actions.villages import WrongVillages, set_villages
from teams.actions.withdrawing import BuiltOn, withdraw_founding

__all__ = [
    "COURSE_FACTS",
    "EQUIPMENT_FACTS",
    "NORM_FACTS",
    "RULE_FACTS",
    "BuiltOn",
    "Changed",
    "HasPhoto",
    "HasTeam",
    "InUse",
    "KeyTaken",
    "Listed",
    "Moved",
    "OutOfOrder",
    "Outdated",
    "Paper",
    "TeamChanges",
    "TooMuch",
    "Twice",
    "Unpaid",
    "WrongAccount",
    "WrongOrganisation",
    "WrongVillages",
    "add_equipment",
    "add_organisation",
    "add_photo",
    "add_scan",
    "add_session",
    "add_top_up",
    "answer_need",
    "approve_month",
    "ask",
    "certify",
    "change_activity",
    "change_composition",
    "change_course",
    "change_equipment",
    "change_member",
    "change_norm",
    "change_organisation",
    "change_policy",
    "change_session",
    "check_equipment",
    "dissolve_team",
    "dissolve_teams",
    "enrol",
    "found_team",
    "found_teams",
    "join",
    "leave",
    "log_activity",
    "mark_attendance",
    "note_opening",
    "note_photo_opening",
    "open_course",
    "reconstitute",
    "record_number",
    "reopen_month",
    "restore_activity",
    "set_composition",
    "set_norm",
    "set_policy",
    "set_title",
    "set_villages",
    "withdraw_activity",
    "withdraw_founding",
    "withdraw_need",
    "withdraw_photo",
    "withdraw_scan",
]
