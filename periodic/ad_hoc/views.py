"""Pages of what is asked once: the request, what came back of it, and keeping it as a form."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.kinds import Level
from areas.models import Area
from periodic.ad_hoc import actions
from periodic.ad_hoc.exports import book_of
from periodic.ad_hoc.forms import FIRST, KIND, MORE, WORDS, AskForm, TakeBackForm, first_days
from periodic.ad_hoc.queries import (
    Collected,
    collected,
    drafts_of,
    line_of,
    monthly_columns,
    sums_of,
    units_below,
)
from periodic.ad_hoc.rules import already_in, columns_asked, figures_in, questions_in
from periodic.catalogue.queries import columns_in, forms_for, latest
from periodic.filing.queries.reminding import title_of
from periodic.filing.views.shared import period_or_404
from periodic.later.queries import asked_for
from periodic.models import Period, RequestDraft, Span
from periodic.naming.rules import NAMES, Named
from periodic.periods.actions import Ended
from web.answers import Refusals, done, is_sent, refusals_on
from web.exports import send_book, wants_book, with_book
from web.once import KeyTaken
from web.scope import territory, visible_or_404

READS, ASKS = "periodic.view_report", "periodic.change_schedule"
PAGE = 25
# Fields in which several things stand.
_MANY = frozenset({"figures", "chosen"})
_REFUSALS: Refusals = {
    KeyTaken: (None, gettext_lazy("Trang mở quá lâu. Tải lại trang rồi gửi lại yêu cầu này.")),
    Named: (None, NAMES),
}
_TAKING_BACK: Refusals = {
    Named: ("reason", NAMES),
    actions.Answered: (
        None,
        gettext_lazy("Đã có nơi trả lời, không thu hồi được nữa. Khóa kỳ nếu không cần thêm."),
    ),
    Ended: (None, gettext_lazy("Yêu cầu này đã thu hồi từ trước.")),
}


@territory(ASKS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_request(request: HttpRequest) -> HttpResponse:
    """Ask units below for something once."""
    area = _own(request)
    asks, start = _begin(request, area)
    units = units_below(area, timezone.localdate())
    # Pressed for more questions, nothing is sent yet and nothing that was typed is lost.
    grows = "them" in request.POST
    form = AskForm(request.POST or None, area=area, units=units, asks=asks, initial=start)
    if grows:
        form = AskForm(area=area, units=units, asks=asks, initial=_typed(request.POST))
    elif answer := _pressed(request, area, form):
        return answer
    context = {
        "form": form,
        "units": units,
        "asks": asks,
        "crumbs": area.trail(request.user, itself=True),
        "kept": forms_for(area).filter(area=area),
        "drafts": drafts_of(request.user, area),
    }
    return render(request, "periodic/ad_hoc/new.html", context)


def _pressed(request: HttpRequest, area: Area, form: AskForm) -> HttpResponse | None:
    """Do what was pressed; None where the form itself must be shown again."""
    with refusals_on(form, _REFUSALS):
        if "luu-nhap" in request.POST:
            return _keep_draft(request, area, form)
        if is_sent(request, form):
            return _ask(request, area, form)
    return None


def _own(request: HttpRequest) -> Area:
    user: Any = request.user
    return visible_or_404(request, Area, pk=user.area_id)


def _begin(request: HttpRequest, area: Area) -> tuple[int, dict[str, Any]]:
    """Return how many questions stand open, and what stands in the fields at first."""
    start = {"uuid": uuid.uuid4, **first_days(timezone.localdate())}
    asks = _asks(request.POST.get("asks", ""))
    if "them" in request.POST:
        return asks + MORE, start
    if draft := _draft(request, area):
        return _opened(draft, start)
    if request.method == "POST" or not (kept := request.GET.get("mau")):
        return asks, start
    form = get_object_or_404(forms_for(area).filter(area=area), uuid=_uuid(kept))
    columns = columns_in(latest(form))
    questions = questions_in(columns)
    start |= {"title": form.name, "figures": figures_in(columns)}
    for n, one in enumerate(questions, 1):
        start |= {f"{WORDS}{n}": one.words, f"{KIND}{n}": one.answer}
    return max(FIRST, len(questions)), start


def _draft(request: HttpRequest, area: Area) -> RequestDraft | None:
    """Return the draft that an address names; 404 for one that is none of this unit."""
    named = request.GET.get("nhap") if request.method != "POST" else None
    return get_object_or_404(drafts_of(request.user, area), uuid=_uuid(named)) if named else None


def _opened(draft: RequestDraft, start: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    said = {name: words if name in _MANY else words[0] for name, words in draft.said.items()}
    return _asks(str(said.get("asks", ""))), {
        **start,
        **said,
        "uuid": draft.uuid,
        "version": draft.version,
    }


def _asks(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 3 else FIRST


def _keep_draft(request: HttpRequest, area: Area, form: AskForm) -> HttpResponse | None:
    key = _uuid(request.POST.get("uuid", "")) or uuid.uuid4()
    written: dict[str, Any] = {
        "uuid": key,
        "said": form.as_it_stands(),
        "version": form.version_shown,
    }
    try:
        draft = actions.save_draft(by=request.user, area=area, **written)
    except actions.Outdated as error:
        form.seen(error.current.version)
        return None
    messages.success(request, _("Đã lưu nháp. Chưa nơi nào được hỏi."))
    return redirect(f"{reverse('periodic:new_request')}?nhap={draft.uuid}")


@territory(ASKS)
@require_POST
def drop(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Throw a draft away."""
    found = get_object_or_404(drafts_of(request.user, _own(request)), uuid=draft)
    actions.drop_draft(by=request.user, draft=found)
    return done(request, _("Đã bỏ bản nháp."), "periodic:new_request")


