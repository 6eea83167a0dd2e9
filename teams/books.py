"""The lists of teams as workbooks: which columns, and what stands under each."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from areas.models import Area
from audit.books import Cell, Column
from skills.catalogue import SKILLS, Skill
from teams.models import Activity, Decision, Equipment, State, Team

# A row of the list of teams: a village, how far its team has come, the team.
type Served = tuple[Area, State, Team | None]


def _commune(area: Area) -> str:
    return str(area.commune or area)


def _taught(skill: Skill) -> Callable[[Activity], str]:
    return lambda session: "x" if getattr(session, skill.column) else ""


SESSIONS = (
    Column[Activity](gettext_lazy("Ngày"), lambda one: one.held_on),
    Column[Activity](gettext_lazy("Tổ"), lambda one: str(one.team), 36),
    Column[Activity](gettext_lazy("Xã"), lambda one: _commune(one.team.area), 22),
    Column[Activity](gettext_lazy("Nơi"), lambda one: one.place, 24),
    *(Column[Activity](skill.short, _taught(skill), 10) for skill in SKILLS),
    Column[Activity](gettext_lazy("Nội dung"), lambda one: one.title, 30),
    Column[Activity](gettext_lazy("Lượt"), lambda one: one.people, 8),
    Column[Activity](gettext_lazy("Số người"), lambda one: one.persons, 8),
    Column[Activity](gettext_lazy("Nữ"), lambda one: one.women, 8),
    Column[Activity](gettext_lazy("Hộ"), lambda one: one.households, 8),
    Column[Activity](gettext_lazy("Ghi chú"), lambda one: one.note, 30),
    Column[Activity](gettext_lazy("Rút ngày"), lambda one: one.withdrawn_on),
    Column[Activity](gettext_lazy("Lý do rút"), lambda one: one.withdrawn_why, 24),
)

DECISIONS = (
    Column[Decision](gettext_lazy("Loại"), lambda one: one.get_kind_display(), 16),
    Column[Decision](gettext_lazy("Số quyết định"), lambda one: one.number, 20),
    Column[Decision](gettext_lazy("Ngày ký"), lambda one: one.signed_on),
    Column[Decision](gettext_lazy("Người ký"), lambda one: one.signer, 26),
    Column[Decision](gettext_lazy("Trích yếu"), lambda one: one.abstract, 50),
    Column[Decision](gettext_lazy("Số tổ"), lambda one: one.n_teams, 8),  # type: ignore[attr-defined]
)

EQUIPMENT = (
    Column[Equipment](gettext_lazy("Tổ"), lambda one: str(one.team), 36),
    Column[Equipment](gettext_lazy("Xã"), lambda one: _commune(one.team.area), 22),
    Column[Equipment](gettext_lazy("Loại"), lambda one: one.get_kind_display(), 18),
    Column[Equipment](gettext_lazy("Thiết bị"), lambda one: one.name, 26),
    Column[Equipment](gettext_lazy("Tình trạng"), lambda one: one.get_state_display()),
    Column[Equipment](gettext_lazy("Người giữ"), lambda one: str(one.custodian or ""), 26),
    Column[Equipment](gettext_lazy("Nguồn"), lambda one: one.source, 24),
    Column[Equipment](gettext_lazy("Nhận ngày"), lambda one: one.received_on),
    Column[Equipment](gettext_lazy("Kiểm tra ngày"), lambda one: one.checked_on),
    Column[Equipment](gettext_lazy("Thôi từ ngày"), lambda one: one.ended_on),
)


def _of(name: str) -> Callable[[Served], Cell]:
    """Read what the list brought along for a team; nothing where there is none."""
    return lambda row: getattr(row[2], name) if row[2] else None


def _leader(row: Served) -> Cell:
    """Name who leads the team now."""
    return getattr(row[2], "last_leader", None) if row[2] and row[2].staffed else None


TEAMS = (
    Column[Served](gettext_lazy("Thôn"), lambda row: row[0].full_name, 28),
    Column[Served](gettext_lazy("Xã"), lambda row: _commune(row[0]), 22),
    Column[Served](gettext_lazy("Tình trạng tổ"), lambda row: row[1].label, 18),
    Column[Served](gettext_lazy("Tổ"), lambda row: str(row[2] or ""), 36),
    Column[Served](gettext_lazy("Thành lập ngày"), _of("founded_on")),
    Column[Served](gettext_lazy("Tổ trưởng"), _leader, 28),
    Column[Served](gettext_lazy("Thành viên"), _of("serving"), 10),
    Column[Served](gettext_lazy("Đã tập huấn"), _of("trained"), 10),
    Column[Served](gettext_lazy("Buổi gần nhất"), _of("last_active_on")),
)
