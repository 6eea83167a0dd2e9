"""The picture of a session: added after it was logged, looked at, taken back."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teams.activities import actions
from teams.activities.forms import PhotoForm
from teams.activities.views.activities import LOG, activity_of, activity_shown
from teams.documents.views import sent
from teams.models import Photo
from web.scope import territory


@territory(LOG)
@require_POST
def photo_add(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Keep the picture of a session, once its content was checked."""
    activity = activity_of(request, uuid)
    if activity.withdrawn_on:
        return redirect("teams:activity", activity.uuid)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            checked = form.cleaned_data["photo"]
            actions.add_photo(by=request.user, activity=activity, checked=checked)
        except actions.HasPhoto:
            form.add_error("photo", _("Buổi này đã có ảnh. Gỡ ảnh đó trước."))
        else:
            messages.success(request, _("Đã lưu ảnh."))
            return redirect("teams:activity", activity.uuid)
    return activity_shown(request, activity, form)


@territory("teams.view_team")
@require_safe
def photo(request: HttpRequest, uuid: uuids.UUID) -> HttpResponseBase:
    """Send a picture, for the page of its session or as a file; who looked is written down."""
    found = _photo(request, uuid)
    response = sent(found, f"buoi-{found.activity.held_on}-{found.pk}.{found.kind}")
    if request.method == "GET":
        actions.note_photo_opening(by=request.user, photo=found)
    return response


@territory(LOG)
@require_POST
def photo_withdraw(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take back a picture that should not be here."""
    found = _photo(request, uuid)
    actions.withdraw_photo(by=request.user, photo=found)
    messages.success(request, _("Đã gỡ ảnh."))
    return redirect("teams:activity", found.activity.uuid)


def _photo(request: HttpRequest, uuid: uuids.UUID) -> Photo:
    photos = Photo.objects.visible_to(request.user).kept()
    return get_object_or_404(photos.select_related("activity__team__area"), uuid=uuid)
