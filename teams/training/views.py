"""Pages of training: courses of a unit, their sessions, who is on the list, who came."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from areas.asked import asked_area
from areas.kinds import Level
from teams.models import ClassSession, Course, Member, Trainee
from teams.models.training import share_trained
from teams.training import actions
from teams.training.forms import CertificateForm, CourseForm, NamesForm, SessionForm
from teams.training.queries import match
from web.answers import done, is_sent, refusals_on
from web.exports import (
    Book,
    Column,
    choice_label,
    commune_name,
    send_book,
    send_list,
    wants_book,
    with_book,
)
from web.once import KeyTaken, Outdated
from web.scope import key_of, territory, visible_or_404

COURSES = (
    Column[Course](gettext_lazy("Khóa"), lambda one: one.name, 36),
    Column[Course](gettext_lazy("Đơn vị tổ chức"), lambda one: str(one.area), 26),
    Column[Course](gettext_lazy("Hình thức"), choice_label(Course.Kind, "kind"), 20),
    Column[Course](gettext_lazy("Số giờ"), lambda one: one.hours, 8),
    Column[Course](gettext_lazy("Ai dạy"), lambda one: one.organiser, 26),
    Column[Course](gettext_lazy("Đã học"), lambda one: one.trained, 8),  # type: ignore[attr-defined]  # annotated by the query
    Column[Course](gettext_lazy("Đã ghi danh"), lambda one: one.enrolled, 8),  # type: ignore[attr-defined]  # annotated by the query
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
PAGE = 50
# Empty lines of a sheet for those who come without being on the list.
SPARE = 5
CHANGE = "teams.change_course"


@with_book
@territory("teams.view_team")
@require_safe
def course_list(request: HttpRequest) -> HttpResponseBase:
    """List the courses held in a place, and the share of its team members who were trained."""
    area, user = asked_area(request), request.user
    courses = Course.objects.visible_to(user).inside(area.path or "-").select_related("area")
    listed = courses.with_numbers().order_by("-pk")
    if wants_book(request):
        book = Book(_("Tập huấn, %(name)s"), "tap-huan", COURSES)
        return send_list(request, area, book, listed)
    serving = Member.objects.visible_to(user).inside(area.path or "-").filter(left_on=None)
    context = {
        "area": area,
        "crumbs": area.trail(user),
        "page": Paginator(listed, PAGE).get_page(request.GET.get("trang")),
        "share": share_trained(serving.filter(team__dissolved_on=None)),
        "day": timezone.localdate(),
    }
    return render(request, "teams/training/courses.html", context)


@territory("teams.add_course")
@require_http_methods(["GET", "HEAD", "POST"])
def course_add(request: HttpRequest) -> HttpResponse:
    """Set up a course of one's own unit; a province at most, for its people are matched by name."""
    user: Any = request.user
    if user.area.level < Level.PROVINCE:
        raise Http404
    form = CourseForm(request.POST or None, initial={"uuid": uuid.uuid4})
    if is_sent(request, form):
        facts = {name: form.cleaned_data[name] for name in (*actions.COURSE_FACTS, "uuid")}
        late = _("Trang mở quá lâu. Tải lại trang rồi ghi lại khóa này.")
        with refusals_on(form, {KeyTaken: (None, late)}):
            course = actions.open_course(by=user, area=user.area, **facts)
            return done(
                request,
                _("Đã mở khóa. Thêm buổi và ghi danh ngay bên dưới."),
                "teams:course",
                course.pk,
            )
    return _form(request, form, _("Mở khóa tập huấn"), user.area.full_name)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def course_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is said of a course."""
    course = visible_or_404(request, Course, "area", pk=pk)
    names = (*actions.COURSE_FACTS, "version")
    form = CourseForm(request.POST or None, initial={n: getattr(course, n) for n in names})
    if is_sent(request, form):
        facts = {name: form.cleaned_data[name] for name in names}
        late = _("Khóa này vừa được người khác sửa. Tải lại trang rồi sửa.")
        with refusals_on(form, {Outdated: (None, late)}):
            actions.change_course(by=request.user, course=course, **facts)
            return done(request, _("Đã lưu."), "teams:course", course.pk)
    return _form(request, form, _("Sửa khóa tập huấn"), course.name)


@with_book
@territory("teams.view_team")
@require_safe
def course(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a course: its sessions, and its people with the days they came and their certificates."""
    found = visible_or_404(request, Course, "area", pk=pk)
    people = _people(request, found).prefetch_related("attended")
    if wants_book(request):
        book = Book(_("Học viên, %(name)s") % {"name": found.name}, f"hoc-vien-{pk}", TRAINEES)
        return send_book(request, book, people, subject=found)
    page = Paginator(people, PAGE).get_page(request.GET.get("trang"))
    context = {
        "course": found,
        "crumbs": found.area.trail(request.user, itself=True),
        "sessions": found.sessions.all(),
        "page": page,
        "trained": _people(request, found).done().count(),
        "today": timezone.localdate(),
    }
    return render(request, "teams/training/course.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def session_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan or write down a session of a course."""
    found = visible_or_404(request, Course, "area", pk=pk)
    form = SessionForm(request.POST or None, initial={"uuid": uuid.uuid4})
    if is_sent(request, form):
        late = _("Trang mở quá lâu. Tải lại trang rồi ghi lại buổi này.")
        with refusals_on(form, {KeyTaken: (None, late)}):
            actions.add_session(by=request.user, course=found, **form.cleaned_data)
            return done(request, _("Đã thêm buổi."), "teams:course", found.pk)
    return _form(request, form, _("Thêm buổi tập huấn"), found.name)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def session_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a session to another day or place."""
    found = visible_or_404(request, ClassSession, "course__area", pk=pk)
    start = {"held_on": found.held_on, "place": found.place}
    form = SessionForm(request.POST or None, initial=start)
    if is_sent(request, form):
        said = {name: form.cleaned_data[name] for name in start}
        future = _("Đã điểm danh thì ngày không thể ở phía trước.")
        with refusals_on(form, {ValueError: ("held_on", future)}):
            actions.change_session(by=request.user, session=found, **said)
            return done(request, _("Đã lưu."), "teams:course", found.course_id)
    return _form(request, form, _("Sửa buổi tập huấn"), found.course.name)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who came to a session: one tick for each person."""
    found = visible_or_404(request, ClassSession, "course__area", pk=pk)
    people = _people(request, found.course)
    page = Paginator(people, PAGE).get_page(request.GET.get("trang"))
    if request.method == "POST":
        seen, came = (
            people.filter(pk__in={key_of(key) for key in request.POST.getlist(name)})
            for name in ("xem", "co-mat")
        )
        try:
            n = actions.mark_attendance(by=request.user, session=found, among=seen, present=came)
        except ValueError:
            messages.error(request, _("Buổi này chưa diễn ra, chưa điểm danh được."))
        else:
            messages.success(request, _("Đã điểm danh %(n)s người.") % {"n": n})
        return redirect(request.get_full_path())
    context = {
        "session": found,
        "crumbs": found.course.area.trail(request.user, itself=True),
        "page": page,
        "there": set(found.attended.values_list("pk", flat=True)),
        "is_over": found.held_on <= timezone.localdate(),
    }
    return render(request, "teams/training/session.html", context)


@territory(CHANGE)
@require_safe
def session_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet that people sign, to print on A4."""
    found = visible_or_404(request, ClassSession, "course__area", pk=pk)
    context = {
        "session": found,
        "crumbs": found.course.area.trail(request.user, itself=True),
        "people": _people(request, found.course).select_related("member__further"),
        "spare": range(SPARE),
    }
    return render(request, "teams/training/session_sheet.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def course_enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """Put people on the list of a course by their names: first shown, then written.

    What matches nobody, or several, stays in the box after writing: nothing is dropped in silence.
    """
    found = visible_or_404(request, Course, "area", pk=pk)
    members = Member.objects.visible_to(request.user).inside(found.area.path or "-")
    members = members.filter(left_on=None)
    form = NamesForm(request.POST or None)
    rows = match(form.cleaned_data["text"], members) if form.is_valid() else None
    if rows is not None and request.POST.get("do") == "1":
        keys = {key_of(key) for key in request.POST.getlist("member")}
        chosen = list(members.filter(pk__in=keys))
        day = form.cleaned_data["certified_on"]
        n = actions.enrol(by=request.user, course=found, members=chosen, certified_on=day)
        messages.success(request, _("Đã ghi danh thêm %(n)s người.") % {"n": n})
        left = [row.text for row in rows if not {m.pk for m in row.found} & keys]
        if not left:
            return redirect("teams:course", found.pk)
        form = NamesForm(initial={"text": "\n".join(left), "certified_on": day})
        messages.warning(request, _("Còn %(n)s dòng chưa ghi, giữ ở dưới.") % {"n": len(left)})
        rows = None
    context = {
        "course": found,
        "crumbs": found.area.trail(request.user, itself=True),
        "form": form,
        "rows": rows,
        "one": sum(row.member is not None for row in rows or []),
    }
    return render(request, "teams/training/course_enrol.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def trainee_certify(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a person's certificate."""
    trainee = visible_or_404(request, Trainee, "member", "course__area", pk=pk)
    # His own commune reads what the province wrote, and does not write it.
    visible_or_404(request, Course, pk=trainee.course_id)
    start = {"certificate": trainee.certificate, "certified_on": trainee.certified_on}
    form = CertificateForm(request.POST or None, initial=start)
    if is_sent(request, form):
        actions.certify(by=request.user, trainee=trainee, **form.cleaned_data)
        return done(request, _("Đã lưu chứng nhận."), "teams:course", trainee.course_id)
    return _form(request, form, _("Chứng nhận"), trainee.member.full_name)


def _form(request: HttpRequest, form: Any, title: str, under: str) -> HttpResponse:
    back = reverse("teams:courses")
    context = {"form": form, "title": title, "under": under, "back": back}
    return render(request, "teams/form.html", context)


def _people(request: HttpRequest, course: Course) -> Any:
    people = Trainee.objects.visible_to(request.user).filter(course=course)
    return people.select_related("member__team__area__commune").order_by("member__sort_key", "pk")
