"""Admin of what is published: read only, for `manage.py snapshot` publishes."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from reports.models import PublishedCount

COUNTS = ("households", "surveyed", "covered")
TEAMS = ("villages", "unattributed_villages", "with_team", "active", "has_begun", "is_settled")


@admin.register(PublishedCount)
class PublishedCountAdmin(ReadOnlyPlacedAdmin):
    """What everybody may know of communes, with the counts behind it."""

    ordering = ("commune",)
    list_display = ("commune", "published_on", "taken_on", *COUNTS)
    shown = ("commune", "published_on", "taken_on", *COUNTS, *TEAMS)
