"""What the pages that take a session answer: the form, or that it was saved."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from areas.names import lower_first
from teams.activities.forms import ActivityForm, NewActivityForm, attended
from teams.models import Activity, Team


def address_of(team: Team) -> str:
    """Return where a session of this team is logged."""
    return reverse("teams:activity_add", args=[team.pk])


def form_shown(
    request: HttpRequest,
    form: ActivityForm,
    team: Team,
    title: str,
    *,
    back: str,
    now: Activity | None = None,
    told: str = "",
) -> HttpResponse:
    """Answer with the form: the whole page, or to a press of its button the form alone.

    `told` names the team that was just chosen.
    """
    is_new = isinstance(form, NewActivityForm)
    action = address_of(team) if is_new else request.path
    context = {"form": form, "team": team, "title": title, "back": back, "now": now}
    context |= {"action": action, "told": told, "some": attended("#", len(form.members))}
    context |= {"every": attended(len(form.members), len(form.members))}
    part = "#entry" if request.headers.get("HX-Request") else ""
    return render(request, f"teams/activities/activity_form.html{part}", context)


def saved(request: HttpRequest, team: Team, url: str) -> HttpResponse:
    """Say whose session was saved and when, and lead on: to a press of a button of htmx by its own header."""
    said = {
        "team": lower_first(team.area.full_name),
        "time": timezone.localtime().strftime("%H:%M"),
    }
    messages.success(request, _("Đã lưu buổi của tổ %(team)s lúc %(time)s.") % said)
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(url)
    return redirect(url)
