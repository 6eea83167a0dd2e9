"""Community digital technology teams: what decisions say, who is in them, what they do."""

from teams.models.activity import Activity
from teams.models.decision import Decision
from teams.models.member import Member
from teams.models.sums import CommuneTeamCount, VillageTeamCount
from teams.models.team import State, Team, Tier, active_since

__all__ = [
    "Activity",
    "CommuneTeamCount",
    "Decision",
    "Member",
    "State",
    "Team",
    "Tier",
    "VillageTeamCount",
    "active_since",
]
