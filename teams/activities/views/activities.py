"""Sessions of teams: shown with their picture, corrected, withdrawn."""

import uuid as uuids
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teams.activities import actions
from teams.activities.forms import ActivityChangeForm, PhotoForm, WithdrawForm, said_by
from teams.activities.views.answering import form_shown, saved
from teams.documents.views import sent
from teams.models import Activity, Member, Photo
from web.answers import done, is_sent, refusals_on
from web.once import Outdated
from web.scope import territory, visible_or_404

LOG = "teams.log_activity"
# What a page of a session names of other rows.
ALONG = ("team__area", "logged_by")


@territory("teams.view_team")
@require_safe
def activity_detail(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show one session, with the way back right after it was logged."""
    return activity_shown(
        request, visible_or_404(request, Activity, *ALONG, uuid=uuid), PhotoForm()
    )


def activity_shown(request: HttpRequest, activity: Activity, form: PhotoForm) -> HttpResponse:
    """Answer with the page of a session; `form` takes its picture, or says what was wrong with it."""
    context = {
        "activity": activity,
        "team": activity.team,
        "crumbs": activity.team.area.trail(request.user),
        "present": activity.present.by_rank(),
        "photo": Photo.objects.visible_to(request.user).kept().filter(activity=activity).first(),
        "form": form,
        "just_logged": "moi" in request.GET and not activity.withdrawn_on,
    }
    return render(request, "teams/activities/activity.html", context)


@territory(LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_change(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Correct a session; who else changed it meanwhile is told, and nothing is written over."""
    activity = visible_or_404(request, Activity, *ALONG, uuid=uuid)
    if activity.withdrawn_on:
        return redirect("teams:activity", activity.uuid)
    team = activity.team
    there = Q(left_on=None) | Q(pk__in=activity.present.values("pk"))
    members = Member.objects.visible_to(request.user).filter(there, team=team).by_rank()
    places = Activity.objects.visible_to(request.user).filter(team=team).held().places()
    form = ActivityChangeForm(
        request.POST or None,
        team=team,
        members=members,
        places=places,
        initial=said_by(activity, places),
    )
    now = None
    if is_sent(request, form):
        now = _changed(request, activity, form)
        if now is None:
            return saved(request, team, activity.get_absolute_url())
    title, back = _("Sửa buổi hướng dẫn"), activity.get_absolute_url()
    return form_shown(request, form, team, title, back=back, now=now)


def _changed(request: HttpRequest, activity: Activity, form: ActivityChangeForm) -> Any:
    """Save a correction; return the session as it is now when somebody else was quicker."""
    version = form.cleaned_data["version"]
    try:
        actions.change_activity(by=request.user, activity=activity, version=version, **form.facts)
    except Outdated as told:
        # Pressed again, it is saved over what has now been read.
        read = request.POST.copy()
        read["version"] = str(told.current.version)
        form.data = read
        return told.current
    return None


@territory(LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_withdraw(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Withdraw a session that was logged in error, with the reason."""
    activity = visible_or_404(request, Activity, *ALONG, uuid=uuid)
    form = WithdrawForm(request.POST or None)
    if is_sent(request, form):
        actions.withdraw_activity(by=request.user, activity=activity, **form.cleaned_data)
        return done(
            request,
            _("Đã rút buổi này. Buổi vẫn còn trong sổ, không tính nữa."),
            "teams:activity",
            activity.uuid,
        )
    context = {"form": form, "activity": activity, "team": activity.team}
    return render(request, "teams/activities/activity_withdraw.html", context)


@territory(LOG)
@require_POST
def activity_restore(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Bring back a session that was withdrawn."""
    activity = visible_or_404(request, Activity, *ALONG, uuid=uuid)
    actions.restore_activity(by=request.user, activity=activity)
    return done(request, _("Đã ghi lại buổi này."), "teams:activity", activity.uuid)


@territory(LOG)
@require_POST
def photo_add(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Keep the picture of a session, once its content was checked."""
    activity = visible_or_404(request, Activity, *ALONG, uuid=uuid)
    if activity.withdrawn_on:
        return redirect("teams:activity", activity.uuid)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        checked, has_one = form.cleaned_data["photo"], _("Buổi này đã có ảnh. Gỡ ảnh đó trước.")
        with refusals_on(form, {actions.HasPhoto: ("photo", has_one)}):
            actions.add_photo(by=request.user, activity=activity, checked=checked)
            return done(request, _("Đã lưu ảnh."), "teams:activity", activity.uuid)
    return activity_shown(request, activity, form)


@territory("teams.view_team")
@require_safe
def photo(request: HttpRequest, uuid: uuids.UUID) -> HttpResponseBase:
    """Send a picture, for the page of its session or as a file; who looked is written down."""
    found = visible_or_404(request, Photo, "activity__team__area", uuid=uuid, withdrawn_at=None)
    response = sent(found, f"buoi-{found.activity.held_on}-{found.pk}.{found.kind}")
    if request.method == "GET":
        actions.note_photo_opening(by=request.user, photo=found)
    return response


@territory(LOG)
@require_POST
def photo_withdraw(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take back a picture that should not be here."""
    found = visible_or_404(request, Photo, "activity__team__area", uuid=uuid, withdrawn_at=None)
    actions.withdraw_photo(by=request.user, photo=found)
    return done(request, _("Đã gỡ ảnh."), "teams:activity", found.activity.uuid)
