"""What the officer says and decides of a file."""

import uuid as uuids
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from imports.jobs import actions
from imports.jobs.exports import workbook
from imports.jobs.forms import QUESTIONS, AnswersForm, MendForm
from imports.jobs.queries.questions import may_be_said
from imports.jobs.views.detail import note_rows, preview_page
from imports.jobs.views.lookups import file_or_404, takes_files, units_of
from imports.kinds import may_bring
from imports.models import Import, ImportRow, State
from imports.spreadsheet.fonts import Encoding
from web.cells import TYPE


@takes_files
@require_POST
def answer(request: HttpRequest, uuid: uuids.UUID, question: str) -> HttpResponse:
    """Check a file anew with what a form of the preview says, or show what is wrong with it."""
    source = file_or_404(request, uuid)
    if source.state == State.CHECKED:
        form = QUESTIONS[question](request.POST, source=source, villages=units_of(request, source))
        if not form.is_valid():
            return preview_page(request, source, **{f"{question}_form": form})
        actions.check_again(by=request.user, source=source, **{question: form.answer})
    return redirect("imports:detail", uuid)


@takes_files
@require_POST
def answers(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Answer questions of a file, one by a press or several at once, or take an answer back."""
    source = file_or_404(request, uuid)
    if source.state == State.CHECKED:
        form = AnswersForm(request.POST, may_be_said(source, units_of(request, source)))
        if not form.answers:
            messages.error(request, _("Chưa có câu trả lời nào. Chọn một câu rồi gửi."))
        else:
            actions.answer(
                by=request.user, source=source, answers=form.answers, remember=form.remember
            )
    source.refresh_from_db(fields=["layout"])
    # What is still asked comes into sight at once; when nothing is, the page says so at its head.
    where = "#hoi" if source.unanswered else ""
    return redirect(f"{reverse('imports:detail', args=[uuid])}{where}")


@takes_files
@require_POST
def cells(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Type wrong cells of a row anew, right where it is shown."""
    source = file_or_404(request, uuid)
    form = MendForm(request.POST)
    if source.state == State.CHECKED and form.is_valid():
        rows = ImportRow.objects.visible_to(request.user).filter(source=source)
        row = get_object_or_404(rows, number=form.cleaned_data["row"])
        where = f"{row.sheet}.{row.line}"
        actions.check_again(by=request.user, source=source, cells={where: form.texts})
    return redirect(f"{reverse('imports:detail', args=[source.uuid])}#dong")


@takes_files
@require_POST
def font(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Convert the text of an old font, as it was shown, or leave it as it stands again."""
    source = file_or_404(request, uuid)
    wanted = request.POST.get("font", "")
    if source.state == State.CHECKED and wanted in {"", *(one.value for one in Encoding)}:
        actions.check_again(by=request.user, source=source, convert=wanted)
    return redirect("imports:detail", uuid)


@takes_files
@require_POST
def decide(request: HttpRequest, uuid: uuids.UUID, action: Callable[..., Import]) -> HttpResponse:
    """Let a file be written, stopped, read again or taken back, as the address says."""
    source = file_or_404(request, uuid)
    if not may_bring(request.user, source):
        raise PermissionDenied
    # Only confirming is asked for with what stays behind.
    partly = {"partly": True} if action is actions.confirm and "partly" in request.POST else {}
    try:
        action(by=request.user, source=source, **partly)
    except actions.Busy:
        messages.error(
            request, _("Đang nhập một tệp khác của nơi này. Chờ tệp đó xong rồi bấm lại.")
        )
    except actions.Unanswered:
        messages.error(request, _("Còn câu hỏi chưa trả lời. Trả lời, hoặc chọn nhập phần đã rõ."))
    except actions.TooLate:
        messages.error(request, _("Tệp này không còn làm được việc đó. Xem tình trạng bên dưới."))
    return redirect("imports:detail", uuid)


@takes_files
@require_safe
def mend(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Send the rows that were left out as a workbook, with what is wrong and how to mend it."""
    source = file_or_404(request, uuid)
    if source.is_unchecked:
        return redirect("imports:detail", uuid)
    rows = ImportRow.objects.visible_to(request.user).filter(source=source).left_out()
    left_out = list(rows.select_related("result").order_by("sheet", "line", "number"))
    body = workbook(source, note_rows(request, source, left_out))
    if request.method == "GET":
        verb = gettext_noop("Tải dòng lỗi của tệp nhập")
        actions.note_taken(by=request.user, subject=source, verb=verb)
    name = f"dong-loi-{source.pk}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=TYPE, headers=headers)
