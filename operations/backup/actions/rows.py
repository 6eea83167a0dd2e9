"""The row of each backup: begun, finished, checked, copied, removed; of a fault its kind alone."""

from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import record
from operations.backup.rules.manifest import Manifest
from operations.heartbeat.actions import host
from operations.models import Backup, BackupQuerySet

# What a row says whose process died: nobody else could.
INTERRUPTED = "Interrupted"
# A backup that was begun so long ago and has no end is of a process that died, wherever that was.
LONGEST = timedelta(days=1)


@transaction.atomic
def begin(*, name: str) -> Backup:
    """Write down that a backup is begun; those that were begun before on this machine were interrupted."""
    _open_rows().filter(host=host()).update(fault=INTERRUPTED)
    _open_rows().filter(started_at__lt=timezone.now() - LONGEST).update(fault=INTERRUPTED)
    return Backup.unscoped.create(name=name, host=host())


def _open_rows() -> BackupQuerySet:
    return Backup.unscoped.filter(finished_at=None, fault="")


@transaction.atomic
def finish(*, backup: Backup, size: int, manifest: Manifest) -> None:
    """Write down that a backup is whole, and was opened again and counted."""
    now = timezone.now()
    backup.finished_at = backup.verified_at = now
    backup.size, backup.rows, backup.files = size, manifest.row_count, len(manifest.files)
    backup.save()


@transaction.atomic
def fail(*, backup: Backup, kind: str) -> None:
    """Write down what kind of fault stood in the way."""
    backup.fault = kind[:128]
    backup.save(update_fields=["fault"])


@transaction.atomic
def note_copied(*, names: Collection[str]) -> None:
    """Write down which backups lie in the second place."""
    Backup.unscoped.filter(name__in=names, copied_at=None).update(copied_at=timezone.now())


@transaction.atomic
def note_removed(*, folder: Path) -> None:
    """Write down which backups went, with their days or by hand."""
    before = timezone.now() - timedelta(days=int(settings.BACKUP_KEEP_DAYS))
    there = {path.name for path in folder.iterdir()}
    for backup in Backup.unscoped.filter(removed_at=None).exclude(finished_at=None):
        if backup.name not in there and (backup.host == host() or backup.started_at < before):
            backup.removed_at = timezone.now()
            backup.save(update_fields=["removed_at"])


@transaction.atomic
def note_restored(*, name: str, size: int, manifest: Manifest) -> None:
    """Write down, in what was put back, from which backup it came; its own row was still open in it."""
    backup, _ = Backup.unscoped.get_or_create(name=name, defaults={"host": host()})
    backup.size, backup.rows, backup.files = size, manifest.row_count, len(manifest.files)
    backup.finished_at = backup.finished_at or timezone.now()
    backup.fault = ""
    backup.save()
    _open_rows().update(fault=INTERRUPTED)
    record(None, gettext_noop("Khôi phục từ bản sao lưu"), backup)
