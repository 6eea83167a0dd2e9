"""The lists of teams as workbooks: which columns, and what stands under each."""

from collections.abc import Callable
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from areas.models import Area
from skills.catalogue import SKILLS, Skill
from teams.models import (
    Activity,
    Course,
    Decision,
    Equipment,
    Member,
    Need,
    State,
    Team,
    Trainee,
)
from teams.needs.queries import GAPS, Gap, Line
from teams.support.queries.board import CommuneRow
from web.exports import Cell, Column

# A row of the list of teams: a village, how far its team has come, the team.
type Served = tuple[Area, State, Team | None]


def _commune(area: Area) -> str:
    return str(area.commune or area)


def _label(choices: type[TextChoices], name: str) -> Callable[[Any], Cell]:
    """Read a choice in words. Django's own way hashes the words of all choices at each reading."""
    labels = {choice.value: choice.label for choice in choices}
    return lambda row: labels.get(getattr(row, name))


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
    Column[Decision](gettext_lazy("Loại"), _label(Decision.Kind, "kind"), 16),
    Column[Decision](gettext_lazy("Số quyết định"), lambda one: one.number, 20),
    Column[Decision](gettext_lazy("Ngày ký"), lambda one: one.signed_on),
    Column[Decision](gettext_lazy("Người ký"), lambda one: one.signer, 26),
    Column[Decision](gettext_lazy("Trích yếu"), lambda one: one.abstract, 50),
    Column[Decision](gettext_lazy("Số tổ"), lambda one: one.n_teams, 8),  # type: ignore[attr-defined]
    Column[Decision](gettext_lazy("Rút ngày"), lambda one: one.withdrawn_on),
)

EQUIPMENT = (
    Column[Equipment](gettext_lazy("Tổ"), lambda one: str(one.team), 36),
    Column[Equipment](gettext_lazy("Xã"), lambda one: _commune(one.team.area), 22),
    Column[Equipment](gettext_lazy("Loại"), _label(Equipment.Kind, "kind"), 18),
    Column[Equipment](gettext_lazy("Thiết bị"), lambda one: one.name, 26),
    Column[Equipment](gettext_lazy("Tình trạng"), _label(Equipment.State, "state")),
    Column[Equipment](gettext_lazy("Người giữ"), lambda one: str(one.custodian or ""), 26),
    Column[Equipment](gettext_lazy("Nguồn"), lambda one: one.source, 24),
    Column[Equipment](gettext_lazy("Nhận ngày"), lambda one: one.received_on),
    Column[Equipment](gettext_lazy("Kiểm tra ngày"), lambda one: one.checked_on),
    Column[Equipment](gettext_lazy("Thôi từ ngày"), lambda one: one.ended_on),
)


MEMBERS = (
    Column[Member](gettext_lazy("Tổ"), lambda one: str(one.team), 36),
    Column[Member](gettext_lazy("Xã"), lambda one: _commune(one.team.area), 22),
    Column[Member](gettext_lazy("Họ tên"), lambda one: one.full_name, 28),
    Column[Member](gettext_lazy("Vai trò"), _label(Member.Role, "role")),
    Column[Member](gettext_lazy("Đơn vị"), lambda one: one.organisation_label, 20),
    Column[Member](gettext_lazy("Giới"), _label(Member.Sex, "sex"), 8),
    Column[Member](gettext_lazy("Năm sinh"), lambda one: one.birth_year, 10),
    Column[Member](gettext_lazy("Điện thoại"), lambda one: one.phone, 16),
    Column[Member](gettext_lazy("Vào tổ ngày"), lambda one: one.joined_on),
)


def _status(need: Need) -> str:
    """Say how far a request has come, and that it has waited too long."""
    status = Need.Status(need.status).label
    late = need.is_late(timezone.localdate())
    return gettext("%(status)s, quá hạn trả lời") % {"status": status} if late else str(status)


