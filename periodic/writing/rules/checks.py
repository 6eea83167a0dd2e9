"""What should be looked at before a report is sent. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from periodic.catalogue.rules.columns import FOR_EACH
from periodic.content import Column, Content, Source, Value
from periodic.drafts.rules.sentences import number_text
from periodic.drafts.rules.values import FROM_TEXTS, sums_of_typed
from periodic.filing.rules.checks import number_of, problem

# So many sums are named before "…".
NAMED = 5
# Figures of which the rest is said before sending: how many are not surveyed, how many villages have no team.
_SURVEYED, _WITH_TEAM = "ho-khao-sat", "thon-co-to"


def strange(column: Column, values: Mapping[str, Value], names: Mapping[str, str]) -> str:
    """Say of a number that it is out of the common for each of another; "" if not. It may be sent all the same.

    Of a sum in which units are missing nothing is said: it is less than it will be.
    """
    if values.get(column.key, Value()).told is not None:
        return ""
    number = number_of(values, column.key)
    for kind, *words in column.checks:
        of = number_of(values, words[0]) if kind == FOR_EACH else None
        if of and number is not None and not words[1] <= number / of <= words[2]:
            said = {"name": column.name, "of": names[words[0]], "n": number_text(number / of)}
            return _("“%(name)s” chia cho “%(of)s” là %(n)s, khác thường. Xem lại.") % said
    return ""


def warnings(content: Content) -> list[str]:
    """Say what should be looked at before a report is sent; none of it keeps it from being sent."""
    values, names = content.total.values, {one.key: one.name for one in content.columns}
    blank = [one for one in content.columns if _is_blank(one, values)]
    found = [_unsurveyed(values.get(_SURVEYED)), _without_team(values.get(_WITH_TEAM))]
    if blank:
        found.append(_blank(blank))
    found += [strange(one, values, names) for one in content.columns]
    found += [*_of_villages(content, names), _partial(content)]
    if content.sent_below and content.sent_below[0] < content.sent_below[1]:
        n = content.sent_below[1] - content.sent_below[0]
        found.append(_waiting(n))
    return [words for words in found if words]


def _of_villages(content: Content, names: Mapping[str, str]) -> Iterator[str]:
    """Say where the whole is not what its villages make up, or is more than it may be together."""
    if content.sent_below:
        return
    sums = sums_of_typed(content.columns, content.rows)
    for column in content.columns:
        whole, value = content.total.values.get(column.key, Value()), sums.get(column.key)
        if value is None or value.n is None or whole.n is None:
            continue
        said = {"name": column.name, "n": number_text(whole.n), "sum": number_text(value.n)}
        if whole.n < value.n or (whole.n > value.n and value.told is None):
            yield _("“%(name)s”: ghi cho cả xã là %(n)s, cộng các thôn là %(sum)s.") % said
        elif why := problem(column, Decimal(str(whole.n)), content.total.values, names):
            yield f"“{column.name}”: {why}"


def _partial(content: Content) -> str:
    """Name the sums in which units are missing."""
    values = ((one.name, content.total.values.get(one.key, Value())) for one in content.columns)
    said = [f"{name} ({one.told}/{one.parts})" for name, one in values if one.told is not None]
    if not said:
        return ""
    names = ", ".join([*said[:NAMED], *(["…"] if len(said) > NAMED else [])])
    if content.sent_below:
        return _("Chưa đủ nơi có số: %(names)s.") % {"names": names}
    return _("Chưa đủ thôn có số: %(names)s.") % {"names": names}


def _is_blank(column: Column, values: Mapping[str, Value]) -> bool:
    value = values.get(column.key, Value())
    is_typed = column.source == Source.TYPED and column.key not in FROM_TEXTS
    return is_typed and value.n is None and not value.text


def _unsurveyed(value: Value | None) -> str:
    rest = (value.of or 0) - (value.n or 0) if value else 0
    if not value or rest <= 0:
        return ""
    said = {"n": number_text(rest), "of": number_text(value.of or 0)}
    return _("%(n)s/%(of)s hộ chưa khảo sát. Vẫn gửi được.") % said


def _without_team(value: Value | None) -> str:
    rest = (value.of or 0) - (value.n or 0) if value else 0
    if not value or rest <= 0:
        return ""
    return _("%(n)s/%(of)s thôn chưa có tổ.") % {
        "n": number_text(rest),
        "of": number_text(value.of or 0),
    }


def _blank(columns: list[Column]) -> str:
    words = ngettext(
        "%(n)s chỉ tiêu tự ghi còn trống: %(names)s. Để trống là “chưa có số”, không phải 0.",
        "%(n)s chỉ tiêu tự ghi còn trống: %(names)s. Để trống là “chưa có số”, không phải 0.",
        len(columns),
    )
    return words % {"n": len(columns), "names": ", ".join(one.name for one in columns)}


def _waiting(n: int) -> str:
    words = ngettext(
        "%(n)s đơn vị chưa gửi: số của nơi ấy lấy theo sổ.",
        "%(n)s đơn vị chưa gửi: số của nơi ấy lấy theo sổ.",
        n,
    )
    return words % {"n": n}


def not_yet(content: Content) -> str:
    """Say that a period is not over."""
    day = date_format(date.fromisoformat(content.ends_on))
    return _("Kỳ đến hết ngày %(day)s mới xong. Số dưới đây còn thay đổi; gửi từ ngày ấy.") % {
        "day": day
    }
