"""The page of what happened that concerns the reader."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.inbox import actions
from accounts.inbox.queries import lines_of, told
from web.answers import done
from web.paging import page_of
from web.scope import key_of, own

PAGE = 30


@own
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List what this person was told, the newest first."""
    rows = told(request.user).select_related("person", "by")
    page = page_of(rows, request.GET, PAGE)
    context = {"page": page, "lines": lines_of(page, request.user)}
    context["upto"] = max((one.pk for one in page), default=0)
    return render(request, "accounts/inbox/inbox.html", context)


@own
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one of one's own notices as read; it stays in the list."""
    get_object_or_404(told(request.user), pk=pk)
    by: Any = request.user
    actions.mark_read(by=by, pk=pk)
    return done(request, _("Đã đánh dấu là đã đọc."), "accounts:inbox")


@own
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all that was there when the page was shown as read."""
    by: Any = request.user
    n = actions.mark_all_read(by=by, upto=key_of(request.POST.get("den")))
    return done(request, _("Đã đánh dấu %(n)s tin là đã đọc.") % {"n": n}, "accounts:inbox")