NEEDS = (
    Column[Need](gettext_lazy("Nơi cần"), lambda one: str(one.area), 28),
    Column[Need](gettext_lazy("Xã"), lambda one: _commune(one.area), 22),
    Column[Need](gettext_lazy("Tỉnh"), lambda one: str(one.area.province or ""), 18),
    Column[Need](gettext_lazy("Thiếu gì"), _label(Need.Kind, "kind")),
    Column[Need](gettext_lazy("Cần gì"), lambda one: one.words, 36),
    Column[Need](gettext_lazy("Cần, số lượng"), lambda one: one.number, 10),
    Column[Need](gettext_lazy("Cần, đồng"), lambda one: one.amount),
    Column[Need](gettext_lazy("Nêu ngày"), lambda one: one.asked_on),
    Column[Need](gettext_lazy("Người nêu"), lambda one: one.asked_by, 26),
    Column[Need](gettext_lazy("Tình trạng"), _status, 24),
    Column[Need](gettext_lazy("Đã chờ (ngày)"), lambda one: one.waited(timezone.localdate()), 10),
    Column[Need](gettext_lazy("Trả lời"), lambda one: one.answer, 36),
    Column[Need](gettext_lazy("Trả lời ngày"), lambda one: one.answered_on),
    Column[Need](gettext_lazy("Đã cấp (đồng)"), lambda one: one.given),
)


def _found(gap: Gap) -> Callable[[Line], Cell]:
    return lambda line: line.gaps[GAPS.index(gap)]


RANKING = (
    Column[Line](gettext_lazy("Đơn vị"), lambda line: line.unit.full_name, 30),
    *(Column[Line](gap.title, _found(gap), 12) for gap in GAPS),
    Column[Line](gettext_lazy("Đề nghị đang mở"), lambda line: line.asked, 12),
    Column[Line](gettext_lazy("Nơi đề nghị"), lambda line: line.asking, 12),
)

SUPPORT = (
    Column[CommuneRow](gettext_lazy("Xã"), lambda row: row.commune.full_name, 30),
    Column[CommuneRow](
        gettext_lazy("Duyệt"), lambda row: row.sheet.approved_at if row.sheet else None, 18
    ),
    Column[CommuneRow](
        gettext_lazy("Đã duyệt (đồng)"), lambda row: row.sheet.total if row.sheet else None, 16
    ),
)

COURSES = (
    Column[Course](gettext_lazy("Khoá"), lambda one: one.name, 36),
    Column[Course](gettext_lazy("Đơn vị tổ chức"), lambda one: str(one.area), 26),
    Column[Course](gettext_lazy("Hình thức"), _label(Course.Kind, "kind"), 20),
    Column[Course](gettext_lazy("Số giờ"), lambda one: one.hours, 8),
    Column[Course](gettext_lazy("Ai dạy"), lambda one: one.organiser, 26),
    Column[Course](gettext_lazy("Đã học"), lambda one: one.trained, 8),  # type: ignore[attr-defined]
    Column[Course](gettext_lazy("Đã ghi danh"), lambda one: one.enrolled, 8),  # type: ignore[attr-defined]
)

TRAINEES = (
    Column[Trainee](gettext_lazy("Họ tên"), lambda one: one.member.full_name, 28),
    Column[Trainee](gettext_lazy("Rời tổ ngày"), lambda one: one.member.left_on),
    Column[Trainee](gettext_lazy("Tổ"), lambda one: str(one.member.team), 36),
    Column[Trainee](gettext_lazy("Xã"), lambda one: _commune(one.member.team.area), 22),
    Column[Trainee](
        gettext_lazy("Buổi có mặt"),
        lambda one: ", ".join(date_format(session.held_on) for session in one.attended.all()),
        26,
    ),
    Column[Trainee](gettext_lazy("Ngày chứng nhận"), lambda one: one.certified_on),
    Column[Trainee](gettext_lazy("Số chứng nhận"), lambda one: one.certificate, 20),
)


def _of(name: str) -> Callable[[Served], Cell]:
    """Read what the list brought along for a team; nothing where there is none."""
    return lambda row: getattr(row[2], name) if row[2] else None


def _leader(row: Served) -> Cell:
    """Name who leads the team now."""
    return getattr(row[2], "last_leader", None) if row[2] and row[2].led else None


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
