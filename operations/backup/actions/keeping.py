"""Backups kept: also in a second place, as long as their days, and the last good one always."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from erasure.actions.listing import write_all
from operations.backup.actions import rows
from operations.backup.actions.working import need_space, settle
from operations.backup.queries import good_names
from operations.backup.rules.archive import digest_of
from operations.backup.rules.faults import Fault, of_the_system
from operations.backup.rules.thinning import moment_of, too_old


def copy_elsewhere(folder: Path) -> str:
    """Copy to the second place what is good and not there; return in words why not, "" where it is done."""
    if not settings.BACKUP_COPY:
        return ""
    place = Path(settings.BACKUP_COPY)
    if not place.is_dir():
        return f"Không thấy nơi chép thứ hai {place}: gắn lại đĩa hoặc ổ mạng rồi chạy lại."
    try:
        for name in _lacking(folder, place):
            _copy(folder / name, place)
            rows.note_copied(names=[name])
    except OSError as fault:
        return str(of_the_system(fault, place))
    except Fault as fault:
        return str(fault)
    return ""


def listed_beside() -> str:
    """Write the list of erasures beside the backups; return in words why not, "" where it is done."""
    try:
        write_all()
    except OSError:
        return "Chưa ghi được danh sách người đã xóa cạnh bản sao lưu: xem thư mục rồi chạy lại."
    return ""


def is_on_one_disk(folder: Path) -> bool:
    """Say whether one broken disk would take both places."""
    place = Path(settings.BACKUP_COPY)
    same = place.is_dir() and place.stat().st_dev == folder.stat().st_dev
    return bool(settings.BACKUP_COPY) and same


def _lacking(folder: Path, place: Path) -> list[str]:
    """Return the good backups that the second place lacks and that are to stay, oldest first."""
    good = good_names()
    names = [path.name for path in folder.iterdir() if path.name in good]
    old = too_old(names, good, timezone.now(), settings.BACKUP_KEEP_DAYS)
    return sorted(name for name in names if name not in old and not (place / name).exists())


def _copy(path: Path, place: Path) -> None:
    """Copy a file, and read the copy again."""
    need_space(place, path.stat().st_size)
    part = place / f".{path.name}.part"
    try:
        shutil.copyfile(path, part)
        part.chmod(0o600)
        settle(part)
        if digest_of(part) != digest_of(path):
            raise Fault(f"Bản chép ở {place} khác bản gốc: kiểm tra đĩa rồi chạy lại.")
        os.replace(part, place / path.name)  # noqa: PTH105 - whole, or not at all
        settle(place / path.name)
    finally:
        part.unlink(missing_ok=True)


def remove_old(folder: Path) -> list[str]:
    """Remove the backups whose days are over, here and in the second place; return the names of those here."""
    removed = _thinned(folder)
    if settings.BACKUP_COPY and Path(settings.BACKUP_COPY).is_dir():
        _thinned(Path(settings.BACKUP_COPY))
    rows.note_removed(folder=folder)
    return removed


def _thinned(folder: Path) -> list[str]:
    names = [path.name for path in folder.iterdir() if moment_of(path.name)]
    old = too_old(names, good_names(), timezone.now(), settings.BACKUP_KEEP_DAYS)
    for name in old:
        (folder / name).unlink(missing_ok=True)
    return old
