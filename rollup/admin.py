"""Admin of count rows: read only, found by the folded names of the place."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from areas.admin_base import ReadOnlyPlacedAdmin
from rollup.models import CommuneCount, CountRow, VillageCount
from skills.catalogue import SKILLS
from web.admin_parts import column

HOUSEHOLDS = (
    column("households", _("số hộ")),
    column("surveyed", _("đã khảo sát")),
    column("covered", _("hộ đạt")),
    column("combined", _("cả hộ gộp lại đủ 5")),
    column("one_short", _("thiếu 1 kỹ năng")),
    column("nobody_home", _("vắng nhà")),
    column("refused", _("từ chối")),
    *(column(skill.column, skill.short) for skill in SKILLS),
    column("saved_at", _("lưu lúc")),
)


class CountRowAdmin(ReadOnlyPlacedAdmin):
    """Sums of a village or a commune, kept by the actions."""

    list_select_related = ("area", "commune", "province")

    @admin.display(description=_("thuộc"))
    def above(self, row: CountRow) -> str:
        """Name the commune of a village, the province of a commune."""
        return str(row.province if row.commune_id == row.pk else row.commune)


@admin.register(VillageCount)
class VillageCountAdmin(CountRowAdmin):
    """Sums of the villages."""

    list_display = (
        "area",
        "above",
        column("teams", _("tổ đang có hiệu lực")),
        column("led", _("tổ có tổ trưởng")),
        column("last_active_on", _("buổi gần nhất")),
        *HOUSEHOLDS,
    )
    shown = (*list_display, "version")


@admin.register(CommuneCount)
class CommuneCountAdmin(CountRowAdmin):
    """Sums of the communes."""

    list_display = (
        "area",
        "above",
        column("villages", _("số thôn")),
        column("with_team", _("thôn có tổ")),
        column("led", _("thôn có tổ đã có tổ trưởng")),
        column("teams", _("số tổ")),
        *HOUSEHOLDS,
    )
    shown = (*list_display, "version")
