"""Support in words: why a line is what it is, and an amount as it is written out."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from teams.support.rules.terms import Why

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu", "tỷ")


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
