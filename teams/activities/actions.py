"""Sessions of a team and their pictures: logged, corrected, withdrawn and brought back; they make it active."""

import uuid as uuids
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from audit.actions import changes_to, record, revise, save_next
from audit.personal import HIDDEN
from skills.catalogue import COLUMNS
from teams.documents.actions import digest_of, laid_down, take_back
from teams.documents.rules.files import Checked
from teams.models import Activity, Member, Photo, Team
from teams.register.actions import bring_back, hold, restate, settle_and_record
from web.once import Outdated, sent_before

# What may be said of a session, and corrected later, beside its day and who was present.
FACTS = ("place", "title", *COLUMNS, "people", "persons", "women", "households", "note")


@transaction.atomic
def log_activity(
    *,
    by: Any,
    team: Team,
    held_on: date,
    uuid: uuids.UUID | None = None,
    present: Iterable[Member] = (),
    photo: Checked | None = None,
    **facts: Any,
) -> Activity:
    """Log a session that the team held, with its picture; the same `uuid` twice logs once.

    `facts` are of FACTS; what is not said of numbers stays unknown. Raises ValueError for a day in
    the future or a member of another team, KeyTaken for a key of another team's session.
    """
    not_later_than_today(held_on)
    team = hold(team)
    if twin := sent_before(Activity, uuid, team_id=team.pk):
        return twin
    activity = Activity(uuid=uuid or uuids.uuid4(), team=team, held_on=held_on, logged_by=by)
    revise(activity, facts, FACTS)
    activity.save()
    activity.present.set(_of(team, present))
    said = {"held_on": [None, str(held_on)]}
    settle_and_record(by, gettext_noop("Ghi buổi hướng dẫn"), team, said)
    if photo:
        add_photo(by=by, activity=activity, checked=photo)
    return activity


@transaction.atomic
def change_activity(
    *,
    by: Any,
    activity: Activity,
    version: int,
    held_on: date | None = None,
    present: Iterable[Member] | None = None,
    **facts: Any,
) -> Activity:
    """Correct a session, as it was when its author saw it (`version`).

    A note may name residents, so the audit says only that it was changed.
    Raises Outdated when it was changed or withdrawn meanwhile, ValueError as `log_activity` does.
    """
    team, activity = _take(activity)
    wanted = {"held_on": held_on or activity.held_on, **facts}
    not_later_than_today(wanted["held_on"])
    was = set(activity.present.all())
    there = was if present is None else set(_of(team, present))
    changes = changes_to(activity, wanted)
    if "note" in changes:
        changes["note"] = [HIDDEN, HIDDEN]
    if was != there:
        changes["present"] = [len(was), len(there)]
    if not changes:
        return activity
    if activity.version != version or activity.withdrawn_on:
        raise Outdated(activity)
    restate(activity, held_on=wanted["held_on"])
    revise(activity, facts, FACTS)
    activity.present.set(there)
    save_next(activity)
    settle_and_record(by, gettext_noop("Sửa buổi hướng dẫn"), team, changes)
    return activity


@transaction.atomic
def withdraw_activity(*, by: Any, activity: Activity, why: str) -> Activity:
    """Withdraw a session that was logged in error, once; it stays, and makes no team active."""
    team, activity = _take(activity)
    if activity.withdrawn_on:
        return activity
    activity.withdrawn_on, activity.withdrawn_why = timezone.localdate(), why
    activity.withdrawn_at = timezone.now()
    save_next(activity)
    said = {"held_on": [str(activity.held_on), None], "withdrawn_why": ["", why]}
    settle_and_record(by, gettext_noop("Rút buổi hướng dẫn"), team, said)
    return activity


@transaction.atomic
def restore_activity(*, by: Any, activity: Activity) -> Activity:
    """Bring back a session that was withdrawn."""
    team, activity = _take(activity)
    if not activity.withdrawn_on:
        return activity
    bring_back(activity)
    save_next(activity)
    said = {"held_on": [None, str(activity.held_on)]}
    settle_and_record(by, gettext_noop("Ghi lại buổi đã rút"), team, said)
    return activity


def _take(activity: Activity) -> tuple[Team, Activity]:
    """Lock the session's team in the one order, and read the session as it is now."""
    team = hold(activity.team)
    return team, Activity.unscoped.get(pk=activity.pk)


def _of(team: Team, members: Iterable[Member]) -> list[Member]:
    found = list(members)
    if any(member.team_id != team.pk for member in found):
        raise ValueError("a member of another team was not present for this one")
    return found


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
