"""The list of teams as a workbook."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from areas.models import Area
from teams.models import State, Team
from web.exports import Cell, Column, commune_name

# A row of the list of teams: a village, how far its team has come, the team.
type Served = tuple[Area, State, Team | None]


def _of(name: str) -> Callable[[Served], Cell]:
    """Read what the list brought along for a team; nothing where there is none."""
    return lambda row: getattr(row[2], name) if row[2] else None


def _leader(row: Served) -> Cell:
    """Name who leads the team now."""
    return getattr(row[2], "last_leader", None) if row[2] and row[2].led else None


TEAMS = (
    Column[Served](gettext_lazy("Thôn"), lambda row: row[0].full_name, 28),
    Column[Served](gettext_lazy("Xã"), lambda row: commune_name(row[0]), 22),
    Column[Served](gettext_lazy("Tình trạng tổ"), lambda row: row[1].label, 18),
    Column[Served](gettext_lazy("Tổ"), lambda row: str(row[2] or ""), 36),
    Column[Served](gettext_lazy("Thành lập ngày"), _of("founded_on")),
    Column[Served](gettext_lazy("Tổ trưởng"), _leader, 28),
    Column[Served](gettext_lazy("Thành viên"), _of("serving"), 10),
    Column[Served](gettext_lazy("Đã tập huấn"), _of("trained"), 10),
    Column[Served](gettext_lazy("Buổi gần nhất"), _of("last_active_on")),
)
