"""A backup made: the moment of the database first, then the files that this moment names; read again to its last byte."""

import hashlib
import logging
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from pyrage.x25519 import Recipient

from operations.backup.actions import rows, snapshot
from operations.backup.actions.keeping import copy_elsewhere, listed_beside, remove_old
from operations.backup.actions.taken import Taken
from operations.backup.actions.working import (
    alone_in,
    in_words,
    need_space,
    settle,
    work_folder,
    work_place,
)
from operations.backup.queries import Named, asking, last_size, named_files
from operations.backup.rules.archive import Member, digest_of, of_bytes, of_file, packed
from operations.backup.rules.faults import Damaged, NoKey, NoPlace
from operations.backup.rules.manifest import ABOUT, FILES, MANIFEST, About, Manifest, written
from operations.backup.rules.reading import read_through
from operations.backup.rules.sealing import once, recipients, seal
from operations.backup.rules.thinning import LONGEST_DAYS, name_of
from operations.models import Backup

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    """A backup that was made and checked."""

    path: Path
    manifest: Manifest
    removed: list[str]
    # Why it does not lie in the second place; "" where it does, or where there is none.
    not_copied: str = ""


def make() -> Made:
    """Make a backup where the settings say; Raises a Fault in words."""
    folder, keys = _place(), _keys()
    with in_words(folder), alone_in(folder):
        for part in folder.glob(".to-so-*.part"):
            part.unlink()
        name = _free_name(sealed=bool(keys))
        backup = rows.begin(name=name)
        manifest = _noted(backup, folder / name, keys)
        not_copied = copy_elsewhere(folder) or listed_beside()
        return Made(folder / name, manifest, remove_old(folder), not_copied)


def copy_again() -> str:
    """Copy what is good and not yet in the second place; return in words why not. Raises a Fault in words."""
    folder = _place()
    with in_words(folder), alone_in(folder):
        return copy_elsewhere(folder)


def _free_name(*, sealed: bool) -> str:
    """Return the name of this second, or of the next one that has none."""
    name = name_of(timezone.now(), sealed=sealed)
    while Backup.unscoped.filter(name=name).exists():
        time.sleep(0.1)
        name = name_of(timezone.now(), sealed=sealed)
    return name


def _place() -> Path:
    """Return where backups go; Raises NoPlace."""
    if not settings.BACKUP_DIR:
        raise NoPlace("Chưa đặt BACKUP_DIR: thư mục để bản sao lưu, tốt nhất ở đĩa khác.")
    folder = Path(settings.BACKUP_DIR).resolve()
    if folder.is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        raise NoPlace("BACKUP_DIR không được nằm trong MEDIA_ROOT: chọn thư mục khác.")
    if not 1 <= settings.BACKUP_KEEP_DAYS <= LONGEST_DAYS:
        raise NoPlace(
            f"BACKUP_KEEP_DAYS phải từ 1 đến {LONGEST_DAYS} ngày: dữ liệu cá nhân đã xóa không được "
            "nằm lâu hơn trong bản sao lưu."
        )
    return folder


def _keys() -> list[Recipient]:
    """Return to whom a backup is sealed; none only where that was said. Raises NoKey."""
    keys = recipients(settings.BACKUP_KEY)
    if not keys and not settings.BACKUP_PLAIN:
        raise NoKey(
            "Chưa đặt BACKUP_KEY: ai nhặt được bản sao lưu cũng đọc được tên, số điện thoại. Chạy "
            "manage.py backup_key ở máy khác, hoặc đặt BACKUP_PLAIN=1 nếu chấp nhận không khóa."
        )
    return keys


def _noted(backup: Backup, path: Path, keys: Sequence[Recipient]) -> Manifest:
    """Make it, and let its row say how it went."""
    part = path.with_name(f".{path.name}.part")
    try:
        with in_words(path.parent):
            manifest = _written(part, keys)
            os.replace(part, path)  # noqa: PTH105 - whole, or not at all
            settle(path)
    except BaseException as fault:
        part.unlink(missing_ok=True)
        rows.fail(backup=backup, kind=type(fault).__name__)
        raise
    rows.finish(backup=backup, size=path.stat().st_size, manifest=manifest)
    return manifest


class _Digested:
    """A file that is written, and its check code."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.code = file, hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.code.update(data)
        self.file.write(data)

    def flush(self) -> None:
        self.file.flush()


def _written(part: Path, keys: Sequence[Recipient]) -> Manifest:
    """Write a backup and read it again: with a key of its own, which is in memory only and then gone."""
    own = once() if keys else None
    sealed_to = [*keys, own.to_public()] if own else []
    with work_folder(work_place()) as work:
        need_space(work, snapshot.size_now() * 5 // 4)
        taken = snapshot.take(work)
        need_space(part.parent, max(taken.copy.stat().st_size, last_size() * 11 // 10))
        manifest = Manifest(rows=taken.rows)
        with part.open("xb") as file:
            part.chmod(0o600)
            into = _Digested(file)
            seal(packed(_members(taken, manifest)), into, sealed_to)
            file.flush()
            os.fsync(file.fileno())
            # What is read again comes from the disk, not from memory.
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if digest_of(part).sha256 != into.code.hexdigest():
        raise Damaged("Đĩa trả lại khác với những gì đã ghi: kiểm tra đĩa của BACKUP_DIR.")
    if read_through(part, own)[1] != manifest:
        raise Damaged("Bản sao lưu mở lại không đúng bảng kê: chạy lại.")
    return manifest


def _members(taken: Taken, manifest: Manifest) -> Iterator[Member]:
    """Yield what goes into the archive; the manifest is written as it goes, and is the last."""
    made_at = timezone.now().isoformat()
    about = About(made_at, connection.vendor, taken.version, taken.migrations)
    yield of_bytes(ABOUT, written(about))
    seen = digest_of(taken.copy)
    manifest.database = {"name": taken.name, "size": seen.size, "sha256": seen.sha256}
    yield of_file(taken.name, taken.copy)
    gone = set[str]()
    for named in taken.named:
        if named.name in manifest.files:
            continue
        if member := _file(named, manifest):
            yield member
        else:
            gone.add(named.name)
    # What no row names any more went while this was made, and is missed by nobody.
    manifest.missing = sorted(gone and gone & {now.name for now in named_files(asking(connection))})
    if manifest.missing or manifest.changed:
        LOG.warning(
            "backup: %d files missing, %d changed", len(manifest.missing), len(manifest.changed)
        )
    yield of_bytes(MANIFEST, written(manifest))


def _file(named: Named, manifest: Manifest) -> Member | None:
    """Read a file whole: none is larger than an upload may be. None where it is not there."""
    try:
        with default_storage.open(named.name) as file:
            data: bytes = file.read()
    except FileNotFoundError:
        return None
    code = hashlib.sha256(data).hexdigest()
    if named.sha256 not in ("", code):
        manifest.changed.append(named.name)
    manifest.files[named.name] = [len(data), code]
    return of_bytes(f"{FILES}{named.name}", data)
