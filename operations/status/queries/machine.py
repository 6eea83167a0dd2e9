"""What this machine and its database say of themselves: room on its disks, time, copies."""

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from operations.starting.queries import database_file
from operations.status.rules.facts import Disk, Replicas


def disks() -> dict[str, Disk]:
    """Return what is known of the folders that are written to, by what they hold."""
    files = "" if settings.FILES_IN_STORE else settings.MEDIA_ROOT
    folders = {"disk_files": files, "disk_backup": settings.BACKUP_DIR}
    if file := database_file():
        folders["disk_database"] = str(file.parent)
    return {key: disk(str(folder)) for key, folder in folders.items() if folder}


def disk(folder: str) -> Disk:
    """Return what is known of one folder; one that is still to be made stands for the one it will lie in."""
    place = Path(folder)
    try:
        place = place if place.exists() else place.parent
        room = shutil.disk_usage(place)
    except OSError:
        return Disk(folder=folder, is_there=False)
    return Disk(
        folder=folder,
        is_writable=os.access(place, os.W_OK | os.X_OK),
        free=room.free,
        total=room.total,
    )


def database_time() -> datetime | None:
    """Return the time of the database's machine; SQLite has none of its own."""
    if connection.vendor != "postgresql":
        return None
    return _asked("SELECT clock_timestamp()")[0][0]  # type: ignore[no-any-return]  # the stubs say Any


def replicas() -> Replicas | None:
    """Return what a PostgreSQL says of its copies and of the archive of its log; None where it has neither."""
    if connection.vendor != "postgresql":
        return None
    is_copy, awaited = _asked(
        "SELECT pg_is_in_recovery(), current_setting('synchronous_standby_names')"
    )[0]
    delays = [
        row[0]
        for row in _asked("SELECT EXTRACT(EPOCH FROM replay_lag)::float FROM pg_stat_replication")
    ]
    failed, done = _asked("SELECT last_failed_time, last_archived_time FROM pg_stat_archiver")[0]
    failed = failed if failed and (done is None or failed > done) else None
    if not (is_copy or awaited or delays or failed):
        return None
    return Replicas(is_copy=is_copy, awaited=bool(awaited), delays=delays, archive_failed_at=failed)


def _asked(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
