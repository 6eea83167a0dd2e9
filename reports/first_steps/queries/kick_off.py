"""What the sheet for a commune's first meeting says: who does what, in which steps, what is to be reached by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _, gettext_lazy

from accounts.models import User
from areas.models import Area
from figures.indicators import ACTIVE, COVERED, TEAMS
from figures.live import figures_of_one
from figures.rates import Rate
from reports.targets.queries.targets import targets_for
from reports.targets.queries.wording import level_text

# Each with a line for the name; the officer's is known.
LEADS, OFFICER = gettext_lazy("Lãnh đạo UBND"), gettext_lazy("Công chức phụ trách")
WORK = (
    (LEADS, gettext_lazy("Giao chỉ tiêu, chia thôn, xem số liệu mỗi tuần.")),
    (OFFICER, gettext_lazy("Lập danh sách thôn và tổ, in giấy mời, trả lời các tổ.")),
    (gettext_lazy("Tổ trưởng"), gettext_lazy("Chia hộ cho thành viên, ghi từng buổi hướng dẫn.")),
    (gettext_lazy("Thành viên tổ"), gettext_lazy("Tới nhà, hướng dẫn, ghi kết quả ngay trên máy.")),
)
STEPS = (
    (
        gettext_lazy("Nhận tài khoản"),
        gettext_lazy("quét mã trên giấy mời, tự đặt mật khẩu, làm ngay tại cuộc họp."),
    ),
    (
        gettext_lazy("Tới từng hộ"),
        gettext_lazy("hỏi năm kỹ năng; tự làm được mới ghi “Biết”, chưa hỏi thì để trống."),
    ),
    (
        gettext_lazy("Hướng dẫn phần còn thiếu"),
        gettext_lazy("hộ chỉ thiếu một kỹ năng làm trước; mỗi buổi ghi một lần."),
    ),
)


@dataclass(frozen=True, slots=True)
class Aim:
    """What is counted, where it stands, and what is to be reached by when; of what nobody set there is a line to fill in."""

    words: str
    rate: Rate
    level: str = ""
    due_on: date | None = None

    @property
    def now(self) -> str:
        """Where it stands: "5/16 (31,3%)"; in words where nothing is known of the whole."""
        if not self.rate.of:
            return _("chưa biết")
        return (
            f"{self.rate.counts} ({self.rate.percent})" if self.rate.is_said else self.rate.counts
        )


def aims_of(commune: Area, day: date) -> Iterator[Aim]:
    """Yield what a commune is to reach, with the targets that hold for it."""
    figures, held = figures_of_one(commune, day), targets_for([commune], day)[commune.pk]
    for indicator in (TEAMS, ACTIVE, COVERED):
        words, rate, found = str(indicator.name), indicator.rate(figures), held.get(indicator.key)
        if found:
            yield Aim(words, rate, level_text(found.target.level), found.target.due_on)
        else:
            yield Aim(words, rate)


def officer_of(commune: Area) -> User | None:
    """Return whom the teams of a commune ask. One query."""
    return User.unscoped.officers_of([commune.pk]).get(commune.pk)
