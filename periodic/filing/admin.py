"""Admin of reports and what was sent: all of it is written on the pages, read here."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from periodic.models import Comment, Report, Submission, TypedValue


@admin.register(Report)
class ReportAdmin(ReadOnlyPlacedAdmin):
    """Reports of units of the territory."""

    list_display = ("area", "period", "state", "opened_by", "opened_at")
    list_filter = ("state", "opened_at")
    shown = (*list_display, "form_version", "texts")


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyPlacedAdmin):
    """Frozen sendings."""

    list_display = ("report", "number", "sent_at", "sent_by", "on_time", "decision")
    list_select_related = ("report__area", "report__period__schedule", "sent_by")
    list_filter = ("decision", "sent_at")
    shown = (*list_display, "digest", "reason", "decided_by", "decided_at", "decided_why")


@admin.register(TypedValue)
class TypedValueAdmin(ReadOnlyPlacedAdmin):
    """Values typed into reports, the newest of each cell counts."""

    list_display = ("report", "column", "area", "number", "text", "by", "at")
    list_select_related = ("report__area", "report__period__schedule", "area", "by")
    list_filter = ("at",)
    shown = (*list_display, "evidence")


@admin.register(Comment)
class CommentAdmin(ReadOnlyPlacedAdmin):
    """What was said at a figure."""

    list_display = ("report", "column", "area", "text", "by", "at", "done_at")
    list_select_related = ("report__area", "report__period__schedule", "area", "by")
    list_filter = ("at",)
    shown = (*list_display, "done_by")
