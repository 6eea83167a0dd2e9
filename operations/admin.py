"""Admin of what a server writes down of itself: read by administrators of the whole country."""

from django.contrib import admin

from operations.models import Backup, Clearing, DailyRun, Heartbeat
from web.admin_base import ReadOnlyAdmin


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    """Which processes were seen alive."""

    list_display = ("__str__", "seen_at", "started_at")


@admin.register(DailyRun)
class DailyRunAdmin(ReadOnlyAdmin):
    """What was done each day."""

    list_display = ("__str__", "host", "started_at", "finished_at", "tries", "fault")


@admin.register(Backup)
class BackupAdmin(ReadOnlyAdmin):
    """Which backups were made, checked and copied."""

    list_display = ("__str__", "finished_at", "size", "verified_at", "copied_at", "fault")


@admin.register(Clearing)
class ClearingAdmin(ReadOnlyAdmin):
    """When each kind of data was cleared."""

    list_display = ("__str__", "done_at", "number", "total")
