"""The periods that concern somebody, and the page on which a unit writes its report and sends it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.kinds import Level
from areas.models import Area
from periodic.catalogue.queries import latest
from periodic.content import Content, Measure, Value
from periodic.drafts.queries.drafts import draft
from periodic.drafts.queries.typed import typed_in
from periodic.filing.actions.holding import PeriodLocked
from periodic.filing.actions.sending import NotAsked, NotOver, Over, send
from periodic.filing.actions.writing import Outdated
from periodic.filing.queries.copy_page import sent_back
from periodic.filing.queries.live import write
from periodic.filing.queries.waiting import waiting_counts
from periodic.filing.rules.states import Act, NotNow, may
from periodic.filing.views.shared import REFUSED, copy_address
from periodic.models import SENT, Period, Report
from periodic.naming.rules import NAMES, Named
from periodic.periods.queries import (
    addressed,
    is_asked,
    readable_one,
    standing,
    stood_elsewhere,
)
from periodic.writing.actions import Refused, write_report
from periodic.writing.forms import ReportForm, Typing
from periodic.writing.queries.periods import Line, line_of, lines_of, opened_of, periods_of
from periodic.writing.rules.checks import not_yet, warnings
from periodic.writing.rules.lines import HOMES, SESSIONS, TEAMS, late_lines, lines_of as rows_of
from periodic.writing.rules.villages import columns_of_villages, villages_of
from web.scope import territory

READS, WRITES = "periodic.view_report", "periodic.add_report"
PAGE = 20
# So many things that came late stand on the page of a report; a province's may have thousands.
LATE = 20


@territory(READS)
@require_safe
def periods(request: HttpRequest) -> HttpResponse:
    """List the periods that concern the reader, each with the one thing to do."""
    user: Any = request.user
    page = Paginator(periods_of(user), PAGE).get_page(request.GET.get("trang"))
    found = list(page.object_list)
    context = {
        "page": page,
        "lines": lines_of(user.area, found, waiting_counts(user, found)),
        "area": user.area,
        "today": timezone.localdate(),
        "may_write": user.has_perm(WRITES),
        "sets_template": user.has_perm("periodic.change_form")
        and user.area.level == Level.PROVINCE,
        "crumbs": user.area.trail(user, itself=True),
    }
    return render(request, "periodic/writing/periods.html", context)


@territory(READS)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, period: UUID, code: str) -> HttpResponse:
    """Show what a unit's report says now; write into it, and send it."""
    asked, area = asked_or_404(request, period, code)
    opened = opened_of(area, asked)
    said = said_of(asked, area, opened)
    user: Any = request.user
    may_write = user.has_perm(WRITES) and user.area_id == area.pk
    if request.method == "POST":
        if not may_write:
            raise Http404
        form = ReportForm(request.POST, content=said, own=typed_in(opened)[None])
        return _write(request, asked, area, said, form)
    first = {"version": opened.version if opened else 0}
    form = ReportForm(content=said, own=typed_in(opened)[None], initial=first)
    return _page(request, area, line_of(area, asked, opened), said, form)


def asked_or_404(request: HttpRequest, uuid: UUID, code: str) -> tuple[Period, Area]:
    """Return the period and the unit, inside the reader's territory, that reports for it."""
    user: Any = request.user
    found = readable_one(user, uuid)
    if found is None:
        raise Http404
    if user.area.address == code and is_asked(found, user.area):
        return found, user.area
    # Codes are recycled between maps: of several units with this one it is whichever was asked.
    rows = Area.objects.visible_to(user).filter(addressed(code))
    rows = rows.exclude(stood_elsewhere(found.schedule.area, found.ends_on))
    area = next((one for one in rows if is_asked(found, one)), None)
    if area is None:
        raise Http404
    return found, area


def said_of(period: Period, area: Area, opened: Report | None) -> Content:
    """Return what the report says; on the newest version of its form where it was not opened."""
    version = opened.form_version if opened else latest(period.schedule.form)
    if version is None:
        raise Http404
    return draft(period, area, version, report=opened)


