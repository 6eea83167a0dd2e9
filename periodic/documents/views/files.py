"""Reports as documents: Word, PDF, Excel. What was sent is made of its frozen copy alone."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from areas.models import Area
from audit.actions import record
from periodic.content import Content
from periodic.documents.exports.pdf import pdf
from periodic.documents.exports.sending import BOOK_TYPE, PDF_TYPE, WORD_TYPE, attached
from periodic.documents.exports.word import word
from periodic.documents.exports.workbook import workbook
from periodic.documents.queries import file_for, filling_for
from periodic.documents.rules.templates import Refused, fill
from periodic.drafts.queries.borrowed import said_in
from periodic.filing.views.shared import copy_address, report_of_or_404
from periodic.writing.queries.periods import opened_of
from periodic.writing.views.reports import asked_or_404, said_of
from web.scope import territory


def _word(content: Content, area: Area) -> bytes:
    """Return a report laid out as its province wants it, or our way."""
    data = file_for(area)
    return word(content) if data is None else fill(data, filling_for(content, area))


class Kind(NamedTuple):
    """A kind of document: how it is made, the ending of its name, its type."""

    make: Callable[[Content, Area], bytes]
    ending: str
    type: str


KINDS = {
    "word": Kind(_word, "docx", WORD_TYPE),
    "pdf": Kind(lambda content, _area: pdf(content), "pdf", PDF_TYPE),
    "excel": Kind(lambda content, _area: workbook(content), "xlsx", BOOK_TYPE),
}


@territory("periodic.view_report")
@require_safe
def copy_file(
    request: HttpRequest, period: UUID, code: str, number: int, kind: str
) -> HttpResponse:
    """Hand out one copy as a document."""
    if kind not in KINDS:
        raise Http404
    report = report_of_or_404(request, period, code)
    copy = get_object_or_404(report.submissions, number=number)
    name = f"bao-cao-{report.area.address}-{report.period.ends_on:%Y-%m-%d}-ban-{number}"
    back, content = copy_address(report, number), said_in(copy)
    return _sent(request, Document(report.area, content, KINDS[kind], name, back))


@territory("periodic.view_report")
@require_safe
def draft_file(request: HttpRequest, period: UUID, code: str, kind: str) -> HttpResponse:
    """Hand out a report as it stands now, which nobody has sent; it says so."""
    if kind not in KINDS:
        raise Http404
    asked, area = asked_or_404(request, period, code)
    content = said_of(asked, area, opened_of(area, asked))
    back = reverse("periodic:report", args=[asked.uuid, area.address])
    name = f"bao-cao-{area.address}-{asked.ends_on:%Y-%m-%d}-nhap"
    return _sent(request, Document(area, content, KINDS[kind], name, back))


class Document(NamedTuple):
    """What is handed out: of which unit, as which kind, under which name, and where to go where it cannot be."""

    area: Area
    content: Content
    kind: Kind
    name: str
    back: str


def _sent(request: HttpRequest, document: Document) -> HttpResponse:
    kind, content = document.kind, document.content
    try:
        data = kind.make(content, document.area)
    except Refused as refused:
        messages.error(request, str(refused.reason))
        return redirect(document.back)
    if request.method == "GET":
        taken = {"list": [None, f"{content.title} ({kind.ending})"]}
        record(request.user, gettext_noop("Tải văn bản báo cáo"), document.area, taken)
    return attached(data, f"{document.name}.{kind.ending}", kind.type)
