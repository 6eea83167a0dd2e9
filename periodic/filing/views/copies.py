"""The page of what was sent, and what is done about it: approved, returned, spoken of, replaced, redacted."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from periodic.content import Content
from periodic.filing.actions.commenting import comment, done as mark_done
from periodic.filing.actions.deciding import approve, let_go, send_back
from periodic.filing.actions.redacting import redact
from periodic.filing.actions.sending import correct, send
from periodic.filing.forms import (
    MORE,
    CommentForm,
    CorrectionForm,
    RedactForm,
    RemarksForm,
    ReturnForm,
)
from periodic.filing.queries.copy_page import CopyPage, page_of
from periodic.filing.queries.live import compared, write
from periodic.filing.views.shared import (
    REFUSED,
    copy_address,
    own_or_404,
    refused,
    report_of_or_404,
    report_or_404,
)
from periodic.models import Comment, Report, Submission
from periodic.naming.rules import NAMES, ONE_NAMES, Named
from rollup.few import NAMES as READS_NAMES
from web.answers import done, is_sent, refusals_on
from web.scope import territory

READS, WRITES, DECIDES = (
    "periodic.view_report",
    "periodic.add_report",
    "periodic.approve_report",
)
ALONG = ("sent_by", "decided_by", "within_by")


@territory(READS)
@require_safe
def of_report(request: HttpRequest, report: UUID) -> HttpResponse:
    """Show what a notice is about: the newest copy of a report."""
    found = report_or_404(request, uuid=report)
    return _page(request, found, _copy_of(found))


@territory(READS)
@require_safe
def copy(request: HttpRequest, period: UUID, code: str, number: int) -> HttpResponse:
    """Show what was sent, what the register says of the same days today, and why these differ."""
    report = report_of_or_404(request, period, code)
    return _page(request, report, _copy_of(report, number))


def _copy_of(report: Report, number: int | None = None) -> Submission:
    """Return a copy by its number, the newest without one; else answer 404."""
    copies = report.submissions.select_related(*ALONG)
    if number is not None:
        return get_object_or_404(copies, number=number)
    found = copies.first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, report: Report, copy: Submission, **forms: Form) -> HttpResponse:
    page = page_of(request.user, report, copy)
    if page.is_newest:
        page.differences = compared(report, page.content, copy.sent_at)
    context = {
        "page": page,
        "report": report,
        "copy": copy,
        "area": report.area,
        "crumbs": report.area.trail(request.user, itself=True),
        "returning": ReturnForm(content=page.content),
        "correcting": CorrectionForm(initial={"reason": _reason(page), "number": copy.number}),
        "commenting": CommentForm(content=page.content),
        "redacting": RedactForm(content=page.content),
        **forms,
    }
    return render(request, "periodic/filing/copy.html", context)


def _reason(page: CopyPage) -> str:
    """Suggest why another copy is sent: what was recorded since."""
    if not page.differences:
        return ""
    causes = [words for line in page.differences.lines for words, _n in line.causes]
    return "; ".join(dict.fromkeys(causes))[:500]


@territory(WRITES)
@require_POST
def send_report(request: HttpRequest, report: UUID) -> HttpResponse:
    """Freeze a report and send it up."""
    found = own_or_404(request, report_or_404(request, uuid=report))
    by: Any = request.user
    try:
        sent = send(by=by, report=found, write=write)
    except tuple(REFUSED) as error:
        return refused(request, error, _address_of(found))
    return done(
        request, _("Đã gửi báo cáo. Con số được giữ nguyên."), copy_address(found, sent.number)
    )


def _address_of(report: Report) -> str:
    number = report.submissions.values_list("number", flat=True).first()
    if number:
        return copy_address(report, number)
    return reverse("periodic:report", args=[report.period.uuid, report.area.address])


@territory(WRITES)
@require_POST
def replace(request: HttpRequest, report: UUID) -> HttpResponse:
    """Replace what was sent by another copy, with a reason."""
    found = own_or_404(request, report_or_404(request, uuid=report))
    form, by = CorrectionForm(request.POST), _who(request)

    def act() -> Submission:
        return correct(by=by, report=found, write=write, **form.cleaned_data)

    words = _("Đã gửi bản thay thế. Nơi nhận thấy cả hai bản và lý do.")
    answer = _tried(request, found, form, "reason", act, words)
    return answer or _page(request, found, _copy_of(found), correcting=form)


@territory(READS)
@require_POST
def pass_on(request: HttpRequest, report: UUID, number: int) -> HttpResponse:
    """Let a report of one's own commune go up."""
    return _decide(
        request, report, number, let_go, _("Đã duyệt trong xã. Báo cáo đã lên cấp trên.")
    )


