"""What the law gives residents, and for how long what concerns them is kept: said here for every page that says it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext

# Hours from its detection within which a breach of personal data is notified (law 91/2025, article 23).
BREACH_HOURS = 72
# No copy of what was to be forgotten is kept for longer; and the journal is kept for at least so long.
BACKUP_MOST_DAYS, JOURNAL_LEAST_MONTHS = 90, 12


@dataclass(frozen=True)
class Right:
    """What residents may ask for; `key` is that of its days (REQUEST_DAYS)."""

    key: str
    words: Promise
    but: Promise | str = ""

    @property
    def within(self) -> str:
        """In how many working days it is done: those of the calendar of requests (privacy/requests)."""
        days = working_days_words(settings.REQUEST_DAYS[self.key])
        return f"{days}, {self.but}" if self.but else days


RIGHTS = (
    Right("access", gettext_lazy("Xem, xin bản sao")),
    Right("correction", gettext_lazy("Sửa cho đúng")),
    Right("restriction", gettext_lazy("Hạn chế, phản đối, rút lại đồng ý")),
    Right("erasure", gettext_lazy("Xóa"), gettext_lazy("trừ trường hợp luật cho giữ")),
)


def days_words(n: int) -> str:
    """Say a number of days."""
    return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": number_format(n)}


def working_days_words(n: int) -> str:
    """Say a number of working days."""
    return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", n) % {"n": number_format(n)}


def months_words(n: int) -> str:
    """Say a number of months."""
    return ngettext("%(n)s tháng", "%(n)s tháng", n) % {"n": number_format(n)}


def closed_households_words() -> str:
    """Say for how long names of a household that left the register stay there."""
    months = settings.CLOSED_HOUSEHOLD_MONTHS
    if not months:
        return _("đến khi có yêu cầu xóa")
    return _("%(months)s sau khi ra khỏi sổ") % {"months": months_words(months)}


def journal_words() -> str:
    """Say for how long the journal is kept."""
    months = settings.JOURNAL_KEEP_MONTHS
    return months_words(months) if months else _("không hết hạn")


def readings_words() -> str:
    """Say for how long it is kept who read names."""
    return months_words(settings.READING_KEEP_MONTHS)


def files_words() -> str:
    """Say for how long files of rows are kept that came in."""
    return days_words(settings.IMPORT_KEEP_DAYS)


def backups_words() -> str:
    """Say for how long backups are kept."""
    return days_words(settings.BACKUP_KEEP_DAYS)
