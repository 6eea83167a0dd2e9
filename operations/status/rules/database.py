"""Checks of the database: whether it answers, is of this version, has the same time, and is copied."""

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, ngettext

from operations.status.rules.check import Check, Level, ago, check
from operations.status.rules.facts import Facts, Replicas

# Seconds between two clocks that matter, and that spoil what is compared by time.
APART, FAR_APART = 5, 60
# Seconds behind which a copy is late, and is of little use.
BEHIND, FAR_BEHIND = 60, 3600


def database(facts: Facts) -> Check:
    """Say whether the database answers."""
    title = _("Cơ sở dữ liệu")
    if facts.is_answering:
        return check(
            "database", title, Level.OK, _("%(engine)s, trả lời được.") % {"engine": facts.engine}
        )
    do = _(
        "Xem dịch vụ PostgreSQL còn chạy không, hoặc đĩa giữ tệp SQLite còn mở được không. Tổ số tự nối lại."
    )
    return check("database", title, Level.BAD, _("Không trả lời."), do)


def migrations(facts: Facts) -> Check:
    """Say whether the tables are of the version of this code."""
    title = _("Phiên bản cơ sở dữ liệu")
    if facts.missing:
        n = len(facts.missing)
        says = ngettext(
            "Thiếu %(n)s bước cập nhật: %(names)s.", "Thiếu %(n)s bước cập nhật: %(names)s.", n
        )
        do = _(
            "Sao lưu, rồi chạy trên máy chủ: manage.py migrate. Trang có thể lỗi cho tới khi xong."
        )
        return check("migrations", title, Level.BAD, says % _named(facts.missing), do)
    if facts.unknown:
        says = _("Cơ sở dữ liệu mới hơn phần mềm: %(names)s.") % _named(facts.unknown)
        do = _("Cài lại bản phần mềm mới hơn; hoặc trả lại bản sao lưu trước khi nâng cấp.")
        return check("migrations", title, Level.BAD, says, do)
    return check("migrations", title, Level.OK, _("Đúng với phần mềm."))


def _named(keys: object) -> dict[str, str]:
    names = list(keys)  # type: ignore[call-overload]  # facts are of many types
    return {
        "n": number_format(len(names)),
        "names": ", ".join(names[:3]) + ("…" if names[3:] else ""),
    }


def clock(facts: Facts) -> Check:
    """Say whether this machine has the time of the database, and whether nothing bears a time that is yet to come."""
    title, do = (
        _("Đồng hồ"),
        _("Bật đồng bộ giờ (chrony hoặc systemd-timesyncd) trên mọi máy, rồi xem lại."),
    )
    apart = abs((facts.database_time - facts.now).total_seconds()) if facts.database_time else 0.0
    ahead = (facts.latest - facts.now).total_seconds() if facts.latest else 0.0
    if ahead > FAR_APART:
        said = {"time": date_format(localtime(facts.latest), "SHORT_DATETIME_FORMAT")}
        says = _("Giờ máy đang chậm: đã có việc ghi lúc %(time)s, sau giờ hiện nay.") % said
        return check("clock", title, Level.BAD, says, do)
    level = Level.BAD if apart > FAR_APART else Level.WARN if apart > APART else Level.OK
    if level is Level.OK:
        now = date_format(localtime(facts.now), "SHORT_DATETIME_FORMAT")
        return check("clock", title, level, _("Đúng giờ, %(now)s.") % {"now": now})
    says = _("Lệch %(n)s giây với cơ sở dữ liệu.") % {"n": number_format(int(apart))}
    return check("clock", title, level, says, do)


def replication(facts: Facts, copies: Replicas) -> Check:
    """Say whether the copies of a PostgreSQL follow, and whether its log is archived."""
    title = _("Bản song song (PostgreSQL)")
    if broken := _broken(facts, copies):
        return check("replication", title, Level.BAD, *broken)
    behind = max((delay or 0.0 for delay in copies.delays), default=0.0)
    level = Level.BAD if behind > FAR_BEHIND else Level.WARN if behind > BEHIND else Level.OK
    words = ngettext(
        "%(n)s máy song song, chậm nhất %(behind)s giây.",
        "%(n)s máy song song, chậm nhất %(behind)s giây.",
        len(copies.delays),
    )
    says = words % {"n": number_format(len(copies.delays)), "behind": number_format(int(behind))}
    do = _("Xem mạng giữa hai máy và đĩa của máy song song.")
    return check("replication", title, level, says, do)


def _broken(facts: Facts, copies: Replicas) -> tuple[str, str] | None:
    """Say what is broken, and what to do."""
    if copies.is_copy:
        do = _("Trỏ DATABASE_URL về máy chính, hoặc đưa máy này lên làm máy chính.")
        return _("Đang nối vào bản sao chỉ đọc."), do
    if copies.archive_failed_at:
        says = _("Lưu WAL bị lỗi, %(ago)s.") % {"ago": ago(facts.now, copies.archive_failed_at)}
        return says, _(
            "Xem archive_command và chỗ chứa WAL; đĩa của PostgreSQL sẽ đầy dần cho tới khi chạy lại."
        )
    if copies.awaited > len(copies.delays):
        return _("Máy song song không theo: lưu có thể bị treo."), _(
            "Chạy lại PostgreSQL ở máy song song; nếu bỏ máy đó thì sửa synchronous_standby_names."
        )
    return None
