"""What the board of a period says in a sentence, and the text with which those who have not sent are reminded."""

from collections import Counter
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from areas.models import Area
from figures.rates import count_text, share_text
from periodic.filing.queries.board import UNOPENED, Board
from periodic.models import Period, State
from periodic.periods.queries import called, reopened_for

# Names in the text; of more, how many others there are.
NAMED = 60


def span_words(period: Period) -> str:
    """Write the days of a period: "15/10–14/11/2026"."""
    return f"{period.begins_on:%d/%m}–{period.ends_on:%d/%m/%Y}"


def title_of(period: Period) -> str:
    """Name a report with its period: "Báo cáo tổ công nghệ số, tháng 11/2026"."""
    return f"{period.schedule.title}, {called(period)}"


def sentence(board: Board) -> str:
    """Say how many have sent, and what is missing."""
    states = Counter(line.now.state for line in board.to_come)
    said = {
        "n": count_text(board.sent),
        "of": count_text(board.whole),
        "share": share_text(100 * board.sent / board.whole) if board.whole else "0",
        "left": count_text(len(board.to_come)),
        "unopened": count_text(states[UNOPENED]),
        "back": count_text(states[State.RETURNED]),
    }
    if not board.whole:
        return _("Chưa có đơn vị nào phải gửi báo cáo kỳ này.")
    if board.sent == board.whole:
        return _("%(n)s/%(of)s đơn vị đã gửi đủ.") % said
    words = _("%(n)s/%(of)s đơn vị đã gửi (%(share)s%%).") % said
    if board.to_come:
        words = (
            _(
                "%(n)s/%(of)s đơn vị đã gửi (%(share)s%%). Còn %(left)s nơi, trong đó %(unopened)s nơi chưa mở và "
                "%(back)s nơi bị trả lại chưa gửi lại."
            )
            % said
        )
    return " ".join([words, *_ended(len(board.ended))])


def _ended(n: int) -> list[str]:
    if not n:
        return []
    ended = ngettext(
        "%(n)s nơi đã sắp xếp lại, không gửi nữa.", "%(n)s nơi đã sắp xếp lại, không gửi nữa.", n
    )
    return [ended % {"n": count_text(n)}]


def _named(area: Area, board: Board) -> str:
    until = board.later.get(area.pk)
    if until is None:
        return area.short_name
    said = {"name": area.short_name, "day": date_format(until, "d/m")}
    return _("%(name)s (được lùi đến %(day)s)") % said


def _shown(names: Sequence[str]) -> str:
    """Name so many units; of more, how many others there are."""
    shown, others = ", ".join(names[:NAMED]), len(names) - NAMED
    if others <= 0:
        return shown
    more = ngettext("và %(n)s nơi khác", "và %(n)s nơi khác", others) % {"n": others}
    return f"{shown} {more}"


def reminder(board: Board) -> str:
    """Write the text that is pasted into the group of those who send; "" where all have that may still."""
    may = reopened_for(board.period)
    left, gone = (
        [line.area for line in lines if may is None or line.area.pk in may]
        for lines in (board.to_come, board.ended)
    )
    names = [_named(area, board) for area in left]
    if not names:
        return ""
    said = {
        "title": title_of(board.period),
        "span": span_words(board.period),
        "n": count_text(board.sent),
        "of": count_text(board.whole),
        "due": date_format(board.period.due_on, "d/m"),
        "left": count_text(len(names)),
        "names": _shown(names),
        "ended": _shown([area.short_name for area in gone]),
    }
    lines = [
        _("%(title)s (kỳ %(span)s): đã nhận %(n)s/%(of)s báo cáo, hạn %(due)s."),
        _("Còn %(left)s nơi: %(names)s."),
        *([_("Đã sắp xếp lại, không gửi nữa: %(ended)s.")] if gone else []),
        _("Số liệu đã điền sẵn, mở mục Báo cáo, xem lại và bấm Gửi, khoảng 3 phút."),
    ]
    return "\n".join(line % said for line in lines)
