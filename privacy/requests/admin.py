"""Admin of requests: read, and without what may name a person."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from privacy.models import SubjectRequest


@admin.register(SubjectRequest)
class SubjectRequestAdmin(ReadOnlyPlacedAdmin):
    """What was asked where, until when, and what became of it."""

    list_display = ("__str__", "commune", "kind", "received_on", "due_on", "decision", "done_on")
    list_filter = ("kind", "decision")
    shown = (
        *list_display[1:],
        "asker",
        "checked",
        "channel",
        "acknowledge_by",
        "acknowledged_on",
        "extended_on",
        "ground",
        "restricted_on",
        "lifted_on",
        "received_by",
        "done_by",
    )
