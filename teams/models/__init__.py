"""Community digital technology teams: what decisions say, who is in them, what they do."""

from teams.models.activity import Activity
from teams.models.decision import Decision
from teams.models.member import Member
from teams.models.scan import FileKind, KeptFile, Scan
from teams.models.sums import CommuneTeamCount, VillageTeamCount
from teams.models.support import SupportLine, SupportSheet
from teams.models.support_policy import SupportPolicy, SupportTopUp
from teams.models.team import State, Team, Tier, active_since
from teams.models.tenure import Tenure
from teams.models.title import TeamTitle

__all__ = [
    "Activity",
    "CommuneTeamCount",
    "Decision",
    "FileKind",
    "KeptFile",
    "Member",
    "Scan",
    "State",
    "SupportLine",
    "SupportPolicy",
    "SupportSheet",
    "SupportTopUp",
    "Team",
    "TeamTitle",
    "Tenure",
    "Tier",
    "VillageTeamCount",
    "active_since",
]
