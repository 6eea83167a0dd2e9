"""Pages on which a later day is asked for, and answered."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from areas.models import Area
from periodic.filing.actions.holding import PeriodLocked
from periodic.filing.queries.reminding import title_of
from periodic.filing.views.shared import REFUSED, period_or_404
from periodic.later.actions import (
    Answered,
    NotAsked,
    NotLater,
    Waiting,
    ask_later,
    decline,
    grant,
)
from periodic.later.forms import AnswerForm, How, LaterForm
from periodic.later.queries import ASKS, may_ask
from periodic.models import Extension
from periodic.naming.rules import NAMES, Named
from web.answers import Refusals, done, is_sent, refusals_on
from web.scope import territory, visible_or_404

WRITES = "periodic.add_report"
_LATER = gettext_lazy("Chọn ngày sau hạn đang có, từ hôm nay trở đi.")
_LOCKED: Refusals = {PeriodLocked: (None, REFUSED[PeriodLocked])}
_ASKING: Refusals = {
    NotLater: ("wanted", _LATER),
    Named: ("reason", NAMES),
    Waiting: (None, gettext_lazy("Đơn vị đã xin lùi hạn, đang chờ trả lời.")),
    NotAsked: (None, gettext_lazy("Báo cáo này vừa được gửi, không cần lùi hạn nữa.")),
    **_LOCKED,
}
_ANSWERING: Refusals = {
    NotLater: ("until", _LATER),
    Named: ("why", NAMES),
    Answered: (None, gettext_lazy("Người khác vừa trả lời đơn vị này.")),
    **_LOCKED,
}


@territory(WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, period: UUID) -> HttpResponse:
    """Ask for a later day for the reader's own unit."""
    found, user = period_or_404(request, period), _who(request)
    area = visible_or_404(request, Area, pk=user.area_id)
    if not may_ask(found, area):
        raise Http404
    form = LaterForm(request.POST or None)
    if is_sent(request, form):
        with refusals_on(form, _ASKING):
            ask_later(by=user, period=found, area=area, **form.cleaned_data)
            words = _("Đã xin lùi hạn. Hạn cũ còn giữ cho đến khi được trả lời.")
            return done(request, words, "periodic:periods")
    context = {
        "form": form,
        "period": found,
        "title": title_of(found),
        "area": area,
        "crumbs": area.trail(user, itself=True),
    }
    return render(request, "periodic/later/ask.html", context)


@territory(ASKS)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, extension: UUID) -> HttpResponse:
    """Grant or decline what a unit asked for of a period of the reader's own unit."""
    user = _who(request)
    found = visible_or_404(request, Extension, uuid=extension, period__schedule__area=user.area_id)
    form = AnswerForm(request.POST or None, initial={"until": found.wanted})
    if is_sent(request, form):
        with refusals_on(form, _ANSWERING):
            words = _answered(user, found, form)
            return done(request, words, "periodic:collected", found.period.uuid)
    context = {
        "form": form,
        "asked": found,
        "title": title_of(found.period),
        "area": found.area,
        "crumbs": user.area.trail(user, itself=True),
    }
    return render(request, "periodic/later/answer.html", context)


def _answered(by: Any, found: Extension, form: AnswerForm) -> str:
    said = form.cleaned_data
    if said["how"] == How.GRANT:
        grant(by=by, extension=found, until=said["until"])
        return _("Đã lùi hạn cho %(name)s.") % {"name": found.area.full_name}
    decline(by=by, extension=found, why=said["why"])
    return _("Đã trả lời %(name)s: hạn giữ nguyên.") % {"name": found.area.full_name}


def _who(request: HttpRequest) -> Any:
    return request.user
