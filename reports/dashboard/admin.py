"""Admin of snapshots: read only, for they are taken by `manage.py snapshot`."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from figures.models import Snapshot
from households.counts.rollup import SUMS


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyPlacedAdmin):
    """The figures of the months gone by, unit by unit."""

    ordering = ("-month", "area")
    list_display = ("area", "month", "villages", "with_team", "active", "households", "covered")
    shown = ("area", "month", "villages", "with_team", "led", "active", *SUMS, "taken_at")
