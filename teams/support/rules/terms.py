"""The terms in which a month of support is worked out: what goes in, what comes out, and its reasons in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from teams.models import SupportLine

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu", "tỷ")


class Why(StrEnum):
    """What explains a line, or why a team has none."""

    DECISION = "decision"
    SHARE = "share"
    INCLUDED = "included"
    SPENT = "spent"
    CAP = "cap"
    ELSEWHERE = "elsewhere"
    UNCLEAR = "unclear"
    NOT_SERVING = "not_serving"
    TIER = "tier"
    UNNUMBERED = "unnumbered"
    IDLE = "idle"


@dataclass(frozen=True)
class Span:
    """Days, both ends included; none at all where the last is before the first."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        length = max(0, (self.last - self.first).days + 1)
        return [self.first + timedelta(days=n) for n in range(length)]

    def meet(self, first: date, until: date | None) -> "Span":
        """Keep what lies from `first` on and before `until`."""
        last = self.last if until is None else min(self.last, until - timedelta(days=1))
        return Span(max(self.first, first), last)


@dataclass(frozen=True)
class Rules:
    """Rates of a policy, and what the commune itself adds to a team's month."""

    team_month: int = 0
    member_month: int = 0
    member_day: int = 0
    year_cap: int | None = None
    # The money of the days is part of the team's month, and no more than it.
    days_within: bool = False
    villages_only: bool = False
    numbered_only: bool = False
    active_only: bool = False
    top_up: int = 0


@dataclass(frozen=True)
class Stay:
    """A person in a team; `person` is one key for all the stays of one person.

    `unclear`: only the name says that it is the same person.
    """

    member: int
    person: int
    joined_on: date
    left_on: date | None = None
    unclear: bool = False


@dataclass(frozen=True)
class Session:
    """What a team held, and which of its members were there."""

    key: int
    day: date
    present: frozenset[int]


@dataclass(frozen=True)
class Team:
    """What is known of a team; `paid` is what it was paid before in the year of the cap."""

    key: int
    name: str
    founded_on: date
    dissolved_on: date | None = None
    number: str = ""
    of_village: bool = True
    paid: int = 0
    stays: Sequence[Stay] = ()
    sessions: Sequence[Session] = ()


@dataclass(frozen=True)
class Line:
    """One amount and where it comes from: `base` for `days` of `of` days is `due`; paid is `amount`."""

    kind: SupportLine.Kind
    team: int
    base: int
    days: int
    of: int
    due: int
    amount: int
    member: int | None = None
    person: int | None = None
    day: date | None = None
    sessions: tuple[int, ...] = ()
    why: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Month:
    """A month of a commune: its lines, and the teams without any, each with the reason."""

    lines: list[Line] = field(default_factory=list)
    left_out: list[tuple[int, Why]] = field(default_factory=list)


def reason(words: Sequence[str]) -> str:
    """Say one word of a line's `why`."""
    match words:
        case [Why.DECISION, number, day]:
            said = {
                "number": number or _("chưa có số"),
                "day": date_format(date.fromisoformat(day)),
            }
            return _("Quyết định thành lập %(number)s ngày %(day)s") % said
        case [Why.SHARE, days, of]:
            said = {"days": days, "of": of}
            return _("%(days)s/%(of)s ngày, làm tròn nghìn đồng") % said
        case [Why.INCLUDED, amount]:
            return _("trong khoán đã có %(amount)s đ tiền công") % {"amount": _money(amount)}
        case [Why.CAP, amount]:
            return _("đã tới mức tối đa %(amount)s đ một năm") % {"amount": _money(amount)}
        case [Why.ELSEWHERE, team]:
            return _("đã tính ở %(team)s, nơi vào trước") % {"team": team}
        case [Why.UNCLEAR, team]:
            return _(
                "trùng tên với người đã tính ở %(team)s, chưa rõ có phải một người: "
                "ghi năm sinh hoặc điện thoại rồi tính lại"
            ) % {"team": team}
        case _:
            return _BARE[words[0]]()


_BARE = {
    Why.SPENT.value: lambda: _("hết tiền khoán của tháng"),
    Why.NOT_SERVING.value: lambda: _("ngày này không còn hoặc chưa ở trong tổ"),
    Why.TIER.value: lambda: _("Tổ của xã: chính sách chỉ hỗ trợ tổ của thôn"),
    Why.UNNUMBERED.value: lambda: _("Quyết định thành lập chưa có số"),
    Why.IDLE.value: lambda: _("Không có buổi nào trong kỳ"),
}


def _money(amount: str) -> str:
    return number_format(int(amount))


def spelled(amount: int) -> str:
    """Write an amount out in Vietnamese, as a payment list must: "Năm triệu … đồng"."""
    if amount == 0:
        return "Không đồng"
    groups: list[int] = []
    while amount:
        amount, rest = divmod(amount, 1000)
        groups.append(rest)
    words = [
        f"{_hundreds(group, full=at < len(groups) - 1)} {_GROUPS[at]}".strip()
        for at, group in reversed(list(enumerate(groups)))
        if group
    ]
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]} đồng"


def _hundreds(group: int, *, full: bool) -> str:
    """Read three digits; all of them where others stand before."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0 and ones and words:
        words.append("linh")
    elif tens == 1:
        words.append("mười")
    elif tens > 1:
        words += [_DIGITS[tens], "mươi"]
    if ones:
        words.append(_ones(tens, ones))
    return " ".join(words)


def _ones(tens: int, ones: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens > 0:
        return "lăm"
    return _DIGITS[ones]
