"""Community digital technology teams: what decisions say, who is in them, what they do."""

from teams.models.activity import Activity
from teams.models.equipment import Equipment, EquipmentNorm
from teams.models.files import FileKind, KeptFile, Photo, Scan
from teams.models.member import PERSONAL, FurtherOrganisation, Member, may_read_personal
from teams.models.need import Need
from teams.models.provincial import CompositionRule, TeamTitle
from teams.models.recorded import EarlierFact, TeamVillage, Tenure, told
from teams.models.support import SupportLine, SupportSheet
from teams.models.support_policy import SupportPolicy, SupportTopUp
from teams.models.team import (
    VILLAGE_STATES,
    Decision,
    State,
    Team,
    Tier,
    active_days,
    in_each,
)
from teams.models.training import ClassSession, Course, Trainee

__all__ = [
    "PERSONAL",
    "VILLAGE_STATES",
    "Activity",
    "ClassSession",
    "CompositionRule",
    "Course",
    "Decision",
    "EarlierFact",
    "Equipment",
    "EquipmentNorm",
    "FileKind",
    "FurtherOrganisation",
    "KeptFile",
    "Member",
    "Need",
    "Photo",
    "Scan",
    "State",
    "SupportLine",
    "SupportPolicy",
    "SupportSheet",
    "SupportTopUp",
    "Team",
    "TeamTitle",
    "TeamVillage",
    "Tenure",
    "Tier",
    "Trainee",
    "active_days",
    "in_each",
    "may_read_personal",
    "told",
]
