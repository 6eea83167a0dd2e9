"""Pages on which a unit says which reports it asks for: schedules, forms; and periods are locked and opened again."""

import uuid
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.models import Area
from periodic.ad_hoc.rules import figures_in
from periodic.asking.forms import LayoutForm, ReopenForm, ScheduleForm
from periodic.asking.rules import changed_of, columns_made, own_in
from periodic.catalogue.actions import make_form, new_version
from periodic.catalogue.queries import columns_in, forms_for, latest
from periodic.catalogue.rules.columns import Wrong
from periodic.content import Column
from periodic.filing.queries.reminding import title_of
from periodic.models import Form, Period, Schedule
from periodic.naming.rules import NAMES, Named
from periodic.periods.actions import (
    Ended,
    NotLocked,
    end_schedule,
    lock_period,
    make_schedule,
    reopen_period,
)
from periodic.periods.queries import schedules_of, standing, units_asked
from web.answers import Refusals, done, is_sent, refusals_on
from web.once import KeyTaken
from web.scope import territory, visible_or_404

ASKS, LAYS_OUT = "periodic.change_schedule", "periodic.change_form"
_KEYS: Refusals = {
    KeyTaken: (None, gettext_lazy("Trang mở quá lâu. Tải lại trang rồi lưu lại lịch này.")),
    Named: (None, NAMES),
}
_LAYOUT: Refusals = {
    Wrong: (
        None,
        gettext_lazy("Một chỉ tiêu đã có không đổi nghĩa được: bỏ nó, rồi thêm chỉ tiêu mới."),
    ),
    Named: (None, NAMES),
}


def _own(request: HttpRequest) -> Area:
    user: Any = request.user
    return visible_or_404(request, Area, pk=user.area_id)


def _shared(request: HttpRequest, area: Area) -> dict[str, Any]:
    return {"area": area, "crumbs": area.trail(request.user, itself=True)}


@territory(ASKS)
@require_safe
def schedules(request: HttpRequest) -> HttpResponse:
    """List which reports the reader's unit asks for."""
    area = _own(request)
    context = {**_shared(request, area), "schedules": schedules_of(area)}
    return render(request, "periodic/asking/schedules.html", context)


@territory(ASKS)
@require_http_methods(["GET", "HEAD", "POST"])
def schedule_new(request: HttpRequest) -> HttpResponse:
    """Ask units below for a report, period by period."""
    area = _own(request)
    start = {"uuid": uuid.uuid4, "begins_on": timezone.localdate()}
    form = ScheduleForm(request.POST or None, layouts=forms_for(area), initial=start)
    if is_sent(request, form):
        with refusals_on(form, _KEYS):
            made = make_schedule(by=request.user, area=area, **form.cleaned_data)
            return done(
                request, _("Đã lập lịch “%(title)s”.") % {"title": made.title}, "periodic:schedules"
            )
    return render(
        request, "periodic/asking/schedule_new.html", {**_shared(request, area), "form": form}
    )


@territory(ASKS)
@require_POST
def schedule_end(request: HttpRequest, schedule: UUID) -> HttpResponse:
    """Ask for no further periods; those that have begun stay."""
    rows = Schedule.objects.visible_to(request.user).filter(area=_own(request))
    found = get_object_or_404(rows, uuid=schedule)
    try:
        end_schedule(by=request.user, schedule=found, on=timezone.localdate())
    except Ended:
        return done(request, _("Lịch này đã ngừng từ trước."), "periodic:schedules")
    return done(request, _("Đã ngừng lịch. Các kỳ đã mở vẫn giữ nguyên."), "periodic:schedules")


def _period(request: HttpRequest, period: UUID) -> Period:
    """Return a period that the reader's own unit asked for."""
    rows = Period.objects.visible_to(request.user).filter(schedule__area=_own(request))
    return get_object_or_404(rows.select_related("schedule__area"), uuid=period)


@territory(ASKS)
@require_POST
def lock(request: HttpRequest, period: UUID) -> HttpResponse:
    """Let nothing of a period change any more."""
    found = _period(request, period)
    try:
        lock_period(by=request.user, period=found)
    except Ended:
        return done(request, _("Kỳ này đã khóa từ trước."), "periodic:period", found.uuid)
    return done(
        request,
        _("Đã khóa kỳ. Không nơi nào ghi, gửi hay duyệt được nữa; muốn sửa thì mở lại kỳ."),
        "periodic:period",
        found.uuid,
    )


