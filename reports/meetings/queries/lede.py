"""The sentence at the head of a frozen page: that of the dashboard, what changed, and the target."""

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reports.dashboard.queries.lede import standing_words
from reports.meetings.queries.frozen import Frozen
from reports.targets.queries.wording import amount, level_text


def lede_of(frozen: Frozen) -> SafeString:
    """Say where a unit stood; a frozen number leads to no rows."""
    said = standing_words(frozen.figures, frozen.level, frozen.steps, {}, {})
    if frozen.figures.covered_rate.of:
        said += [_changed(frozen), _target(frozen)]
    return SafeString(" ".join(filter(None, said)))


def _changed(frozen: Frozen) -> str:
    """Say what the rate changed by since the end of last month, where that is known."""
    change = frozen.homes_change
    if not change:
        return ""
    words = {"points": change.size, "day": date_format(change.since, "d/m")}
    if change.points > 0:
        return gettext("Hộ đạt tăng <b>%(points)s điểm</b> từ %(day)s.") % words
    if change.points < 0:
        return gettext("Hộ đạt giảm <b>%(points)s điểm</b> từ %(day)s.") % words
    return gettext("Hộ đạt không đổi từ %(day)s.") % words


def _target(frozen: Frozen) -> str:
    """Say that the target is reached, or how many are missing to it by when."""
    target = frozen.homes
    if not target:
        return ""
    words = {"level": level_text(target.level), "due": date_format(target.due_on)}
    if target.is_reached:
        return gettext("Đã đạt chỉ tiêu <b>%(level)s</b>.") % words
    if not target.need or not target.rate.is_said:
        return ""
    words["need"] = amount(target.indicator, target.need)
    return gettext("Còn thiếu <b>%(need)s</b> tới chỉ tiêu <b>%(level)s</b> vào %(due)s.") % words
