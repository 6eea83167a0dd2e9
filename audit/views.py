"""The audit, read by officers for their commune and by administrators for their territory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.models import AuditEntry
from audit.pages import page_of
from audit.scope import territory

PAGE = 50


@territory("audit.view_auditentry")
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """List what was done in the territory, newest first."""
    everything = AuditEntry.objects.visible_to(request.user).order_by("-id")
    # PostgreSQL refuses a NUL character in a text.
    verb = request.GET.get("viec", "")[:80].replace("\0", "")
    shown = everything.filter(verb=verb) if verb else everything
    page = page_of(shown, request.GET, PAGE, among=everything)
    return render(request, "audit/list.html", {"page": page, "verb": verb})
