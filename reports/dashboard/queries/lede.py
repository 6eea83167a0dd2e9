"""The sentence at the head of a dashboard: what is known of a unit, and what may not be said yet.

"Every household" and "every village" are said only of registers that nobody doubts
(`Figures.says_every_household`); where much is unknown the range stands instead of the rate.
"""

from collections import Counter
from collections.abc import Mapping
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from areas.kinds import Level
from figures.adoption import Step
from figures.figures import Figures
from figures.rates import count_text
from reports.charts.bars import linked
from reports.dashboard.queries.dashboard import Dashboard
from reports.dashboard.queries.ranking import WORST
from reports.targets.queries.wording import amount, level_text

type Addresses = Mapping[str, str]


def lede_of(board: Dashboard, links: Addresses, ladder: Mapping[Step, str]) -> SafeString:
    """Say where a unit stands; `links` lead from a number to its rows, `ladder` from a step to its communes."""
    said = standing_words(board.figures, board.area.level, board.steps, links, ladder)
    target = board.progress.homes.standing
    if target and target.need and target.rate.is_said:
        words = gettext("%(need)s nữa mới tới chỉ tiêu %(level)s.")
        need = f"<b>{escape(amount(target.indicator, target.need))}</b>"
        said.append(words % {"need": need, "level": level_text(target.level)})
    said.append(_lagging(board))
    if not said[-1] and board.figures.one_short:
        n = _bold(board.figures.one_short, links.get("thieu_1", ""), f" {gettext('hộ')}")
        said.append(gettext("%(n)s chỉ thiếu đúng một kỹ năng.") % {"n": n})
    return SafeString(" ".join(filter(None, said)))


def standing_words(
    figures: Figures,
    level: int,
    steps: Mapping[Step, int],
    links: Addresses,
    ladder: Mapping[Step, str],
) -> list[str]:
    """Say who has not begun, and how teams and households stand: on a dashboard and where it was frozen."""
    said = [_not_begun(steps, level, ladder)]
    if figures.covered_rate.of or figures.team_rate.of:
        return [*said, *teams_words(figures, level, links), *homes_words(figures, links)]
    if not said[0] or level == Level.COMMUNE:
        said.append(gettext("Chưa có thôn, chưa có hộ nào trong sổ."))
    return said


def _bold(n: int, address: str = "", noun: str = "") -> str:
    """Write a number, in bold, as the link to its rows; `noun` goes into the link's weight, not its text."""
    return f"<b>{linked(n, address)}{noun}</b>"


def _not_begun(steps: Mapping[Step, int], level: int, ladder: Mapping[Step, str]) -> str:
    """Say how many communes have not begun, by step; of a commune, that it has not."""
    idle = [(step, n) for step, n in steps.items() if n and not step.has_begun]
    if level == Level.COMMUNE:
        words = gettext("<b>Xã chưa bắt đầu</b>: %(step)s.")
        return words % {"step": escape(str(idle[0][0].label))} if idle else ""
    if not idle:
        return ""
    parts = [f"{linked(n, ladder.get(step, ''))} {escape(str(step.label))}" for step, n in idle]
    return gettext("<b>%(n)s/%(of)s xã chưa bắt đầu</b>: %(parts)s.") % {
        "n": count_text(sum(n for _, n in idle)),
        "of": count_text(sum(steps.values())),
        "parts": ", ".join(parts),
    }


def teams_words(figures: Figures, level: int, links: Addresses) -> list[str]:
    """Say how many villages have no team, and how many more are only declared; nothing of none."""
    rate = figures.team_rate
    if level == Level.VILLAGE:
        has, has_not = gettext("Thôn đã có tổ."), gettext("Thôn chưa có tổ.")
        return [has if rate.is_full else has_not]
    if figures.says_every_village:
        noun = f" {ngettext('thôn', 'thôn', rate.of)}"
        return [gettext("Cả %(n)s đều có tổ.") % {"n": _bold(rate.of, noun=noun)}]
    said = []
    if figures.without_team:
        n, url = figures.without_team, links.get("thieu_to", "")
        noun = f" {ngettext('thôn', 'thôn', n)}"
        said.append(gettext("Còn %(n)s chưa có tổ.") % {"n": _bold(n, url, noun)})
    elif figures.villages:
        words = gettext("%(n)s/%(n)s thôn đã nhập có tổ; danh sách thôn chưa chắc đã đủ.")
        said.append(words % {"n": count_text(figures.villages)})
    if further := figures.unattributed_villages:
        words = gettext("%(n)s thôn đã khai báo chưa có trong danh sách.")
        said.append(words % {"n": _bold(further)})
    return said


