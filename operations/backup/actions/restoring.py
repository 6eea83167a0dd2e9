"""A backup put back: only into an empty place, and only when every byte of it was read and is right."""

import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection
from pyrage.x25519 import Identity

from erasure.actions.applying import Applied
from operations.backup.actions import rows, snapshot
from operations.backup.actions.returning import near, open_again
from operations.backup.actions.working import in_words, need_space, work_folder, work_place
from operations.backup.queries import applied_migrations, asking, known_migrations, rows_of
from operations.backup.rules.faults import Damaged, NotEmpty, OtherVersion
from operations.backup.rules.manifest import FILES, About, Manifest
from operations.backup.rules.reading import read_through


@dataclass(frozen=True)
class Restored:
    """What was put back."""

    about: About
    manifest: Manifest
    # Migrations that were made up for, because the backup is of an older version.
    migrated: int
    # What became of the list of erasures.
    erasures: Applied


def restore(*, path: Path, identity: Identity | None, erasures: Collection[Path] = ()) -> Restored:
    """Put a backup where the settings say, and erase again whom the lists of erasures name.

    These lie beside the backup and in the places of the settings; `erasures` are further ones. Raises a Fault in
    words, with nothing put back.
    """
    with in_words(Path(settings.MEDIA_ROOT)):
        snapshot.refuse_unless_empty()
        about, manifest = _laid(path, identity, Path(settings.MEDIA_ROOT))
        _count(manifest)
        return Restored(about, manifest, *_afterwards(path, manifest, erasures))


def _laid(path: Path, identity: Identity | None, media: Path) -> tuple[About, Manifest]:
    """Read all of it aside, and only then put it in its place."""
    _refuse_unless_bare(media)
    with work_folder(work_place()) as work, work_folder(media) as laid:
        need_space(work, path.stat().st_size)
        need_space(media, path.stat().st_size)

        def keep(name: str) -> Path:
            return (laid if name.startswith(FILES) else work) / name

        about, manifest = read_through(path, identity, begin=_refuse_unless_fits, keep=keep)
        _put_back(work / str(manifest.database["name"]), laid / FILES, media)
    return about, manifest


def _refuse_unless_bare(media: Path) -> None:
    if media.is_dir() and any(not one.name.startswith(".") for one in media.iterdir()):
        raise NotEmpty(
            f"Thư mục MEDIA_ROOT ({media}) đã có tệp. Chỉ khôi phục vào chỗ trống: dừng trang, đổi "
            "tên thư mục đó hoặc đặt MEDIA_ROOT khác, rồi chạy lại."
        )
    # A file that went since would come back to a site that names it no more, and stay for good.
    if settings.FILES_IN_STORE and any(default_storage.listdir("")):
        raise NotEmpty(
            "Kho ở FILES_URL đã có tệp. Chỉ khôi phục vào chỗ trống: dừng trang, đặt FILES_URL là "
            "một bucket mới, rồi chạy lại."
        )


def _refuse_unless_fits(about: About) -> None:
    """Refuse a backup that this version on this engine cannot read."""
    if about.engine != connection.vendor:
        raise OtherVersion(
            f"Bản sao lưu là của {about.database}, DATABASE_URL ở đây là {connection.vendor}: "
            "đặt DATABASE_URL cùng loại rồi chạy lại."
        )
    if newer := {(app, name) for app, name in about.migrations} - known_migrations():
        raise OtherVersion(
            f"Bản sao lưu của bản Tổ số mới hơn bản đang cài ({len(newer)} bước nâng cấp chưa biết): "
            "cài đúng bản đó rồi chạy lại."
        )


def _put_back(copy: Path, laid: Path, media: Path) -> None:
    """Files first: a database whose files are not there yet is never seen by anybody."""
    moved, sent = list[Path](), list[str]()
    try:
        if settings.FILES_IN_STORE:
            _send_to_the_store(laid, sent)
        else:
            for one in laid.iterdir() if laid.is_dir() else ():
                moved.append(one.rename(media / one.name))
        snapshot.put_back(copy)
    except BaseException:
        for one in moved:
            shutil.rmtree(one, ignore_errors=True)
        for name in sent:
            with suppress(OSError):
                default_storage.delete(name)
        raise


def _send_to_the_store(laid: Path, sent: list[str]) -> None:
    """Carry files to the store that pages read them from (`FILES_URL`), each under its own name, and note which."""
    for path in sorted(one for one in laid.rglob("*") if one.is_file()):
        sent.append(str(path.relative_to(laid)))
        with path.open("rb") as file:
            default_storage.save(sent[-1], File(file))


def _count(manifest: Manifest) -> None:
    """Count every table again, as it now stands."""
    counted = rows_of(asking(connection), manifest.rows)
    if wrong := [table for table in counted if counted[table] != manifest.rows[table]]:
        raise Damaged(
            f"Số dòng của {len(wrong)} bảng không đúng bảng kê ({', '.join(wrong[:5])}): không dùng "
            "cơ sở dữ liệu vừa khôi phục, xóa nó và dùng bản khác."
        )


def _afterwards(path: Path, manifest: Manifest, erasures: Collection[Path]) -> tuple[int, Applied]:
    """Do what must be done before anybody sees what was put back.

    Returns how many migrations were made up for, and what became of the lists of erasures.
    """
    before = len(applied_migrations(connection))
    applied = open_again(near(path, erasures))
    rows.note_restored(name=path.name, size=path.stat().st_size, manifest=manifest)
    return len(applied_migrations(connection)) - before, applied
