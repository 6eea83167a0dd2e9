"""At most three decisions asked of a meeting, drafted by rule: teams, activity, the lowest skill."""

from collections.abc import Callable
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from audit.numbers import numbers_here
from reports.below import Child
from reports.meetings.frozen import Frozen

# How many units a proposal names; within how many days it asks for the work.
NAMED, DAYS = 3, 30
MOST = 3


def drafts(frozen: Frozen) -> list[str]:
    """Draft what the figures ask for; where nothing is missing there is nothing to ask."""
    found = (_teams(frozen), _activity(frozen), _skill(frozen))
    return [words for words in found if words][:MOST]


def _due(frozen: Frozen) -> str:
    return date_format(frozen.day + timedelta(days=DAYS))


def _first(frozen: Frozen, rank: Callable[[Child], tuple[float, ...]]) -> list[Child]:
    return sorted(frozen.children, key=rank)[:NAMED]


def _names(children: list[Child]) -> str:
    return ", ".join(child.short_name for child in children)


def _teams(frozen: Frozen) -> str:
    """Ask the units with the most villages without a team to found them."""
    most = _first(frozen, lambda c: (-c.figures.team_rate.gap, c.figures.covered_rate.share))
    named = [child for child in most if child.figures.team_rate.gap]
    n = sum(child.figures.team_rate.gap for child in named)
    if not n:
        return ""
    words = ngettext(
        "%(names)s: lập đủ tổ cho %(n)s thôn trước %(day)s.",
        "%(names)s: lập đủ tổ cho %(n)s thôn trước %(day)s.",
        n,
    )
    return words % {"names": _names(named), "n": numbers_here().whole(n), "day": _due(frozen)}


def _activity(frozen: Frozen) -> str:
    """Ask every team that did nothing lately for one session."""
    n = frozen.idle
    if n <= 0:
        return ""
    words = ngettext(
        "%(n)s thôn có tổ chưa hoạt động: mỗi tổ một buổi hướng dẫn trước %(day)s.",
        "%(n)s thôn có tổ chưa hoạt động: mỗi tổ một buổi hướng dẫn trước %(day)s.",
        n,
    )
    return words % {"n": numbers_here().whole(n), "day": _due(frozen)}


def _skill(frozen: Frozen) -> str:
    """Ask for lessons in the lowest skill where fewest have it."""
    skill = frozen.figures.weakest
    if skill is None or frozen.figures.skill_rate(skill).is_full:
        return ""
    low = _first(
        frozen,
        lambda c: (not c.figures.skill_rate(skill).of, c.figures.skill_rate(skill).share),
    )
    named = [child for child in low if child.figures.skill_rate(skill).gap]
    words = {
        "number": skill.number,
        "name": str(skill.name).lower(),
        "rate": frozen.figures.skill_rate(skill).percent,
        "names": _names(named),
    }
    if not named:
        return gettext("Kỹ năng %(number)s thấp nhất (%(rate)s): mở lớp %(name)s.") % words
    return (
        gettext("Kỹ năng %(number)s thấp nhất (%(rate)s): mở lớp %(name)s, trước hết ở %(names)s.")
        % words
    )
