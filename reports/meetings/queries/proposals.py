"""At most three decisions asked of a meeting, drafted by rule: teams, activity, the lowest skill, villages to enter."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from figures.indicators import HOUSEHOLD
from figures.rates import Rate
from reports.meetings.queries.frozen import Frozen
from reports.units.queries.child_units import Child
from web.numbers import numbers_here

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
        return words % {"n": numbers_here().whole(n), "day": _due(frozen)}
    words = ngettext(
        "%(names)s: lập đủ tổ cho %(n)s thôn trước %(day)s.",
        "%(names)s: lập đủ tổ cho %(n)s thôn trước %(day)s.",
        n,
    )
    return words % {"names": _names(named), "n": numbers_here().whole(n), "day": _due(frozen)}


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
    return words % {"n": numbers_here().whole(n), "day": _due(frozen)}


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


def _said(rate: Rate) -> str:
    """Say a rate with its part and its whole: "74,4%, 64/86 hộ"."""
    return f"{rate.percent}, {numbers_here().of(rate)} {HOUSEHOLD}"


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
