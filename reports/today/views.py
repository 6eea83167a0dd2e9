"""Where a person lands after sign-in, and an officer's day."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.inbox.queries import news_of
from accounts.people.queries import moved_words, waiting_for, waiting_words
from accounts.roles import Role
from areas.models import Area
from reports.first_steps.queries.ladder import begins_for
from reports.today.queries.reports import news_of_more, news_of_reports
from reports.today.queries.work import today_of
from web.scope import own, territory


@own
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead each role to its own first page; to the first steps while hardly anything is there."""
    user: Any = request.user
    if user.area_id is None:
        return render(request, "reports/today/no_area.html")
    begins = begins_for(user)
    if user.role in {Role.OFFICER, Role.MEMBER} and not begins:
        return redirect("reports:today")
    news = [*news_of_reports(user), *news_of_more(user), *news_of(user)]
    for words in filter(None, [_asked(user), moved_words(user), *news]):
        messages.info(request, words)
    if begins:
        return redirect("reports:first_steps")
    if user.role == Role.ADMINISTRATOR:
        return redirect("admin:index")
    return redirect("reports:dashboard", user.area_id)


@territory("households.add_household")
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show the day's work of an officer or a team member."""
    user: Any = request.user
    places = Area.objects.visible_to(user).select_related("commune", "province")
    area = get_object_or_404(places, pk=user.area_id or 0)
    context = {
        "work": today_of(area, user),
        "area": area,
        "account_news": news_of(user),
        "account_asked": _asked(user),
        "moved": moved_words(user),
    }
    return render(request, "reports/today/today.html", context)


def _asked(user: Any) -> str:
    """Say how many requests about accounts wait for this person as the second one."""
    return waiting_words(waiting_for(user)) if user.has_perm("accounts.add_user") else ""
