"""The page on which a territory goes through its accounts."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.people.actions import BeyondOwnPowers
from accounts.unused import actions
from accounts.unused.queries import is_review_due, reviewed_at, unused_for
from accounts.unused.rules import REVIEW_DAYS, is_warned, stops_at
from web.answers import done
from web.paging import page_of
from web.scope import territory, visible_or_404

PAGE = 50


@territory("accounts.change_user")
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """List the active accounts with their last sign-in, those that will soon stop on request alone."""
    user: Any = request.user
    soon = request.GET.get("loc") == "sap-ngung"
    active = User.objects.visible_to(user).filter(is_active=True)
    shown = unused_for(active, settings.ACCOUNT_WARN_DAYS) if soon else active
    page = page_of(shown.select_related("area").by_place(), request.GET, PAGE, among=active)
    now, at = timezone.now(), reviewed_at(user.area)
    context = {
        "page": page,
        "rows": [(one, is_warned(one, now), stops_at(one)) for one in page],
        "soon": soon,
        "at": at,
        "next_at": at + timedelta(days=REVIEW_DAYS) if at else None,
        "is_due": is_review_due(user.area),
        "warn_days": settings.ACCOUNT_WARN_DAYS,
        "stop_days": settings.ACCOUNT_STOP_DAYS,
    }
    return render(request, "accounts/unused/review.html", context)


@territory("accounts.change_user")
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an account in use, in one press."""
    by: Any = request.user
    person = visible_or_404(request, User, pk=pk)
    try:
        actions.keep(by=by, user=person)
    except BeyondOwnPowers:
        messages.error(request, _("Không giữ được tài khoản này: vượt quyền."))
        return redirect("accounts:review")
    words = _("Đã giữ tài khoản của %(name)s.") % {"name": person.full_name}
    return done(request, words, "accounts:review")


@territory("accounts.change_user")
@require_POST
def review_done(request: HttpRequest) -> HttpResponse:
    """Write down that the accounts were gone through today."""
    by: Any = request.user
    actions.finish_review(by=by, area=by.area)
    return done(request, _("Đã ghi ngày rà soát tài khoản."), "accounts:review")
