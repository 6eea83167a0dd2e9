"""The audit, read by officers for their commune and by administrators for their territory."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.models import AuditEntry
from audit.scope import territory

PAGE = 50


@territory("audit.view_auditentry")
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """List what was done in the territory, newest first."""
    shown = AuditEntry.objects.visible_to(request.user)
    # PostgreSQL refuses a NUL character in a text.
    verb = request.GET.get("viec", "")[:80].replace("\0", "")
    if verb:
        shown = shown.filter(verb=verb)
    page = Paginator(shown, PAGE, allow_empty_first_page=True).get_page(request.GET.get("trang"))
    return render(request, "audit/list.html", {"page": page, "verb": verb})
