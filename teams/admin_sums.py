"""Admin of what is counted of teams: read only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from areas.admin_base import CountRowAdmin
from audit.admin_parts import column
from teams.models import CommuneTeamCount, VillageTeamCount


@admin.register(VillageTeamCount)
class VillageTeamCountAdmin(CountRowAdmin):
    """Teams of the villages."""

    sums = (
        column("teams", _("tổ đang có hiệu lực")),
        column("staffed", _("tổ có tổ trưởng")),
        column("last_active_on", _("buổi gần nhất")),
    )


@admin.register(CommuneTeamCount)
class CommuneTeamCountAdmin(CountRowAdmin):
    """Villages with teams, by commune."""

    sums = (
        column("with_team", _("thôn có tổ")),
        column("staffed", _("thôn có tổ đã có tổ trưởng")),
        column("teams", _("số tổ")),
    )