def _write(
    request: HttpRequest, period: Period, area: Area, said: Content, form: ReportForm
) -> HttpResponse:
    """Take what was written, and send it where that was pressed."""
    by = request.user
    if form.is_valid():
        version = form.cleaned_data["version"]
        written = {"values": form.typed, "texts": form.texts, "content": said, "version": version}
        try:
            found = write_report(by=by, period=period, area=area, **written)
            # Whatever keeps it from being sent: this page is what was written.
            form.is_of(found.version)
            if "gui" in request.POST:
                return _send(request, found)
        except Outdated as error:
            if answer := _sent_before(request, error.current, form):
                return answer
            refuse(form, error)
        except (Refused, Named, NotAsked, NotNow, NotOver, Over, PeriodLocked) as error:
            refuse(form, error)
        else:
            messages.success(request, _("Đã lưu báo cáo."))
            return redirect("periodic:report", period.uuid, area.address)
    # As it stands by now: somebody else may have sent it.
    line = line_of(area, period, opened_of(area, period))
    return _page(request, area, line, said, form)


def _sent_before(request: HttpRequest, report: Report, form: ReportForm) -> HttpResponse | None:
    """Answer a press that came twice with what the first one sent; None where something else stands here."""
    there, copy = typed_in(report)[None], report.submissions.first()
    if copy is None or "gui" not in request.POST or report.state not in SENT:
        return None
    values = all(one.is_as(there.get(key, Value())) for key, one in form.typed.items())
    if not values or {key: text for key, text in form.texts.items() if text} != report.texts:
        return None
    messages.success(request, _("Báo cáo đã gửi từ trước, không gửi thêm lần nữa."))
    return redirect(copy_address(report, copy.number))


def refuse(form: Typing, error: Exception) -> None:
    """Say beside its field, or above all, why a report cannot be written or sent so."""
    if isinstance(error, Refused):
        form.refuse(error.why)
    elif isinstance(error, Named):
        form.refuse({(None, key): str(NAMES) for key in error.keys})
    elif isinstance(error, Over):
        form.refuse({(None, key): words for key, words in error.why.items()})
    elif isinstance(error, Outdated):
        form.seen(error.current.version, is_sent=error.current.state in SENT)
    else:
        form.add_error(None, str(REFUSED[type(error)]))


def _send(request: HttpRequest, found: Report) -> HttpResponse:
    """Freeze a report and send it up."""
    sent = send(by=request.user, report=found, write=write)
    messages.success(request, _("Đã gửi báo cáo. Con số được giữ nguyên."))
    return redirect(copy_address(found, sent.number))


def _page(
    request: HttpRequest, area: Area, line: Line, said: Content, form: ReportForm
) -> HttpResponse:
    user: Any = request.user
    period, (late, late_in_all) = line.period, late_lines(said, LATE)
    may_write = user.has_perm(WRITES) and user.area_id == area.pk
    open_now = standing(period, area).may_change
    context = {
        "line": line,
        "period": period,
        "area": area,
        "content": said,
        "form": form,
        **_tables(said, user, area),
        "late": late,
        "late_in_all": late_in_all,
        "late_left": late_in_all - len(late),
        "back": sent_back(line.report, said),
        "warnings": warnings(said),
        "not_yet": "" if period.is_sendable(timezone.localdate()) else not_yet(said),
        "by_village": may_write and columns_of_villages(said) and villages_of(said),
        "may_write": may_write and open_now and _is_writable(line),
        "may_send": may_write and open_now and _may_send(line),
        "is_locked": not open_now,
        "days_left": line.days_left(timezone.localdate()),
        "crumbs": area.trail(user, itself=True),
    }
    return render(request, "periodic/writing/report.html", context)


def _tables(said: Content, user: Any, area: Area) -> dict[str, Any]:
    """Return the two tables, each figure with the page on which whoever reads their own unit looks it up."""
    sources = dict[str, str]()
    if user.area_id == area.pk and user.has_perm("teams.view_team"):
        sources = {TEAMS: reverse("teams:list"), SESSIONS: reverse("teams:activities")}
        if area.level == Level.COMMUNE and user.has_perm("households.view_names"):
            sources[HOMES] = reverse("households:of_area", args=[area.pk])
    stocks, flows = (rows_of(said, one, sources) for one in (Measure.STOCK, Measure.FLOW))
    return {"stocks": stocks, "flows": flows, "has_sources": bool(sources)}


def _is_writable(line: Line) -> bool:
    return line.report is None or may(Act.SAVE, line.report.state)


def _may_send(line: Line) -> bool:
    return line.report is None or may(Act.SEND, line.report.state)
