"""The audit, read by officers for their commune and by administrators for their territory."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from audit.models import AuditEntry
from web.exports import Book, Column, send_book, wants_book, with_book
from web.paging import page_of
from web.scope import territory

PAGE = 50
COLUMNS = (
    Column[AuditEntry](gettext_lazy("Lúc"), lambda entry: entry.at, 18),
    Column[AuditEntry](
        gettext_lazy("Người làm"), lambda entry: entry.actor_name or entry.actor, 28
    ),
    Column[AuditEntry](gettext_lazy("Việc"), lambda entry: _(entry.verb), 28),
    Column[AuditEntry](
        gettext_lazy("Đối tượng"), lambda entry: entry.subject_label or entry.subject_key, 40
    ),
    Column[AuditEntry](gettext_lazy("Văn bản"), lambda entry: entry.document, 24),
)


@with_book
@territory("audit.view_auditentry")
@require_safe
def entries(request: HttpRequest) -> HttpResponseBase:
    """List what was done in the territory, newest first."""
    everything = AuditEntry.objects.visible_to(request.user).order_by("-id")
    # PostgreSQL refuses a NUL character in a text.
    verb = request.GET.get("viec", "")[:80].replace("\0", "")
    shown = everything.filter(verb=verb) if verb else everything
    if wants_book(request):
        user: Any = request.user
        book = Book(_("Nhật ký"), "nhat-ky", COLUMNS, [_(verb)] if verb else [])
        return send_book(request, book, shown, subject=user.area)
    page = page_of(shown, request.GET, PAGE, among=everything)
    return render(request, "audit/list.html", {"page": page, "verb": verb})