@territory(ASKS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, period: UUID) -> HttpResponse:
    """Take a request of the reader's unit back, and say why."""
    found = period_or_404(request, period)
    if not _is_mine(request, found) or found.schedule.span != Span.FREE:
        raise Http404
    form = TakeBackForm(request.POST or None)
    if is_sent(request, form):
        with refusals_on(form, _TAKING_BACK):
            actions.take_back(by=request.user, period=found, **form.cleaned_data)
            words = _("Đã thu hồi yêu cầu; các nơi đã được báo.")
            return done(request, words, "periodic:periods")
    area = _own(request)
    context = {
        "form": form,
        "period": found,
        "title": title_of(found),
        "area": area,
        "crumbs": area.trail(request.user, itself=True),
    }
    return render(request, "periodic/ad_hoc/take_back.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _typed(sent: QueryDict) -> dict[str, Any]:
    """Return what was typed so far, as what stands in the fields."""
    return {name: sent.getlist(name) if name in _MANY else sent.get(name) for name in sent}


def _ask(request: HttpRequest, area: Area, form: AskForm) -> HttpResponse:
    said, units = form.cleaned_data, form.asked_units
    period = actions.ask(
        by=request.user,
        area=area,
        title=said["title"],
        document=said["document"],
        columns=columns_asked(said["figures"], form.questions),
        units=units,
        begins_on=said["begins_on"],
        ends_on=said["ends_on"],
        due_on=said["due_on"],
        uuid=said["uuid"],
    )
    n = len(units)
    words = ngettext("Đã gửi yêu cầu cho %(n)s nơi.", "Đã gửi yêu cầu cho %(n)s nơi.", n)
    notes = [words % {"n": n}, *_notes(said)]
    return done(request, " ".join(notes), "periodic:collected", period.uuid)


def _notes(said: dict[str, Any]) -> list[str]:
    """Say what is in the month's report anyhow."""
    twice = already_in(said["figures"], monthly_columns())
    if not twice:
        return []
    names = ", ".join(str(one.name) for one in twice[:3])
    return [_("Báo cáo tháng cũng có: %(names)s.") % {"names": names}]


@with_book
@territory(READS)
@require_safe
def answers(request: HttpRequest, period: UUID) -> HttpResponseBase:
    """Show what every unit that was asked said, side by side, and where each number is from."""
    found, area = period_or_404(request, period), _own(request)
    version = latest(found.schedule.form)
    if area.level >= Level.COMMUNE or version is None:
        raise Http404
    table = collected(found, area, version)
    title = title_of(found)
    if wants_book(request):
        return send_book(request, book_of(title, found, table), table.rows, subject=area)
    page = Paginator(table.rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "period": found,
        "title": title,
        "table": table,
        "page": page,
        "lines": [line_of(table, row) for row in page.object_list],
        "sums": sums_of(table),
        "area": area,
        "crumbs": area.trail(request.user, itself=True),
        "may_keep": _may_keep(request, found),
        "extensions": asked_for(request.user, found) if found.schedule.span == Span.FREE else (),
        "may_answer": _is_mine(request, found) and not found.schedule.withdrawn_at,
        "may_take_back": _may_take_back(request, found, table),
    }
    return render(request, "periodic/ad_hoc/answers.html", context)


def _may_keep(request: HttpRequest, period: Period) -> bool:
    """Whether the reader asked for it once, and its form is not offered yet."""
    is_once = period.schedule.span == Span.FREE
    return bool(is_once and _is_mine(request, period) and period.schedule.form.retired_on)


def _may_take_back(request: HttpRequest, period: Period, table: Collected) -> bool:
    """Whether the reader's unit asked for it once, and nobody has answered."""
    is_open = period.schedule.span == Span.FREE and not period.schedule.withdrawn_at
    return is_open and not table.answered and _is_mine(request, period)


def _is_mine(request: HttpRequest, period: Period) -> bool:
    """Whether the reader's own unit asks for it, and the reader may."""
    user: Any = request.user
    return bool(period.schedule.area_id == user.area_id and user.has_perm(ASKS))


@territory(ASKS)
@require_POST
def keep(request: HttpRequest, period: UUID) -> HttpResponse:
    """Keep what was asked as a form for the next time."""
    found = period_or_404(request, period)
    if _may_keep(request, found):
        actions.keep_form(by=request.user, form=found.schedule.form)
    return done(request, _("Đã giữ làm biểu mẫu."), "periodic:collected", found.uuid)
