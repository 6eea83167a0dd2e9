"""Why no backup was made or put back, in words for whoever runs the server; a row keeps the kind alone."""

import errno
from pathlib import Path


class Fault(Exception):
    """Something that stands in the way, said in words."""


class NoPlace(Fault):
    """Nobody said where backups go, or nothing can be written there."""


class NoKey(Fault):
    """The key is missing, is none, or is the one that must not be here."""


class WrongKey(Fault):
    """The backup was sealed to other keys."""


class Damaged(Fault):
    """The file is not what was written."""


class NoSpace(Fault):
    """The disk is full, or would be."""


class NoTool(Fault):
    """A program of PostgreSQL is missing, older than the server, or failed."""


class NoDatabase(Fault):
    """The database does not answer, or not in time."""


class Busy(Fault):
    """Another backup is being made there."""


class NotEmpty(Fault):
    """Where a backup is to be put back there is something already."""


class OtherVersion(Fault):
    """The backup is of another engine, or of a newer version of Tổ số."""


def mebibytes(size: int) -> str:
    """Write a size as whoever looks at a disk reads it."""
    return f"{size / 1024**3:.1f} GB" if size >= 1024**3 else f"{size / 1024**2:.1f} MB"


def of_the_system(fault: OSError, folder: Path) -> Fault:
    """Say what the system could not do."""
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        return NoSpace(
            f"Hết chỗ trên đĩa của {folder}: dọn bớt rồi chạy lại. Không bản nào bị hỏng."
        )
    if fault.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return NoPlace(
            f"Không được ghi hoặc đọc {fault.filename or folder}: giao thư mục cho tài khoản chạy Tổ số."
        )
    return Fault(f"Máy báo lỗi khi đọc hoặc ghi ({fault.strerror or type(fault).__name__}).")
