"""What was sent, as documents: Word, PDF, Excel, each made of the frozen copy alone."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from areas.models import Area
from audit.actions import record
from periodic.content import Content
from periodic.documents.exports.pdf import pdf
from periodic.documents.exports.sending import PDF_TYPE, WORD_TYPE, attached
from periodic.documents.exports.word import word
from periodic.documents.queries import file_for, filling_for
from periodic.documents.rules.templates import Refused, fill
from periodic.filing.views.shared import copy_address, report_or_404
from periodic.models import Report
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
}


@territory("periodic.view_report")
@require_safe
def copy_file(
    request: HttpRequest, period: UUID, code: str, number: int, kind: str
) -> HttpResponse:
    """Hand out one copy as a document."""
    if kind not in KINDS:
        raise Http404
    report = report_or_404(request, period__uuid=period, area__code=code)
    copy = get_object_or_404(report.submissions, number=number)
    name = f"bao-cao-{report.area.code}-{report.period.ends_on:%Y-%m-%d}-ban-{number}"
    return _sent(request, report, Content.of_data(copy.content), KINDS[kind], name)


def _sent(
    request: HttpRequest, report: Report, content: Content, kind: Kind, name: str
) -> HttpResponse:
    try:
        data = kind.make(content, report.area)
    except Refused as refused:
        messages.error(request, str(refused.reason))
        number = report.submissions.values_list("number", flat=True).first()
        return redirect(copy_address(report, number or 1))
    if request.method == "GET":
        taken = {"list": [None, f"{content.title} ({kind.ending})"]}
        record(request.user, gettext_noop("Tải văn bản báo cáo"), report, taken)
    return attached(data, f"{name}.{kind.ending}", kind.type)
