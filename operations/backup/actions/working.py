"""Places to work in: one backup at a time in a folder, and a folder for the open copy that never outlives its work."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from operations.backup.rules.faults import Busy, NoDatabase, NoSpace, mebibytes, of_the_system

PREFIX, LOCK = ".to-so-work-", "lock"
# A folder is made and locked within this; one that is older and not locked is of a process that died.
MAKING_SECONDS = 60
# What must stay free for the site itself.
RESERVE = 64 * 1024 * 1024


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Say in words what the system or the database could not do; Raises a Fault."""
    try:
        yield
    except OSError as fault:
        raise of_the_system(fault, folder) from fault
    except DatabaseError as fault:
        raise NoDatabase(
            "Cơ sở dữ liệu không trả lời hoặc đang bận lâu: xem nó có chạy không, rồi chạy lại."
        ) from fault


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let nobody else make a backup in a folder meanwhile; Raises Busy."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"Đang có một lần sao lưu khác vào {folder}: chờ nó xong.") from None
        yield


def work_place() -> Path:
    """Return the folder under which the open copy lies while it is sealed or put back."""
    if settings.BACKUP_WORK_DIR:
        return Path(settings.BACKUP_WORK_DIR)
    if connection.vendor == "sqlite":
        return Path(str(connection.settings_dict["NAME"])).resolve().parent
    # Beside the files of people, which is the site's own disk; /tmp may be memory.
    beside = Path(settings.MEDIA_ROOT).resolve().parent
    return beside if os.access(beside, os.W_OK) else Path(tempfile.gettempdir())


@contextmanager
def work_folder(place: Path) -> Iterator[Path]:
    """Yield a folder for us alone; it goes afterwards, and those of processes that died go first."""
    place.mkdir(parents=True, exist_ok=True)
    clear_leftovers(place)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    try:
        with (folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_leftovers(place: Path) -> None:
    """Remove the folders that a process left when it died."""
    for folder in place.glob(f"{PREFIX}*"):
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            continue
        if _is_dead(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_dead(folder: Path) -> bool:
    if time.time() - folder.stat().st_mtime < MAKING_SECONDS and not (folder / LOCK).exists():
        return False
    try:
        with (folder / LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def need_space(folder: Path, size: int) -> None:
    """Refuse what would fill the disk: the site itself could save nothing any more. Raises NoSpace."""
    free = shutil.disk_usage(folder).free
    if free < size + RESERVE:
        raise NoSpace(
            f"Đĩa của {folder} còn {mebibytes(free)}, cần khoảng {mebibytes(size + RESERVE)}: "
            "dọn bớt hoặc đổi thư mục rồi chạy lại."
        )


def settle(path: Path) -> None:
    """Have the disk keep a file and its name."""
    for one in (path, path.parent):
        number = os.open(one, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
