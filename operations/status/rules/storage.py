"""Checks of what must outlive the server: backups, and the room to write."""

from datetime import timedelta
from functools import partial

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from operations.status.rules.check import Check, Level, Rule, ago, check
from operations.status.rules.facts import Disk, Facts

# A backup is made each day; two hours more for one that takes long.
BACKUP_LATE = timedelta(hours=26)
# Percent that are free under which a disk is nearly full, and as good as full.
NEARLY_FULL, FULL = 10, 3
# A file that should be gone is tried every few minutes: after so long something is wrong with its place, after so
# long nobody looked.
REMOVAL_LATE, REMOVAL_TOO_LATE = timedelta(hours=1), timedelta(days=1)
# What each folder holds.
HELD = {
    "disk_files": gettext_lazy("Chỗ trống cho tệp của người dùng"),
    "disk_database": gettext_lazy("Chỗ trống cho cơ sở dữ liệu"),
    "disk_backup": gettext_lazy("Chỗ trống cho bản sao lưu"),
}


def backup(facts: Facts) -> Check:
    """Say whether the last backup is of today, was opened again, and lies in a second place."""
    known = facts.backups
    if not known.is_set_up:
        do = _("Đặt sao lưu theo hướng dẫn vận hành, mục Sao lưu. Chưa có thì máy hỏng là mất hết.")
        return _backup(Level.BAD, _("Chưa đặt sao lưu."), do, facts)
    if known.finished_at is None or facts.now - known.finished_at > BACKUP_LATE:
        do = _("Xem lý do trong nhật ký máy chủ, rồi chạy tay: manage.py backup.")
        return _backup(Level.BAD, _late(facts), do, facts)
    if known.verified_at is None:
        do = _("Bản chưa mở lại được thì chưa tin được. Chạy lại: manage.py backup.")
        return _backup(Level.BAD, _("Bản mới nhất chưa được mở ra kiểm tra."), do, facts)
    if known.fault:
        do = _("Xem lý do trong nhật ký máy chủ, rồi chạy tay: manage.py backup.")
        says = _("Lần sau cùng bị lỗi %(fault)s; bản trước đó vẫn tốt.") % {"fault": known.fault}
        return _backup(Level.BAD, says, do, facts)
    if known.has_second_place and known.copied_at is None:
        do = _("Xem nơi thứ hai còn mở được, còn chỗ không, rồi chạy lại: manage.py backup.")
        return _backup(Level.WARN, _("Bản mới nhất chưa chép sang nơi thứ hai."), do, facts)
    if known.unlisted:
        do = _("Xem thư mục sao lưu còn chỗ, ghi được không, rồi chạy: manage.py list_erasures.")
        says = _("%(n)s lần xóa dữ liệu chưa ghi vào danh sách cạnh bản sao lưu.")
        return _backup(Level.WARN, says % {"n": known.unlisted}, do, facts)
    says = _("Bản mới nhất đã mở ra kiểm tra, %(ago)s.") % {
        "ago": ago(facts.now, known.finished_at)
    }
    return _backup(Level.OK, says, "", facts)


def _backup(level: Level, says: str, do: str, facts: Facts) -> Check:
    return check("backup", _("Sao lưu"), level, says, do, seen=facts.backups.finished_at)


def _late(facts: Facts) -> str:
    known = facts.backups
    if known.finished_at is None:
        says = _("Chưa có bản sao lưu nào.")
    else:
        says = _("Bản mới nhất đã cũ: %(ago)s.") % {"ago": ago(facts.now, known.finished_at)}
    if not known.fault:
        return says
    return says + " " + _("Lần sau cùng bị lỗi %(fault)s.") % {"fault": known.fault}


def room(facts: Facts, key: str) -> Check:
    """Say how much room a folder has, whether it is there and may be written."""
    disk, title = facts.disks[key], HELD[key]
    where = {"folder": disk.folder}
    if not disk.is_there:
        do = _("Gắn lại ổ đĩa, hoặc tạo thư mục %(folder)s cho tài khoản chạy Tổ số.") % where
        return check(key, title, Level.BAD, _("Không thấy thư mục."), do)
    if not disk.is_writable:
        do = _("Giao thư mục %(folder)s cho tài khoản chạy Tổ số (chown), rồi thử lại.") % where
        return check(key, title, Level.BAD, _("Không ghi được vào thư mục."), do)
    do = _("Xóa bớt hoặc thêm đĩa ở %(folder)s. Hết chỗ thì không ai lưu được nữa.") % where
    return check(key, title, _level(disk), _free(disk), do)


def _level(disk: Disk) -> Level:
    if disk.percent < FULL:
        return Level.BAD
    return Level.WARN if disk.percent < NEARLY_FULL else Level.OK


def _free(disk: Disk) -> str:
    """Say how much is free of how much, and how many percent are used up."""
    return _("Còn %(free)s trên %(total)s, đã dùng %(used)s%%.") % {
        "free": filesizeformat(disk.free).replace("\xa0", " "),
        "total": filesizeformat(disk.total).replace("\xa0", " "),
        "used": number_format(int(100 - disk.percent)),
    }


def store(facts: Facts) -> Check:
    """Say whether the store of files answers, where there is one."""
    title, fault = _("Kho tệp của người dùng"), facts.store
    if not fault:
        return check("store", title, Level.OK, _("Trả lời được."))
    do = _(
        "Xem FILES_URL, mạng tới kho và bucket; máy nào thiếu gói thì cài requirements-s3.lock. Chưa sửa thì không "
        "gửi, không mở được tệp nào; phần còn lại vẫn chạy."
    )
    return check("store", title, Level.BAD, _("Không dùng được: %(fault)s.") % {"fault": fault}, do)


def removals(facts: Facts) -> Check:
    """Say whether files that should be gone are still there: there may be people in them who were erased."""
    title, waits = _("Tệp phải bỏ"), facts.removals
    late = [since for since in waits if facts.now - since > REMOVAL_LATE]
    if not late:
        return check("removals", title, Level.OK, _("Không tệp nào còn sót."))
    level = Level.BAD if facts.now - late[0] > REMOVAL_TOO_LATE else Level.WARN
    words = ngettext(
        "%(n)s tệp phải bỏ vẫn còn trên đĩa hoặc trong kho, lâu nhất từ %(ago)s.",
        "%(n)s tệp phải bỏ vẫn còn trên đĩa hoặc trong kho, lâu nhất từ %(ago)s.",
        len(late),
    )
    says = words % {"n": number_format(len(late)), "ago": ago(facts.now, late[0])}
    do = _(
        "Có thể có tên người đã xóa trong đó. Xem đĩa, quyền ghi của MEDIA_ROOT (hoặc kho tệp); sửa xong thì việc nền "
        "tự bỏ trong 10 phút."
    )
    return check("removals", title, level, says, do)


def rooms(facts: Facts) -> list[Rule]:
    """Return a check for each folder that is known."""
    return [partial(room, key=key) for key in HELD if key in facts.disks]
