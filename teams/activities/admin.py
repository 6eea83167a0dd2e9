"""Admin of sessions and their pictures."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from areas.admin_base import ReadOnlyPlacedAdmin
from skills.catalogue import COLUMNS
from teams.activities.actions import (
    FACTS,
    change_activity,
    log_activity,
    withdraw_activity,
)
from teams.models import Activity, Photo
from teams.register.admin import REFUSALS, DoneForm, TeamPartAdmin
from web.admin_parts import STALE, Writes
from web.once import Outdated


@admin.register(Photo)
class PhotoAdmin(ReadOnlyPlacedAdmin):
    """Pictures of sessions: what they are; they are looked at on the session's page."""

    list_display = ("activity", "kind", "size", "added_at", "withdrawn_at")
    list_filter = ("kind",)
    shown = ("activity", "kind", "size", "sha256", "added_by", "added_at", "withdrawn_at")


class ActivityForm(DoneForm):
    """A session, or why it is withdrawn."""

    def clean(self) -> dict[str, Any]:
        """Refuse a session that says neither what it was about nor what it taught."""
        data = super().clean()
        if not data.get("title") and not any(data.get(name) for name in COLUMNS):
            raise ValidationError(
                {"title": _("Chọn kỹ năng đã hướng dẫn, hoặc ghi nội dung của buổi.")}
            )
        return data


@admin.register(Activity)
class ActivityAdmin(TeamPartAdmin):
    """Sessions of the teams."""

    form = ActivityForm
    refusals = {
        **REFUSALS,
        Outdated: STALE,
        IntegrityError: _(
            "Các số không khớp nhau: số người không hơn số lượt, số nữ không hơn số người."
        ),
    }
    list_display = ("held_on", "__str__", "place", "team", "people", "withdrawn_on", "logged_by")
    list_select_related = ("team__area", "logged_by")
    list_filter = (("withdrawn_on", EmptyFieldListFilter), *COLUMNS)
    # No note: it may name residents, whom administrators do not read.
    add_fields = ("team", "held_on", *(name for name in FACTS if name != "note"))
    change_fields = (*add_fields[1:], "withdrawn_why")
    shown = ("team", "present", "logged_by", "withdrawn_on")
    over = "withdrawn_on"
    writes = Writes(log_activity, once=True)

    def write_change(
        self, by: Any, obj: Activity, changed: dict[str, Any], data: dict[str, Any]
    ) -> Activity:
        """Correct a session, and withdraw it when a reason is given."""
        why = changed.pop("withdrawn_why", "")
        if changed:
            obj = change_activity(by=by, activity=obj, version=obj.version, **changed)
        return withdraw_activity(by=by, activity=obj, why=why) if why else obj