@territory(ASKS)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, period: UUID) -> HttpResponse:
    """Open a locked period again, for one unit or for all, with a reason."""
    found = _period(request, period)
    if found.locked_at is None or found.schedule.withdrawn_at:
        raise Http404
    form = ReopenForm(request.POST or None, units=units_asked(found).order_by("sort_key", "id"))
    refusals: Refusals = {
        NotLocked: (None, _("Kỳ này không khóa.")),
        Named: ("reason", NAMES),
    }
    if is_sent(request, form):
        with refusals_on(form, refusals):
            reopen_period(by=request.user, period=found, **form.cleaned_data)
            return done(request, _("Đã mở lại kỳ."), "periodic:period", found.uuid)
    context = {
        **_shared(request, _own(request)),
        "form": form,
        "period": found,
        "title": title_of(found),
        "standing": standing(found, None),
    }
    return render(request, "periodic/asking/reopen.html", context)


@territory(LAYS_OUT)
@require_safe
def layouts(request: HttpRequest) -> HttpResponse:
    """List the forms that the reader's unit may use."""
    area = _own(request)
    found = forms_for(area).select_related("area").order_by("area__level", "id")
    context = {**_shared(request, area), "layouts": found}
    return render(request, "periodic/asking/layouts.html", context)


@territory(LAYS_OUT)
@require_http_methods(["GET", "HEAD", "POST"])
def layout_new(request: HttpRequest) -> HttpResponse:
    """Make a form, on the columns of another where one is named."""
    area = _own(request)
    base = _base(request, area)
    columns = columns_in(latest(base)) if base else ()
    form = LayoutForm(
        request.POST or None,
        own=own_in(columns),
        initial={"name": base.name if base else "", "figures": figures_in(columns)},
    )
    if is_sent(request, form):
        with refusals_on(form, _LAYOUT):
            make_form(
                by=request.user,
                area=area,
                name=form.cleaned_data["name"],
                columns=_columns(form, columns),
            )
            return done(request, _("Đã lập biểu mẫu."), "periodic:layouts")
    return _layout_page(request, area, form, base)


@territory(LAYS_OUT)
@require_http_methods(["GET", "HEAD", "POST"])
def layout(request: HttpRequest, layout: UUID) -> HttpResponse:
    """Change what a form of the reader's unit asks from now on: a new version."""
    area = _own(request)
    found = get_object_or_404(forms_for(area).filter(area=area), uuid=layout)
    columns = columns_in(latest(found))
    start = {"name": found.name, "figures": figures_in(columns)}
    form = LayoutForm(request.POST or None, own=own_in(columns), initial=start)
    if is_sent(request, form):
        with refusals_on(form, _LAYOUT):
            new_version(by=request.user, form=found, columns=_columns(form, columns))
            return done(
                request,
                _("Đã lưu. Báo cáo đang soạn vẫn theo bản cũ, báo cáo mở về sau theo bản mới."),
                "periodic:layouts",
            )
    return _layout_page(request, area, form, found)


def _layout_page(
    request: HttpRequest, area: Area, form: LayoutForm, base: Form | None
) -> HttpResponse:
    context = {**_shared(request, area), "form": form, "base": base}
    return render(request, "periodic/asking/layout.html", context)


def _base(request: HttpRequest, area: Area) -> Form | None:
    """Return the form on which a new one is based; 404 for one that is none."""
    named = request.GET.get("mau")
    if not named:
        return None
    try:
        return get_object_or_404(forms_for(area), uuid=UUID(named))
    except ValueError as error:
        raise Http404 from error


def _columns(form: LayoutForm, before: tuple[Column, ...]) -> list[Column]:
    """Return the columns that were written, each with what the page does not ask."""
    there = {one.key: one for one in before}
    made = columns_made(form.cleaned_data["figures"], form.typed)
    return [changed_of(one, there[one.key]) if one.key in there else one for one in made]
