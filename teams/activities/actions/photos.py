"""The picture of a session is kept, opened and taken back; each is written down."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from audit.actions import record
from teams.documents.actions import digest_of, laid_down, take_back
from teams.documents.rules.files import Checked
from teams.models import Activity, Photo
from teams.register.actions.steps import hold


class HasPhoto(Exception):
    """The session has a picture, and it is another one."""


@transaction.atomic
def add_photo(*, by: Any, activity: Activity, checked: Checked) -> Photo:
    """Keep a checked picture of a session; the same picture twice is kept once.

    Raises HasPhoto where another one stands: that one is to be taken back first.
    """
    team = hold(activity.team)
    digest = digest_of(checked)
    if now := activity.photos.filter(withdrawn_at=None).first():
        if now.sha256 != digest:
            raise HasPhoto
        return now
    with laid_down(by=by, checked=checked, folder="photos") as said:
        photo = Photo.unscoped.create(activity=activity, **said)
        changes = _of_day(activity) | {"sha256": [None, digest]}
        record(by, gettext_noop("Thêm ảnh buổi hướng dẫn"), team, changes)
    return photo


@transaction.atomic
def note_photo_opening(*, by: Any, photo: Photo) -> None:
    """Write down that somebody looked at a picture: there are faces on it."""
    activity = photo.activity
    record(by, gettext_noop("Xem ảnh buổi hướng dẫn"), activity.team, _of_day(activity))


@transaction.atomic
def withdraw_photo(*, by: Any, photo: Photo) -> Photo:
    """Take a picture back, once: its bytes go when this is committed; that it was there stays known."""
    team = hold(photo.activity.team)
    photo = Photo.unscoped.select_related("activity").get(pk=photo.pk)
    if photo.withdrawn_at:
        return photo
    take_back(photo)
    changes = _of_day(photo.activity) | {"sha256": [photo.sha256, None]}
    record(by, gettext_noop("Gỡ ảnh buổi hướng dẫn"), team, changes)
    return photo


def _of_day(activity: Activity) -> dict[str, Any]:
    """Say of which session: a team has many."""
    day = str(activity.held_on)
    return {"held_on": [day, day]}
