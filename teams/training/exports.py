"""Courses and the people on them as workbooks."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from teams.models import Course, Trainee
from web.exports import Column, choice_label, commune_name

COURSES = (
    Column[Course](gettext_lazy("Khoá"), lambda one: one.name, 36),
    Column[Course](gettext_lazy("Đơn vị tổ chức"), lambda one: str(one.area), 26),
    Column[Course](gettext_lazy("Hình thức"), choice_label(Course.Kind, "kind"), 20),
    Column[Course](gettext_lazy("Số giờ"), lambda one: one.hours, 8),
    Column[Course](gettext_lazy("Ai dạy"), lambda one: one.organiser, 26),
    Column[Course](gettext_lazy("Đã học"), lambda one: one.trained, 8),  # type: ignore[attr-defined]
    Column[Course](gettext_lazy("Đã ghi danh"), lambda one: one.enrolled, 8),  # type: ignore[attr-defined]
)


TRAINEES = (
    Column[Trainee](gettext_lazy("Họ tên"), lambda one: one.member.full_name, 28),
    Column[Trainee](gettext_lazy("Rời tổ ngày"), lambda one: one.member.left_on),
    Column[Trainee](gettext_lazy("Tổ"), lambda one: str(one.member.team), 36),
    Column[Trainee](gettext_lazy("Xã"), lambda one: commune_name(one.member.team.area), 22),
    Column[Trainee](
        gettext_lazy("Buổi có mặt"),
        lambda one: ", ".join(date_format(session.held_on) for session in one.attended.all()),
        26,
    ),
    Column[Trainee](gettext_lazy("Ngày chứng nhận"), lambda one: one.certified_on),
    Column[Trainee](gettext_lazy("Số chứng nhận"), lambda one: one.certificate, 20),
)
