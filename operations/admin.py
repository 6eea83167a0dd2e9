"""Admin of what a server writes down of itself: read by administrators of the whole country."""

from django.contrib import admin

from operations.models import Backup, Block, Clearing, Cut, DailyRun, Heartbeat, SealedEntry
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


@admin.register(Block)
class BlockAdmin(ReadOnlyAdmin):
    """Blocks in which the journal is sealed."""

    list_display = ("serial", "chain", "number", "entries", "sealed_at", "kind")


@admin.register(SealedEntry)
class SealedEntryAdmin(ReadOnlyAdmin):
    """Which entry is sealed in which block."""

    list_display = ("entry_id", "block_id")


@admin.register(Cut)
class CutAdmin(ReadOnlyAdmin):
    """Up to which block the journal went with its time."""

    list_display = ("through", "entries", "cut_at")
