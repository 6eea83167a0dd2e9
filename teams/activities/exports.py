"""Sessions as a workbook."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from skills.catalogue import SKILLS, Skill
from teams.models import Activity
from web.exports import Column, commune_name


def _taught(skill: Skill) -> Callable[[Activity], str]:
    return lambda session: "x" if getattr(session, skill.column) else ""


SESSIONS = (
    Column[Activity](gettext_lazy("Ngày"), lambda one: one.held_on),
    Column[Activity](gettext_lazy("Tổ"), lambda one: str(one.team), 36),
    Column[Activity](gettext_lazy("Xã"), lambda one: commune_name(one.team.area), 22),
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
