"""What a machine may lack that is to serve a site, worked out without a database: each in words, with what to do."""

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

# File systems of another machine, or of another one's memory: SQLite's locks and shared memory fail there.
NETWORK = frozenset(
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
    }
    | {
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "fuse.ceph",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
    }
    | {"fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs"}
)
# A share of the disk under which it is said, and both under which nothing is begun.
LOW, NONE_LEFT, NONE_LEFT_BYTES = 0.10, 0.01, 200 * 1024 * 1024
# How far the clock may be behind what was written before.
TOLERANCE = timedelta(minutes=5)
# What nothing may be begun despite of: data would be lost or mixed up.
NEVER = frozenset({"migrations", "newer", "network"})


@dataclass(frozen=True)
class Fault:
    """Something a machine lacks: its key, what is wrong, what to do, and whether a site may begin nonetheless."""

    key: str
    words: str
    do: str
    stops: bool = True

    def stops_despite(self, keys: Iterable[str]) -> bool:
        """Say whether it keeps a site from beginning that shall begin despite these."""
        return self.stops and (self.key in NEVER or self.key not in keys)


def kind_of_disk(path: Path, mounts: str) -> str:
    """Return the kind of file system a path is on, from the text of /proc/mounts; "" where it does not say."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        parts = line.split()
        # A space in a name is written as \040.
        point = re.sub(r"\\(\d{3})", _octal, parts[1]) if len(parts) > 2 else ""
        # Of two at one place the later one lies on top.
        if point and path.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), parts[2]
    return kind


def _octal(found: re.Match[str]) -> str:
    return chr(int(found[1], 8))


def on_a_network(path: Path, mounts: str) -> list[Fault]:
    """Name an SQLite database on a disk of another machine."""
    kind = kind_of_disk(path.resolve(), mounts)
    if kind not in NETWORK:
        return []
    return [
        Fault(
            "network",
            _("Cơ sở dữ liệu SQLite nằm trên ổ mạng (%(kind)s, %(path)s): sẽ hỏng dữ liệu.")
            % {"kind": kind, "path": path},
            _(
                "Chép tệp cơ sở dữ liệu vào ổ đĩa của chính máy này và sửa DATABASE_URL, "
                "hoặc dùng PostgreSQL."
            ),
        )
    ]


def store_fault(fault: str) -> Fault:
    """Say that the store of files does not answer; one whose packages are missing is refused by the checks."""
    return Fault(
        "store",
        _("Kho tệp (FILES_URL) không dùng được: %(fault)s.") % {"fault": fault},
        _(
            "Xem địa chỉ, khóa, mạng tới kho và bucket. Trang vẫn chạy, nhưng không gửi, không mở được tệp nào."
        ),
        stops=False,
    )


def full_disks(paths: Iterable[Path]) -> list[Fault]:
    """Name the disks that are nearly full, each once."""
    found = {}
    for path in map(_existing, paths):
        usage, device = shutil.disk_usage(path), path.stat().st_dev
        if usage.free < usage.total * LOW and device not in found:
            none = usage.free < min(usage.total * NONE_LEFT, NONE_LEFT_BYTES)
            found[device] = Fault(
                "disk",
                _("Ổ đĩa của %(path)s gần đầy: còn %(free)s MB, %(share)s %%.")
                % {
                    "path": path,
                    "free": usage.free // 2**20,
                    "share": usage.free * 100 // usage.total,
                },
                _(
                    "Xóa bản sao lưu cũ đã chép nơi khác, nhật ký cũ (journalctl --vacuum-size=500M), "
                    "hoặc nới ổ đĩa. Hết chỗ thì không lưu được gì nữa."
                ),
                stops=none,
            )
    return [*found.values()]


def _existing(path: Path) -> Path:
    return next(one for one in (path, *path.absolute().parents) if one.exists())


def file_faults(database: Path) -> list[Fault]:
    """Name a database of SQLite that this user cannot write to, or beside which they cannot."""
    both = [one for one in (database, database.parent) if one.exists()]
    if all(os.access(one, os.W_OK) for one in both):
        return []
    words = _(
        "Không ghi được vào %s: tệp cơ sở dữ liệu hoặc thư mục của nó thuộc về người dùng khác."
    )
    do = _("Chạy: chown -R %(user)s %(path)s, với người dùng chạy Tổ số, rồi chmod -R u+rwX.")
    facts = {"user": os.geteuid(), "path": database.parent}
    return [Fault("owner", words % database, do % facts)]


def folder_faults(folder: Path) -> list[Fault]:
    """Name a folder of files that this user does not own, or cannot write to."""
    to_do = _(
        "Chạy: chown -R %(user)s %(path)s, với người dùng chạy Tổ số, rồi chmod -R u+rwX."
    ) % {
        "user": os.geteuid(),
        "path": folder,
    }
    if not folder.is_dir():
        words = _("Không có thư mục %s (MEDIA_ROOT).") % folder
        return [Fault("media", words, _("Tạo thư mục đó, cho người dùng chạy Tổ số."))]
    facts = folder.stat()
    if facts.st_uid != os.geteuid():
        words = _("Thư mục %s (MEDIA_ROOT) thuộc về người dùng khác.") % folder
        return [Fault("media", words, to_do)]
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        words = _("Không ghi được vào thư mục %s (MEDIA_ROOT).") % folder
        return [Fault("media", words, to_do)]
    if facts.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        words = _("Người dùng khác của máy đọc được thư mục %s (MEDIA_ROOT).") % folder
        return [Fault("media", words, _("Chạy: chmod 700 %s.") % folder, stops=False)]
    return []


def clock_faults(now: datetime, *, built: datetime, newest: datetime | None) -> list[Fault]:
    """Name a clock that is behind the program itself, or behind what was written before."""
    before = max(filter(None, (built, newest)))
    if now >= before - TOLERANCE:
        return []
    return [
        Fault(
            "clock",
            _("Đồng hồ của máy chạy chậm: bây giờ là %(now)s, nhưng đã có việc ghi lúc %(before)s.")
            % {"now": f"{now:%d/%m/%Y %H:%M}", "before": f"{before:%d/%m/%Y %H:%M}"},
            _(
                "Chỉnh giờ (timedatectl set-ntp true; timedatectl). Nếu giờ nay đúng và ngày kia mới sai: "
                "thêm --despite clock."
            ),
        )
    ]


def zone_faults(name: str) -> list[Fault]:
    """Name a machine that does not know the time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        words = _("Máy không biết múi giờ %s: ngày tháng sẽ sai.") % name
        return [Fault("zone", words, _("Cài danh mục múi giờ: apt install tzdata."))]
    return []


def catalogue_faults(folders: Iterable[Path]) -> list[Fault]:
    """Name catalogues of texts that are there as source, but not as what a page reads."""
    sources = [one for folder in folders for one in sorted(folder.glob("*/LC_MESSAGES/*.po"))]
    lost = [str(one.with_suffix(".mo")) for one in sources if not one.with_suffix(".mo").exists()]
    if not lost:
        return []
    words = _("Thiếu tệp chữ dịch: %s.") % ", ".join(lost)
    do = _(
        "Lấy lại từ bản cài (git checkout -- locale), hoặc apt install gettext rồi make messages."
    )
    return [Fault("messages", words, do)]
