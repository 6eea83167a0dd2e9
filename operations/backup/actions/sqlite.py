"""SQLite: a copy by VACUUM INTO, which no writer waits for and in which nothing that was deleted is left."""

import errno
import gzip
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import DatabaseError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from operations.backup.actions.taken import Taken
from operations.backup.actions.working import settle
from operations.backup.queries import (
    applied_migrations,
    asking,
    has_people_or_places,
    named_files,
    rows_of,
    tables,
)
from operations.backup.rules.faults import Damaged, NotEmpty
from operations.backup.rules.sealing import PIECE

NAME = "database.sqlite3.gz"


def _path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def size_now() -> int:
    """Return about how many bytes the database has."""
    path = _path()
    return path.stat().st_size if path.exists() else 0


def take(work: Path) -> Taken:
    """Copy one moment, check the copy from its first page to its last, and count it."""
    raw, small = work / "database.sqlite3", work / NAME
    _copy(raw)
    with closing(_opened(raw)) as copy:
        _check(copy)
        ask = asking(copy)
        rows, named = rows_of(ask, tables(copy)), list(named_files(ask))
        applied = applied_migrations(copy)
    with raw.open("rb") as plain, gzip.open(small, "wb", compresslevel=1) as target:
        shutil.copyfileobj(plain, target, PIECE)
    raw.unlink()
    return Taken(small, NAME, f"SQLite {sqlite3.sqlite_version}", rows, named, applied)


def _copy(raw: Path) -> None:
    try:
        with closing(connection.copy()) as source, source.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(raw)])
    except OperationalError as fault:
        if "full" in str(fault):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from fault
        raise


def _opened(path: Path) -> BaseDatabaseWrapper:
    """Open a copy as it is: with Django's functions, which indexes call, and nothing else that is ours."""
    copy = connection.copy()
    copy.settings_dict |= {"NAME": str(path), "OPTIONS": {}}
    return copy


def _check(copy: BaseDatabaseWrapper) -> None:
    try:
        found = asking(copy)("PRAGMA integrity_check(1)")
    except DatabaseError as fault:
        raise Damaged("Bản chụp cơ sở dữ liệu không mở được: không dùng.") from fault
    if [tuple(row) for row in found] != [("ok",)]:
        raise Damaged("Cơ sở dữ liệu có trang hỏng (integrity_check): báo người quản trị ngay.")


def refuse_unless_empty() -> None:
    """Refuse a file with people or places in it. Raises NotEmpty."""
    if _path().exists() and has_people_or_places():
        raise NotEmpty(
            f"{_path()} đã có dữ liệu. Chỉ khôi phục vào chỗ trống: dừng trang, đổi tên tệp đó "
            "(cả -wal, -shm) hoặc đặt DATABASE_URL khác, rồi chạy lại."
        )


def put_back(copy: Path) -> None:
    """Open the copy, check every page of it, and let it take the place of the empty file."""
    raw = copy.with_name("database.sqlite3")
    try:
        with gzip.open(copy, "rb") as source, raw.open("wb") as target:
            shutil.copyfileobj(source, target, PIECE)
    except (EOFError, gzip.BadGzipFile) as fault:
        raise Damaged("Cơ sở dữ liệu trong bản sao lưu không giải nén được.") from fault
    with closing(_opened(raw)) as opened:
        _check(opened)
    connection.close()
    path = _path()
    raw.chmod(0o600)
    settle(raw)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.move(raw, path)
    settle(path)
