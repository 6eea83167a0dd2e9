"""Admin of snapshots: read only, for they are taken by `manage.py snapshot`."""

from django.contrib import admin
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from areas.admin_base import ReadOnlyPlacedAdmin
from figures.models import Snapshot
from households.counts.rollup import SUMS
from skills.catalogue import SKILLS
from skills.people import PEOPLE_WORDS
from web.admin_parts import column

_TEAMS = ("villages", "with_team", "active")
WORDS = {
    "villages": _("số thôn"),
    "with_team": _("thôn có tổ"),
    "active": _("thôn có tổ đang hoạt động"),
    "led": _("thôn có tổ đã có tổ trưởng"),
    "households": _("số hộ"),
    "surveyed": _("đã khảo sát"),
    "partly": _("khảo sát một phần"),
    "covered": _("hộ đạt"),
    "combined": _("cả hộ gộp lại đủ 5"),
    "one_short": _("thiếu 1 kỹ năng"),
    "ask_one": _("còn hỏi nốt một kỹ năng"),
    "ask_fifth": _("còn hỏi nốt kỹ năng 5"),
    "ruled_out": _("đã hỏi, chắc chắn chưa đạt"),
    "nobody_home": _("vắng nhà"),
    "refused": _("từ chối"),
    "old": _("lâu chưa rà soát"),
    "expected": _("số hộ được tính"),
    "unattributed": _("hộ chưa rõ thôn"),
    "complete": _("sổ đã đủ"),
    **{skill.column: skill.short for skill in SKILLS},
    **{
        f"{skill.column}_asked": format_lazy(_("{skill}: đã hỏi"), skill=skill.short)
        for skill in SKILLS
    },
    **PEOPLE_WORDS,
}


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyPlacedAdmin):
    """The figures of the months gone by, unit by unit."""

    ordering = ("-month", "area")
    list_display = (
        "area",
        "month",
        *(column(name, WORDS[name]) for name in (*_TEAMS, "households", "covered")),
    )
    shown = (
        "area",
        "month",
        *(column(name, WORDS[name]) for name in (*_TEAMS, "led", *SUMS)),
        "taken_at",
    )
