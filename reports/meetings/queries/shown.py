"""A frozen page for the screen, two pages of A4 and a booklet; its sentence; the decisions that it asks for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from math import ceil

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from figures.indicators import COVERED, HOUSEHOLD, TEAMS
from figures.rates import Rate, count_text
from reports.dashboard.queries.lede import standing_words
from reports.dashboard.queries.ranking import Order
from reports.meetings.queries.earlier import Earlier
from reports.meetings.queries.frozen import Frozen
from reports.targets.queries.targets import goal_of
from reports.targets.queries.wording import amount, level_text
from reports.units.queries.child_units import Child
from skills.catalogue import Skill

# Units named as the lowest; rows in one column of the printed table, and columns at most.
LOWEST, ROWS, COLUMNS = 5, 44, 4
# Units on one page of the booklet.
PER_PAGE = 2

type Ranked = list[tuple[int | None, Child]]


def ranked_rate(child: Child) -> Rate | None:
    """Return the coverage that a unit is ranked by; None where too little is known, or few live."""
    if child.figures.is_small or not child.figures.is_known_enough:
        return None
    return child.figures.covered_rate


@dataclass(frozen=True)
class Entry:
    """One unit of the booklet: its place among those ranked, and how many it lacks to the target of the whole."""

    # None where it has none: too little is known, or few households live there. `of` are those that have.
    rank: int | None
    of: int
    child: Child
    need: int | None

    @property
    def weakest(self) -> Skill | None:
        """The skill that fewest households have."""
        return self.child.figures.weakest


@dataclass(frozen=True)
class Shown:
    """What the templates of a meeting take from its frozen page."""

    frozen: Frozen

    @cached_property
    def lowest(self) -> list[Child]:
        """The units with the lowest coverage; little known, few households or a tie ranks nobody.

        Nor is one the lowest with which no other can be compared.
        """
        rated = [(rate.share, c) for c in self.frozen.children if (rate := ranked_rate(c))]
        if len(rated) < 2:
            return []
        # Equals are not told apart: who is as high as the first one left out stays out too.
        above = rated[LOWEST] if len(rated) > LOWEST else rated[-1]
        equal = len(rated) > LOWEST or rated[0][0] == above[0]
        return [c for share, c in rated[:LOWEST] if not equal or share < above[0]]

    @property
    def are_five(self) -> bool:
        """Whether so many are named as their heading says."""
        return len(self.lowest) == LOWEST

    @cached_property
    def places(self) -> list[int | None]:
        """The place of each unit among those ranked, the lowest first; equals share one."""
        return Order.asked("").places(self.frozen.children)

    @cached_property
    def columns(self) -> list[Ranked]:
        """All units with their ranks, in as few columns as one page of A4 needs."""
        ranked = list(zip(self.places, self.frozen.children, strict=True))
        columns = min(COLUMNS, max(1, ceil(len(ranked) / ROWS)))
        size = ceil(len(ranked) / columns) or 1
        return [ranked[at : at + size] for at in range(0, len(ranked), size)]

    @property
    def since(self) -> Earlier | None:
        """The meeting before this one."""
        return self.frozen.earlier[0] if self.frozen.earlier else None

    @property
    def more_homes(self) -> int | None:
        """How many more households are covered than at the meeting before."""
        return self._more(COVERED.key, self.frozen.figures.covered_rate)

    @property
    def more_teams(self) -> int | None:
        """How many more villages have a team than at the meeting before."""
        return self._more(TEAMS.key, self.frozen.figures.team_rate)

    def _more(self, key: str, now: Rate) -> int | None:
        return now.n - self.since.rates[key].n if self.since else None

    @property
    def book(self) -> list[list[Entry]]:
        """The units two by two, in the order of their ranks."""
        entries = list(self._entries())
        return [entries[at : at + PER_PAGE] for at in range(0, len(entries), PER_PAGE)]

    def _entries(self) -> Iterable[Entry]:
        level = self.frozen.homes.level if self.frozen.homes else None
        ranked = sum(place is not None for place in self.places)
        for rank, child in zip(self.places, self.frozen.children, strict=True):
            rate = child.figures.covered_rate
            need = None
            if level is not None and rate.is_said:
                need = max(0, goal_of(level, rate.of) - rate.n)
            yield Entry(rank, ranked, child, need)


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


# How many units a proposal names; within how many days it asks for the work.
NAMED, DAYS = 3, 30
MOST = 3


def drafts(frozen: Frozen) -> list[str]:
    """Draft what the figures ask for; where nothing is missing there is nothing to ask."""
    found = (_teams(frozen), _activity(frozen), _skill(frozen), _listed(frozen))
    return [words for words in found if words][:MOST]


def _due(frozen: Frozen) -> str:
    return date_format(frozen.day + timedelta(days=DAYS))


def _first(children: Iterable[Child], rank: Callable[[Child], float]) -> list[Child]:
    """Return the first few; who is equal to the first one left out is not told apart from it."""
    ranked = sorted(children, key=rank)
    first = ranked[:NAMED]
    if len(ranked) > NAMED:
        first = [child for child in first if rank(child) < rank(ranked[NAMED])]
    return first


def _names(children: list[Child]) -> str:
    return ", ".join(child.short_name for child in children)


def _teams(frozen: Frozen) -> str:
    """Ask the units with the most villages without a team to found them."""
    lacking = [child for child in frozen.children if child.figures.without_team]
    named = _first(lacking, lambda child: -child.figures.without_team)
    n = sum(child.figures.without_team for child in named or lacking)
    if not n:
        return ""
    if not named:
        words = ngettext(
            "Lập đủ tổ cho %(n)s thôn còn thiếu trước %(day)s.",
            "Lập đủ tổ cho %(n)s thôn còn thiếu trước %(day)s.",
            n,
        )
        return words % {"n": count_text(n), "day": _due(frozen)}
    words = ngettext(
        "%(names)s: lập đủ tổ cho %(n)s thôn trước %(day)s.",
        "%(names)s: lập đủ tổ cho %(n)s thôn trước %(day)s.",
        n,
    )
    return words % {"names": _names(named), "n": count_text(n), "day": _due(frozen)}


def _listed(frozen: Frozen) -> str:
    """Ask for the villages that were declared and that nobody has entered: whether they have a team nobody knows."""
    n = frozen.figures.unattributed_villages
    if not n:
        return ""
    words = ngettext(
        "Trước %(day)s, nhập vào danh sách %(n)s thôn đã khai báo.",
        "Trước %(day)s, nhập vào danh sách %(n)s thôn đã khai báo.",
        n,
    )
    return words % {"n": count_text(n), "day": _due(frozen)}


def _activity(frozen: Frozen) -> str:
    """Ask every team that did nothing lately for one session."""
    n = frozen.figures.inactive
    if n <= 0:
        return ""
    words = ngettext(
        "%(n)s thôn có tổ chưa hoạt động: mỗi tổ một buổi hướng dẫn trước %(day)s.",
        "%(n)s thôn có tổ chưa hoạt động: mỗi tổ một buổi hướng dẫn trước %(day)s.",
        n,
    )
    return words % {"n": count_text(n), "day": _due(frozen)}


def _said(rate: Rate) -> str:
    """Say a rate with its part and its whole: "74,4%, 64/86 hộ"."""
    return f"{rate.percent}, {rate.counts} {HOUSEHOLD}"


def _skill(frozen: Frozen) -> str:
    """Ask for lessons in the lowest skill where fewest have it."""
    skill = frozen.figures.weakest
    if skill is None or frozen.figures.skill_rate(skill).is_full:
        return ""
    known = [c for c in frozen.children if c.figures.is_known_enough and c.figures.compares(skill)]
    lacking = [c for c in known if c.figures.skill_rate(skill).gap]
    named = _first(lacking, lambda child: child.figures.skill_rate(skill).share)
    words = {
        "number": skill.number,
        "name": str(skill.name).lower(),
        "rate": _said(frozen.figures.skill_rate(skill)),
        "names": _names(named),
    }
    if not named:
        return gettext("Kỹ năng %(number)s thấp nhất (%(rate)s): mở lớp %(name)s.") % words
    return (
        gettext("Kỹ năng %(number)s thấp nhất (%(rate)s): mở lớp %(name)s, trước hết ở %(names)s.")
        % words
    )
