"""Whether the journal is sealed as it is written, and was found to be what was sealed."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, ngettext

from operations.sealing.rules.late import LATE
from operations.status.rules.check import Check, Level, ago, check
from operations.status.rules.facts import Facts, Run

# What the daily task is called, and the kind of fault with which it ends when something is wrong.
TASK, WRONG = "check_journal", "JournalWrong"


def journal(facts: Facts) -> Check:
    """Say when the journal was sealed last, what waits for it, and what the last look at it found."""
    known, looked = facts.journal, next((run for run in facts.runs if run.task == TASK), None)
    says = " ".join([_sealed(facts), _waiting(facts), _looked(looked)])
    if looked and looked.fault == WRONG:
        do = _(
            "Không sửa gì trong cơ sở dữ liệu. Chạy manage.py audit verify để biết sai ở đâu, rồi làm theo "
            "hướng dẫn vận hành, mục Nhật ký bị sửa."
        )
        return _journal(Level.BAD, says, do, facts)
    if known.oldest and facts.now - known.oldest > LATE:
        do = _("Xem mục Xử lý tệp và nhật ký máy chủ: bộ xử lý niêm phong nhật ký mỗi 20 giây.")
        return _journal(Level.BAD, says, do, facts)
    return _journal(Level.OK, says, "", facts)


def _journal(level: Level, says: str, do: str, facts: Facts) -> Check:
    return check("journal", _("Niêm phong nhật ký"), level, says, do, seen=facts.journal.sealed_at)


def _sealed(facts: Facts) -> str:
    sealed = facts.journal.sealed_at
    if sealed is None:
        return _("Chưa niêm phong lần nào.")
    return _("Niêm phong lần cuối: %(ago)s.") % {"ago": ago(facts.now, sealed)}


def _waiting(facts: Facts) -> str:
    known = facts.journal
    if known.oldest is None:
        return _("Không còn dòng nào chờ.")
    words = ngettext(
        "%(n)s dòng chờ, lâu nhất: %(ago)s.", "%(n)s dòng chờ, lâu nhất: %(ago)s.", known.waiting
    )
    return words % {"n": number_format(known.waiting), "ago": ago(facts.now, known.oldest)}


def _looked(run: Run | None) -> str:
    """Say what the last look found."""
    if run and run.fault == WRONG:
        return _("Kiểm tra lần cuối: SAI, có dòng hoặc khối bị sửa.")
    if run is None or run.well_on is None:
        return _("Chưa kiểm tra lần nào.")
    day = date_format(run.well_on, "SHORT_DATE_FORMAT")
    return _("Kiểm tra lần cuối ngày %(day)s: đúng.") % {"day": day}