def homes_words(figures: Figures, links: Addresses) -> list[str]:
    """Say how many households are not covered; the range where much is unknown, the counts in doubt."""
    rate = figures.covered_rate
    if not rate.of:
        return [gettext("Chưa có hộ nào trong sổ.")]
    if figures.says_every_household:
        return [gettext("Hộ nào cũng có người biết đủ năm kỹ năng số.")]
    if rate.is_unknown:
        return _nothing_known(figures, links)
    if rate.range:
        low, high = (f"{end.percent} ({end.counts})" for end in rate.range)
        unknown = _bold(figures.unsurveyed, links.get("chua_khao_sat", ""))
        words = gettext(
            "<b>%(low)s</b> – <b>%(high)s</b> hộ có người biết đủ năm kỹ năng số: %(n)s hộ chưa khảo sát."
        )
        return [words % {"low": low, "high": high, "n": unknown}]
    # All of what is counted, but of a month, or a meeting, of which nobody knows whether it was all there was.
    if not rate.is_said or rate.is_full:
        return _not_sure(figures)
    words = gettext("Còn %(n)s chưa có người biết đủ năm kỹ năng số.")
    n = _bold(rate.gap, links.get("thieu_dat", ""), f" {gettext('hộ')}")
    return [words % {"n": n}]


def _nothing_known(figures: Figures, links: Addresses) -> list[str]:
    """Say that nobody was asked, or that what was answered decides of no household yet."""
    words = gettext(
        "Chưa rõ bao nhiêu hộ có người biết đủ năm kỹ năng số: %(n)s chưa khảo sát xong."
    )
    if figures.is_nobody_asked:
        words = gettext("Chưa khảo sát hộ nào: còn %(n)s.")
    n = _bold(figures.unsurveyed, links.get("chua_khao_sat", ""), f" {gettext('hộ')}")
    return [words % {"n": n}]


def _not_sure(figures: Figures) -> list[str]:
    """Say how many are covered without calling it all, and why not."""
    n = {"n": f"<b>{figures.covered_rate.counts}</b>"}
    said = [gettext("%(n)s hộ trong sổ có người biết đủ năm kỹ năng số.") % n]
    if figures.waiting:
        words = ngettext(
            "%(n)s sổ ghi là đủ còn chờ cấp trên xác nhận.",
            "%(n)s sổ ghi là đủ còn chờ cấp trên xác nhận.",
            figures.waiting,
        )
        said.append(words % {"n": _bold(figures.waiting)})
    if figures.undeclared_villages:
        words = gettext("%(n)s sổ chưa ghi là đủ và chưa ai khai báo có bao nhiêu hộ.")
        said.append(words % {"n": _bold(figures.undeclared_villages)})
    if figures.undeclared_lists:
        said.append(_no_list(figures))
    if figures.idle_communes:
        said.append(gettext("Chưa nói được tỷ lệ chung khi còn xã chưa bắt đầu."))
    elif figures.silent_villages:
        words = gettext("%(n)s thôn chưa có hộ nào trong sổ, nên chưa nói được tỷ lệ chung.")
        said.append(words % {"n": _bold(figures.silent_villages)})
    return said


def _no_list(figures: Figures) -> str:
    """Say that nobody knows how many villages there should be, of one commune or of some among others."""
    if figures.communes + figures.idle_communes <= 1:
        return gettext("Chưa ai khai báo xã có bao nhiêu thôn; danh sách thôn chưa ghi là đủ.")
    words = gettext("%(n)s xã chưa khai báo có bao nhiêu thôn và chưa ghi danh sách thôn đã đủ.")
    return words % {"n": _bold(figures.undeclared_lists)}


def children_words(board: Dashboard) -> dict[str, str]:
    """Say what the table of the units below is, and how it is ordered."""
    units, goal = board.units, board.progress.homes.standing
    is_lowest_first = units.order.text == WORST
    title = str(units.level.label if units.level else "")
    if units.level == Level.VILLAGE:
        title = gettext("Các thôn")
    said = gettext("Xếp theo: %(name)s") % {"name": units.order.column.name}
    if is_lowest_first:
        said = gettext("Thấp nhất xếp trước")
        if not units.are_ranked:
            said = gettext("Thấp nhất xếp trước, chưa đủ số liệu xếp sau")
    if units.folds:
        is_lowest = is_lowest_first and units.are_ranked
        title = gettext("Mười nơi thấp nhất") if is_lowest else gettext("Mười nơi đầu danh sách")
    if units.folds and goal and board.judged:
        words = gettext("; %(n)s/%(of)s nơi đủ số liệu chưa tới chỉ tiêu %(level)s (vạch đen)")
        numbers = {"n": board.short_of_target, "of": len(board.judged)}
        said += words % {**numbers, "level": level_text(goal.level)}
    elif goal:
        said += gettext("; vạch đen là chỉ tiêu %(level)s") % {"level": level_text(goal.level)}
    return {"title": title, "under": said}


def _lagging(board: Dashboard) -> str:
    """Name the two units that hold most of the villages without a team; villages hold none."""
    children = board.units.children
    if len(children) < 4 or children[0].level == Level.VILLAGE:
        return ""
    missing = Counter({child.pk: child.figures.without_team for child in board.below.children})
    (first, most), (second, more), (_, third) = missing.most_common(3)
    # A third one that lacks as many: two are not told apart from it.
    if not more or third == more:
        return ""
    names = {child.pk: escape(child.short_name) for child in children}
    return gettext("%(a)s và %(b)s chiếm <b>%(n)s/%(of)s</b> thôn còn thiếu.") % {
        "a": names[first],
        "b": names[second],
        "n": count_text(most + more),
        "of": count_text(board.figures.without_team),
    }