@territory(DECIDES)
@require_POST
def approve_report(request: HttpRequest, report: UUID, number: int) -> HttpResponse:
    """Approve the copy that was looked at."""
    return _decide(request, report, number, approve, _("Đã duyệt báo cáo."))


def _decide(
    request: HttpRequest, key: UUID, number: int, act: Callable[..., Any], words: str
) -> HttpResponse:
    found = report_or_404(request, uuid=key)
    _copy_of(found, number)
    to = copy_address(found, number)
    try:
        act(by=request.user, report=found, number=number)
    except tuple(REFUSED) as error:
        return refused(request, error, to)
    return done(request, words, to)


@territory(READS)
@require_POST
def return_report(request: HttpRequest, report: UUID, number: int) -> HttpResponse:
    """Return the copy that was looked at, and why."""
    found = report_or_404(request, uuid=report)
    looked_at, by = _copy_of(found, number), _who(request)
    form = ReturnForm(request.POST, content=Content.of_data(looked_at.content))

    def act() -> Submission:
        why = form.cleaned_data["why"]
        return send_back(by=by, report=found, number=number, why=why, remarks=form.remarks)

    answer = _remarked(request, found, form, act, _("Đã trả lại báo cáo."))
    return answer or _page(request, found, looked_at, returning=_shown(request, form))


@territory(DECIDES)
@require_POST
def comment_report(request: HttpRequest, report: UUID) -> HttpResponse:
    """Say something at figures of what was sent."""
    found = report_or_404(request, uuid=report)
    looked_at, by = _copy_of(found), _who(request)
    form = CommentForm(request.POST, content=Content.of_data(looked_at.content))

    def act() -> list[Comment]:
        return comment(by=by, report=found, remarks=form.remarks)

    answer = _remarked(request, found, form, act, _("Đã ghi ý kiến."))
    return answer or _page(request, found, looked_at, commenting=_shown(request, form))


def _remarked(
    request: HttpRequest,
    report: Report,
    form: RemarksForm,
    act: Callable[[], object],
    words: str,
) -> HttpResponse | None:
    """Do what a form with remarks asks; where one of them names somebody, that is said at it, and nothing is written.

    To who reads no names it is said at all of them: beside a name that is known another one could be tried.
    """
    if "them" in request.POST or not is_sent(request, form):
        return None
    try:
        act()
        return done(request, words, _address_of(report))
    except Named as error:
        if _who(request).has_perm(READS_NAMES):
            form.refuse(error.keys, str(NAMES))
        else:
            form.refuse_all(str(ONE_NAMES))
    except tuple(REFUSED) as error:
        return refused(request, error, _address_of(report))
    return None


def _shown(request: HttpRequest, form: RemarksForm) -> RemarksForm:
    """Return a form as it is shown again: pressed for more lines, nothing is refused yet and nothing typed is lost."""
    if "them" not in request.POST:
        return form
    typed = {name: request.POST.get(name, "") for name in request.POST}
    return type(form)(
        content=form.content, lines=len(form.numbers) + MORE, initial=typed, opened=True
    )


@territory(WRITES)
@require_POST
def comment_done(request: HttpRequest, comment: UUID) -> HttpResponse:
    """Say that what was said at a figure is done."""
    rows = Comment.objects.visible_to(request.user).select_related("report__period", "report__area")
    said = get_object_or_404(rows, uuid=comment)
    found = own_or_404(request, said.report)
    try:
        mark_done(by=_who(request), comment=said)
    except tuple(REFUSED) as error:
        return refused(request, error, _address_of(found))
    return done(request, _("Đã ghi là làm xong."), _address_of(found))


@territory(WRITES)
@require_POST
def redact_report(request: HttpRequest, report: UUID) -> HttpResponse:
    """Cut a name out of the texts of what was sent."""
    found = own_or_404(request, report_or_404(request, uuid=report))
    looked_at = _copy_of(found)
    content = page_of(request.user, found, looked_at).content
    form, by = RedactForm(request.POST, content=content), _who(request)

    def act() -> Submission:
        return redact(by=by, report=found, texts=form.cleaned_data)

    answer = _tried(request, found, form, None, act, _("Đã xóa tên trong mọi bản."))
    return answer or _page(request, found, looked_at, redacting=form)


def _who(request: HttpRequest) -> Any:
    return request.user


def _tried(
    request: HttpRequest,
    report: Report,
    form: Form,
    field: str | None,
    act: Callable[[], object],
    words: str,
) -> HttpResponse | None:
    """Do what a form asks, and lead to the newest copy; None where the form itself must be shown again."""
    if not is_sent(request, form):
        return None
    try:
        with refusals_on(form, {Named: (field, NAMES)}):
            act()
            return done(request, words, _address_of(report))
    except tuple(REFUSED) as error:
        return refused(request, error, _address_of(report))
    return None
