"""One request: its next step, its answer, what is printed of it, and the copy of a person's data."""

import uuid as uuids
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from households.models import Household, Resident
from households.register.actions import Refused
from privacy.models import SubjectRequest
from privacy.requests import actions
from privacy.requests.exports.pdf import pdf_of
from privacy.requests.exports.workbook import workbook_of
from privacy.requests.forms import AnswerForm, WhyForm
from privacy.requests.queries.extract import Extract, extract_of
from privacy.requests.rules import Step, left_words, state_of, step_of
from privacy.requests.views.lists import ALONG, WORK, note_requests
from web.answers import Refusals, done, is_sent, refusals_on
from web.cells import TYPE
from web.scope import View, territory, visible_or_404

ANSWERED = gettext_lazy("Yêu cầu này vừa được người khác trả lời.")
TOO_LATE = gettext_lazy("Chỉ gia hạn được một lần, trước khi hết hạn.")
REFUSALS: Refusals = {
    actions.Outdated: (None, ANSWERED),
    actions.TooLate: (None, TOO_LATE),
    actions.NoReason: (None, gettext_lazy("Ghi lý do.")),
}


def request_of(request: HttpRequest, uuid: uuids.UUID) -> SubjectRequest:
    """Return a request of the reader's territory, whose names the answer shows, or answer 404."""
    row = visible_or_404(request, SubjectRequest, *ALONG, "received_by", "done_by", uuid=uuid)
    note_requests(request, [row])
    return row


@territory(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def request_detail(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show one request with its next step, and take its answer."""
    row = request_of(request, uuid)
    if request.method == "POST" and not row.is_open:
        # What was typed meanwhile is saved nowhere: it stands there to be copied.
        return _page(request, row, status=409, typed=request.POST.get("text", ""))
    form = AnswerForm(request.POST or None, request=row)
    if is_sent(request, form):
        with refusals_on(form, REFUSALS):
            actions.answer(by=request.user, request=row, **form.cleaned_data)
            return done(request, _("Đã trả lời yêu cầu."), "privacy:request", uuid)
    return _page(request, row, form=form)


def _page(
    request: HttpRequest, row: SubjectRequest, *, status: int = 200, typed: str = "", **forms: Any
) -> HttpResponse:
    day = timezone.localdate()
    context = {
        "row": row,
        "state": state_of(row, day),
        "left": left_words(row, day),
        "step": step_of(row),
        "shows_answer": (Step.COPY, Step.MEND, Step.ANSWER),
        "village": row.household and row.household.village,
        "is_seen": _sees(request, row),
        "typed": typed,
        "crumbs": row.commune.trail(request.user, itself=True),
        "extending": WhyForm(prefix="gia-han"),
        "lifting": WhyForm(prefix="thoi"),
        "may_extend": "extending" in forms or row.may_be_extended(day),
        **({"form": AnswerForm(request=row)} | forms),
    }
    return render(request, "privacy/requests/request.html", context, status=status)


def _step(action: Callable[..., SubjectRequest], words: Any) -> View:
    """Return the view of a step that is one press."""

    @territory(WORK)
    @require_POST
    def press(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
        row = request_of(request, uuid)
        try:
            action(by=request.user, request=row)
        except (Refused, actions.Elsewhere) as refused:
            messages.error(request, str(refused))
        except actions.Outdated:
            messages.error(request, str(ANSWERED))
        else:
            messages.success(request, str(words))
        return redirect("privacy:request", uuid)

    return press


acknowledge = _step(actions.acknowledge, gettext_lazy("Đã xác nhận. In phiếu giao cho người đó."))
check_asker = _step(actions.check_asker, gettext_lazy("Đã ghi: đúng người yêu cầu."))
restrict = _step(actions.restrict, gettext_lazy("Đã hạn chế xử lý dữ liệu của hộ."))


@territory(WORK)
@require_POST
def extend(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Give a request as much time again, once, with a reason."""
    row, form = request_of(request, uuid), WhyForm(request.POST, prefix="gia-han")
    if form.is_valid():
        with refusals_on(form, REFUSALS):
            actions.extend(by=request.user, request=row, why=form.cleaned_data["why"])
            return done(request, _("Đã gia hạn."), "privacy:request", uuid)
    return _page(request, row, status=422, extending=form)


@territory(WORK)
@require_POST
def lift(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """End a restriction, with a reason."""
    row, form = request_of(request, uuid), WhyForm(request.POST, prefix="thoi")
    if form.is_valid():
        with refusals_on(form, {**REFUSALS, Refused: (None, _("Hộ này đã gộp vào hộ khác."))}):
            actions.lift(by=request.user, request=row, why=form.cleaned_data["why"])
            return done(request, _("Đã thôi hạn chế xử lý."), "privacy:request", uuid)
    return _page(request, row, status=422, lifting=form)


@territory(WORK)
@require_safe
def slip(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show the acknowledgement to print; there is none before it was acknowledged."""
    row = request_of(request, uuid)
    if not row.acknowledged_on:
        raise Http404
    return _paper(request, row, "privacy/requests/slip.html")


@territory(WORK)
@require_safe
def reply(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show the answer to print."""
    row = request_of(request, uuid)
    if row.is_open:
        raise Http404
    return _paper(request, row, "privacy/requests/reply.html")


def _paper(request: HttpRequest, row: SubjectRequest, template: str) -> HttpResponse:
    crumbs = row.commune.trail(request.user, itself=True)
    return render(request, template, {"row": row, "area": row.commune, "crumbs": crumbs})


@territory(WORK)
@require_safe
def copy_pdf(request: HttpRequest, uuid: uuids.UUID) -> HttpResponseBase:
    """Give the copy of a person's data as a PDF; the journal says who took it."""
    extract = _extract(request, uuid, "PDF")
    name = _file_name(extract, "pdf")
    answer = HttpResponse(pdf_of(extract), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@territory(WORK)
@require_safe
def copy_book(request: HttpRequest, uuid: uuids.UUID) -> HttpResponseBase:
    """Give the copy of a person's data as a workbook; the journal says who took it."""
    extract = _extract(request, uuid, "Excel")
    name = _file_name(extract, "xlsx")
    book = workbook_of(extract)
    return FileResponse(book, as_attachment=True, filename=name, content_type=TYPE)


def _extract(request: HttpRequest, uuid: uuids.UUID, form: str) -> Extract:
    """Put the copy together, for somebody who was checked; a HEAD takes nothing."""
    row = request_of(request, uuid)
    # Whoever moved to another commune meanwhile is asked for there.
    if not row.has_copy or not _sees(request, row):
        raise Http404
    if request.method == "GET":
        actions.note_taken(by=request.user, request=row, form=form)
    return extract_of(row)


def _sees(request: HttpRequest, row: SubjectRequest) -> bool:
    """Say whether whom the request is about is in the reader's territory still."""
    if row.resident_id:
        return Resident.objects.visible_to(request.user).filter(pk=row.resident_id).exists()
    home = row.household_id
    return home is not None and Household.objects.visible_to(request.user).filter(pk=home).exists()


def _file_name(extract: Extract, end: str) -> str:
    return f"ban-sao-{extract.request.code.lower()}-{timezone.localdate():%Y-%m-%d}.{end}"
