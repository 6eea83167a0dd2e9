"""What a report says in words, written from its numbers: each number of a sentence stands in the content. Pure."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from figures.rates import count_text, share_text
from periodic.content import Content, Late, Row, Value


def sentences(content: Content) -> tuple[str, ...]:
    """Return the sentences of a report; one of which nothing is known is left out."""
    total, before = content.total, content.previous
    found = (
        _teams(content),
        _sessions(total),
        _homes(total, before),
        _late(content.late),
    )
    return tuple(words for words in found if words)


def number_text(number: float) -> str:
    """Write a number as every page and paper does: "1.204", "−3" (a true minus), others with two decimals at most, "12,5"."""
    number = round(number, 2)
    whole, _point, part = f"{abs(number):.2f}".partition(".")
    part = part.rstrip("0")
    # The separator of decimals is that of shares.
    words = count_text(int(whole)) + (share_text(0)[1] + part if part else "")
    return f"{'−' if number < 0 else ''}{words}"


def said(row: Row, key: str) -> dict[str, str] | None:
    """Return a value of a row as words take it in, n/N and its share; None where nobody knows it."""
    value = row.values.get(key)
    if value is None or value.n is None:
        return None
    n = number_text(value.n)
    counts = n if value.of is None else f"{n}/{number_text(value.of)}"
    return {"n": counts, "share": f" ({percent(value)})" if value.share is not None else ""}


def percent(value: Value) -> str:
    """Write a share; "0" and "100" of none and all alone."""
    shown = round(value.share or 0, 1)
    if value.n and value.of and 0 < value.n < value.of:
        shown = min(max(shown, 0.1), 99.9)
    return f"{share_text(shown)}%"


def _teams(content: Content) -> str:
    row, day = content.total, date_format(date.fromisoformat(content.ends_on))
    teams, active, people = (said(row, key) for key in ("thon-co-to", "to-hoat-dong", "thanh-vien"))
    parts = [
        _("%(n)s thôn có tổ%(share)s") % teams if teams else "",
        _("%(n)s thôn có tổ đang hoạt động%(share)s") % active if active else "",
        _("%(n)s thành viên tổ") % people if people else "",
    ]
    words = ", ".join(part for part in parts if part)
    return _("Đến hết ngày %(day)s có %(said)s.") % {"day": day, "said": words} if words else ""


def _sessions(row: Row) -> str:
    held, turns, women = (said(row, key) for key in ("buoi", "luot", "luot-nu"))
    if not held:
        return ""
    if held["n"] == "0":
        return _("Trong kỳ chưa có buổi hướng dẫn nào.")
    words = _("Trong kỳ đã tổ chức %(n)s buổi hướng dẫn") % held
    if turns:
        words += _(" cho %(n)s lượt người") % turns
    if women and row.values["luot-nu"].of:
        words += _(", trong đó nữ %(n)s%(share)s") % women
    return words + "."


def _homes(row: Row, before: Row | None) -> str:
    surveyed, covered = said(row, "ho-khao-sat"), said(row, "ho-dat")
    if not surveyed or not covered:
        return ""
    words = _("Đã khảo sát %(n)s hộ%(share)s") % surveyed
    words += _("; %(n)s hộ đạt%(share)s") % covered
    more = _more(row, before, "ho-dat")
    if more > 0:
        words += _(", thêm %(more)s hộ so với kỳ trước") % {"more": number_text(more)}
    if more < 0:
        words += _(", giảm %(less)s hộ so với kỳ trước") % {"less": number_text(-more)}
    return words + "."


def _more(row: Row, before: Row | None, key: str) -> float:
    was = before.values.get(key) if before else None
    now = row.values.get(key)
    if was is None or now is None or was.n is None or now.n is None:
        return 0
    return now.n - was.n


def _late(late: Sequence[Late]) -> str:
    of = {"buoi": _("buổi"), "luot": _("lượt")}
    sums = {key: sum(one.amount for one in late if one.column == key) for key in of}
    parts = [f"{number_text(n)} {of[key]}" for key, n in sums.items() if n > 0]
    return _("Bổ sung kỳ trước: %(said)s.") % {"said": ", ".join(parts)} if parts else ""
