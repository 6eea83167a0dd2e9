"""The list of teams as a workbook."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from teams.roster.rules import Row
from web.cells import Cell
from web.exports import Column, commune_name


def _of(name: str) -> Callable[[Row], Cell]:
    """Read what the list brought along for a team; nothing where there is none."""
    return lambda row: getattr(row.team, name) if row.team else None


TEAMS = (
    Column[Row](gettext_lazy("Thôn"), lambda row: row.village.full_name, 28),
    Column[Row](gettext_lazy("Xã"), lambda row: commune_name(row.village), 22),
    Column[Row](gettext_lazy("Tình trạng tổ"), lambda row: row.state.label, 18),
    Column[Row](gettext_lazy("Tổ"), lambda row: str(row.team or ""), 36),
    Column[Row](gettext_lazy("Thành lập ngày"), _of("founded_on")),
    # Who leads it now.
    Column[Row](
        gettext_lazy("Tổ trưởng"),
        lambda row: row.team.last_leader if row.team and row.team.led else None,
        28,
    ),
    Column[Row](gettext_lazy("Thành viên"), _of("serving"), 10, sums=True),
    Column[Row](gettext_lazy("Đã tập huấn"), _of("trained"), 10, sums=True),
    Column[Row](gettext_lazy("Buổi gần nhất"), _of("last_active_on")),
)
