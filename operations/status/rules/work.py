"""Checks of the work behind the pages: worker, daily work, figures of the month, tasks that wait."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format, number_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from operations.status.rules.check import Check, Level, ago, check
from operations.status.rules.facts import Facts, Run

# A process that was not seen for so long is dead, or hangs.
SILENT = timedelta(minutes=2)
# After so long the figures of a month that is over are missing.
MONTH_LATE = timedelta(hours=26)
WAITS_LONG, WAITS_TOO_LONG = timedelta(minutes=10), timedelta(hours=1)

# What the daily tasks are called; who mends one needs the name of its command, too.
NAMES = {
    "snapshot": gettext_lazy("Chốt số"),
    "clear_old": gettext_lazy("Dọn dữ liệu quá hạn giữ"),
    "clear_imports": gettext_lazy("Dọn tệp đã nhập"),
    "check_readings": gettext_lazy("Xem ai đọc nhiều tên"),
    "check_journal": gettext_lazy("Kiểm tra nhật ký"),
    "tell_late": gettext_lazy("Báo việc quá hạn"),
    "queue_digests": gettext_lazy("Lập thư tóm tắt"),
    "stop_unused_accounts": gettext_lazy("Dừng tài khoản bỏ không"),
}


def is_silent(now: datetime, seen: datetime | None) -> bool:
    """Say whether a process was not seen for too long."""
    return seen is None or now - seen > SILENT


def worker(facts: Facts) -> Check:
    """Say whether anybody works on files, and how many wait if not."""
    title, seen = _("Xử lý tệp"), facts.worker_seen
    if not is_silent(facts.now, seen):
        return check("worker", title, Level.OK, _("Đang chạy."), seen=seen)
    said = [_unseen(facts, seen)]
    if facts.waiting_files:
        said.append(
            ngettext("%(n)s tệp đang chờ.", "%(n)s tệp đang chờ.", facts.waiting_files)
            % {"n": number_format(facts.waiting_files)}
        )
    else:
        said.append(_("Chưa có tệp nào chờ."))
    do = _(
        "Trên máy chủ chạy lại Tổ số (manage.py serve, hoặc dịch vụ xử lý tệp). Tệp đang chờ tự chạy tiếp."
    )
    return check("worker", title, Level.BAD, " ".join(said), do, seen=seen)


def daily(facts: Facts) -> Check:
    """Say whether the daily work is awake."""
    title, seen = _("Bộ hẹn việc hằng ngày"), facts.daily_seen
    if not is_silent(facts.now, seen):
        return check("daily", title, Level.OK, _("Đang chạy."), seen=seen)
    do = _(
        "Trên máy chủ chạy lại Tổ số (manage.py serve, hoặc dịch vụ việc hằng ngày). Việc còn thiếu tự làm bù."
    )
    return check("daily", title, Level.BAD, _unseen(facts, seen), do, seen=seen)


def _unseen(facts: Facts, seen: datetime | None) -> str:
    if seen is None:
        return _("Chưa chạy lần nào.")
    return _("Không thấy chạy, lần cuối %(ago)s.") % {"ago": ago(facts.now, seen)}


def daily_runs(facts: Facts) -> Check:
    """Say whether every daily task ended well today or yesterday."""
    title, today = _("Việc hằng ngày"), localdate(facts.now)
    if not facts.runs:
        do = _(
            "Chạy Tổ số bằng manage.py serve; trong một ngày mà vẫn chưa có thì báo người cài đặt."
        )
        return check("daily_runs", title, Level.WARN, _("Chưa chạy lần nào."), do)
    failed = [run for run in facts.runs if run.fault]
    late = [run for run in facts.runs if not _is_fresh(run, today)]
    wrong = [*late, *(run for run in failed if run not in late)]
    well = [run.well_on for run in facts.runs if run.well_on]
    if not wrong:
        says = _("Xong cả %(n)s việc, ngày %(day)s.") % {
            "n": number_format(len(facts.runs)),
            "day": date_format(min(well), "SHORT_DATE_FORMAT"),
        }
        return check("daily_runs", title, Level.OK, says)
    level = Level.BAD if late else Level.WARN
    do = _("Xem lý do trong nhật ký máy chủ, sửa rồi chạy tay lệnh cùng tên: manage.py %(task)s.")
    says = " ".join(_failed(run) for run in wrong)
    return check("daily_runs", title, level, says, do % {"task": wrong[0].task})


def _is_fresh(run: Run, today: date) -> bool:
    return run.well_on is not None and (today - run.well_on).days <= 1


def _failed(run: Run) -> str:
    """Say what became of a daily task that did not end well."""
    said = []
    if run.fault:
        words = {"fault": run.fault, "tries": number_format(run.tries)}
        said.append(_("lỗi %(fault)s, đã thử %(tries)s lần") % words)
    if run.well_on:
        day = date_format(run.well_on, "SHORT_DATE_FORMAT")
        said.append(_("lần cuối xong ngày %(day)s") % {"day": day})
    else:
        said.append(_("chưa xong lần nào"))
    name = NAMES.get(run.task)
    return f"{name} ({run.task}): {'; '.join(said)}." if name else f"{run.task}: {'; '.join(said)}."


def snapshot(facts: Facts) -> Check:
    """Say whether the figures of the month that is over were taken."""
    title = _("Chốt số cuối tháng")
    if facts.month is None:
        return check("snapshot", title, Level.OK, _("Chưa có tháng nào để chốt."))
    month = {"month": f"{facts.month:%m/%Y}"}
    if facts.is_month_taken:
        return check("snapshot", title, Level.OK, _("Đã chốt tháng %(month)s.") % month)
    over = localtime(facts.now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if facts.now - over <= MONTH_LATE:
        return check(
            "snapshot", title, Level.OK, _("Sẽ chốt tháng %(month)s trong hôm nay.") % month
        )
    do = _(
        "Chạy tay trên máy chủ: manage.py snapshot. Sổ không mất gì; biểu của tháng sẽ có sau khi chạy."
    )
    return check("snapshot", title, Level.BAD, _("Chưa chốt tháng %(month)s.") % month, do)


def queue(facts: Facts) -> Check:
    """Say whether tasks wait too long."""
    title, oldest = _("Việc đang chờ"), facts.oldest_task
    if oldest is None:
        return check("queue", title, Level.OK, _("Không có việc nào chờ."))
    waits = facts.now - oldest
    level = (
        Level.OK if waits <= WAITS_LONG else Level.WARN if waits <= WAITS_TOO_LONG else Level.BAD
    )
    words = ngettext(
        "%(n)s việc chờ, lâu nhất từ %(ago)s.",
        "%(n)s việc chờ, lâu nhất từ %(ago)s.",
        facts.waiting_tasks,
    )
    says = words % {"n": number_format(facts.waiting_tasks), "ago": ago(facts.now, oldest)}
    do = _(
        "Xem mục Xử lý tệp. Nếu đang chạy thì một tệp lớn đang chiếm chỗ: chờ, hoặc dừng tệp đó ở trang của nó."
    )
    return check("queue", title, level, says, do, seen=None)
