"""How a unit stands to a target, in words: what is missing, by when, how many a week."""

import math
from collections.abc import Mapping

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from areas.kinds import Level
from figures.adoption import Step
from figures.indicators import VILLAGE, Indicator
from reports.targets.queries.targets import PACE_DAYS, Gain, Standing, Verdict
from reports.units.queries.needs import INACTIVE, NO_TEAM, REPORT_LATE, WAITING, Reason


def amount(indicator: Indicator, n: int) -> str:
    """Say how many villages or households: "1.204 hộ"."""
    if indicator.noun is VILLAGE:
        words = ngettext("%(n)s thôn", "%(n)s thôn", n)
    else:
        words = ngettext("%(n)s hộ", "%(n)s hộ", n)
    return words % {"n": number_format(n)}


def missing(standing: Standing) -> str:
    """Say how many are missing to the level: "1.204 hộ"; "—" where that none are missing is not known."""
    is_open = not standing.need and standing.verdict is Verdict.UNKNOWN
    if is_open or not standing.rate.is_said:
        return "—"
    return amount(standing.indicator, standing.need)


def level_text(level: object) -> str:
    """Say a level without a needless decimal: "70%", "62,5%"."""
    number = float(str(level))
    return f"{number_format(number, 0 if number.is_integer() else 1)}%"


def step_words(steps: Mapping[Step, int], level: int) -> str:
    """Say how far a commune has come; of a larger unit, how many of its communes have not begun."""
    on = {step: n for step, n in steps.items() if n}
    if not on:
        return "—"
    if level == Level.COMMUNE:
        return str(next(iter(on)).label)
    idle = sum(n for step, n in on.items() if not step.has_begun)
    words = gettext("%(n)s/%(of)s xã chưa bắt đầu")
    numbers = {"n": number_format(idle), "of": number_format(sum(on.values()))}
    return words % numbers if idle else gettext("đã bắt đầu")


def why_called(reason: Reason, n: int, step: Step | None = None) -> str:
    """Say why a commune is called: its step where it has not begun, else how many of what."""
    if step is not None:
        return str(step.label)
    if reason is WAITING:
        words = ngettext("%(n)s sổ chờ xác nhận", "%(n)s sổ chờ xác nhận", n)
    elif reason is NO_TEAM:
        words = ngettext("%(n)s thôn chưa có tổ", "%(n)s thôn chưa có tổ", n)
    elif reason is INACTIVE:
        words = ngettext("%(n)s thôn có tổ chưa hoạt động", "%(n)s thôn có tổ chưa hoạt động", n)
    elif reason is REPORT_LATE:
        words = ngettext("%(n)s báo cáo quá hạn", "%(n)s báo cáo quá hạn", n)
    else:
        words = ngettext("%(n)s thôn lâu chưa cập nhật sổ", "%(n)s thôn lâu chưa cập nhật sổ", n)
    return words % {"n": number_format(n)}


def days(n: int) -> str:
    """Say a number of days: "12 ngày"."""
    return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": number_format(n)}


def time_left(n: int) -> str:
    """Say how long a number of days is: "6 tuần 3 ngày"."""
    weeks, rest = divmod(n, 7)
    parts = [ngettext("%(n)s tuần", "%(n)s tuần", weeks) % {"n": weeks}] if weeks else []
    return " ".join([*parts, days(rest)] if rest or not weeks else parts)


def pace(standing: Standing) -> str:
    """Say what must be done a week from now on, and what was done in the last weeks."""
    match standing.verdict:
        case Verdict.UNKNOWN:
            return gettext("Chưa đủ số liệu để so với chỉ tiêu")
        case Verdict.REACHED:
            return gettext("Đã đạt")
        case Verdict.OVERDUE:
            return gettext("Đã quá hạn %(time)s, còn thiếu %(need)s") % {
                "time": days(-standing.days_left),
                "need": amount(standing.indicator, standing.need),
            }
    had = [past(standing.indicator, standing.gain)] if standing.gain else []
    return "; ".join([_needed(standing), *had])


def aim(standing: Standing) -> str:
    """Say what is missing to the target in force, by when, and how many a week that is."""
    need = amount(standing.indicator, standing.need)
    ends = {"level": level_text(standing.level), "day": date_format(standing.due_on), "need": need}
    if not standing.need or not standing.rate.is_said:
        return gettext("Chỉ tiêu %(level)s đến %(day)s.") % ends
    said = [gettext("Thiếu %(need)s để đạt %(level)s vào %(day)s") % ends]
    if standing.has_pace and standing.per_week is not None and standing.days_left > 0:
        week = amount(standing.indicator, standing.per_week)
        said.append(gettext("cần %(need)s mỗi tuần") % {"need": week})
    elif standing.has_pace:
        said.append(pace(standing))
    if standing.has_pace and standing.gain:
        said.append(past(standing.indicator, standing.gain))
    return f"{'; '.join(said)}."


def _needed(standing: Standing) -> str:
    need = amount(standing.indicator, standing.need)
    if standing.days_left == 0:
        return gettext("Hạn là hôm nay, còn thiếu %(need)s") % {"need": need}
    if standing.per_week is None:
        return gettext("Cần %(need)s trong %(time)s còn lại") % {
            "need": need,
            "time": days(standing.days_left),
        }
    return gettext("Cần %(need)s mỗi tuần để kịp %(day)s") % {
        "need": amount(standing.indicator, standing.per_week),
        "day": date_format(standing.due_on),
    }


def past(indicator: Indicator, gain: Gain) -> str:
    """Say how many a week came in the last weeks; never more than really came."""
    per_week = math.floor(abs(gain.per_week))
    words = {"n": amount(indicator, per_week or abs(gain.n)), "since": _since(gain)}
    if gain.n == 0:
        return gettext("%(since)s không thêm") % words
    if per_week == 0:
        more, fewer = gettext("%(since)s thêm %(n)s"), gettext("%(since)s bớt %(n)s")
    else:
        more = gettext("%(since)s: %(n)s mỗi tuần")
        fewer = gettext("%(since)s bớt %(n)s mỗi tuần")
    return (more if gain.n > 0 else fewer) % words


def _since(gain: Gain) -> str:
    if gain.days == PACE_DAYS:
        return gettext("bốn tuần qua")
    return gettext("%(time)s qua") % {"time": days(gain.days)}
