"""Meetings: a page is drafted, frozen, shown, printed, and taken along as a workbook."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.kinds import Level
from areas.models import Area
from reports.dashboard.exports.workbook import send
from reports.meetings.actions import freeze
from reports.meetings.exports import MEETINGS, of_meeting
from reports.meetings.forms import MeetingForm
from reports.meetings.queries.few import frozen_for
from reports.meetings.queries.frozen import Frozen, code_of, page_now
from reports.meetings.queries.shown import Shown, drafts, lede_of
from reports.models import Meeting
from reports.page_cache import area_of
from web.exports import Book, send_book, wants_book, with_book
from web.once import KeyTaken
from web.paging import page_of
from web.scope import key_of, territory

ADD = "reports.add_meeting"
PAGE = 20


@with_book
@territory("reports.view_dashboard")
@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: HttpRequest) -> HttpResponseBase:
    """List the meetings of a unit, with what a new one would propose; POST freezes."""
    user: Any = request.user
    chosen = request.POST.get("area") or request.GET.get("dia-ban") or user.area_id
    area = area_of(request, key_of(chosen))
    if area.level >= Level.VILLAGE:
        raise Http404
    if request.method == "POST":
        return _freeze(request, area)
    if wants_book(request):
        book = Book(_("Phiên họp, %(name)s") % {"name": area.full_name}, f"hop-{area.pk}", MEETINGS)
        held = _held(request, area)
        return send_book(request, book, held, subject=area)
    may = user.has_perm(ADD)
    return _list(request, area, _drafted(area) if may else None)


def _held(request: HttpRequest, area: Area) -> Any:
    """Return the meetings of a unit, the newest first, without their figures."""
    rows = Meeting.objects.visible_to(request.user).filter(area=area).order_by("-frozen_at", "-id")
    return rows.select_related("frozen_by").defer("page")


def _drafted(area: Area) -> MeetingForm:
    frozen = Frozen.of(page_now(area, timezone.now()))
    return MeetingForm(drafted=drafts(frozen), initial={"uuid": uuids.uuid4()})


def _freeze(request: HttpRequest, area: Area) -> HttpResponse:
    if not request.user.has_perm(ADD):
        raise Http404
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return _list(request, area, form, status=422)
    try:
        meeting = freeze(
            by=request.user,
            area=area,
            proposals=form.proposals,
            uuid=form.cleaned_data["uuid"],
        )
    except KeyTaken:
        messages.error(request, _("Trang mở quá lâu. Tải lại trang rồi chốt lại."))
        return redirect("reports:meetings")
    return redirect("reports:meeting", meeting.uuid)


def _list(
    request: HttpRequest, area: Area, form: MeetingForm | None, status: int = 200
) -> HttpResponse:
    context = {
        "area": area,
        "crumbs": area.trail(request.user),
        "form": form,
        "page": page_of(_held(request, area), request.GET, PAGE),
    }
    return render(request, "reports/meetings/meetings.html", context, status=status)


def _meeting(request: HttpRequest, uuid: uuids.UUID) -> Meeting:
    rows = Meeting.objects.visible_to(request.user).select_related("area", "frozen_by")
    return get_object_or_404(rows, uuid=uuid)


def _shown(request: HttpRequest, uuid: uuids.UUID) -> dict[str, Any]:
    meeting = _meeting(request, uuid)
    frozen = frozen_for(request.user, meeting.area, Frozen.of(meeting.page))
    return {
        "meeting": meeting,
        "frozen": frozen,
        "figures": frozen.figures,
        "lede": lede_of(frozen),
        "shown": Shown(frozen),
        "intact": code_of(meeting.page, meeting.proposals, meeting.name) == meeting.code,
    }


@territory("reports.view_dashboard")
@require_safe
def meeting(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show a frozen page: large, on one page; printed, with its tables on a second one."""
    return render(request, "reports/meetings/meeting.html", _shown(request, uuid))


@territory("reports.view_dashboard")
@require_safe
def booklet(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show every unit below on half a page of its own, two on a sheet of A4."""
    return render(request, "reports/meetings/meeting_book.html", _shown(request, uuid))


@territory("reports.view_dashboard")
@require_safe
def meeting_sheet(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Give the frozen figures as a workbook."""
    found = _meeting(request, uuid)
    name = f"{found.name.lower()}-{found.area_id}"
    frozen = frozen_for(request.user, found.area, Frozen.of(found.page))
    body = of_meeting(request.user, found, frozen)
    return send(request, body, name, title=found.name, area=found.area)
