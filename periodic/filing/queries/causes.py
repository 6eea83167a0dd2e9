"""What was recorded of a period after its report was sent, and what each of it did to the figures."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, Sum
from django.utils.formats import date_format
from django.utils.translation import ngettext

from households.counts.contribution import MOVED
from households.models import Cause as Moved, Movement
from periodic.content import Content
from periodic.drafts.queries.facts import Asked, lay_in
from periodic.drafts.queries.units import whole_on
from periodic.filing.queries.retyped import typed_again
from periodic.filing.rules.differences import Cause
from periodic.models import Report
from teams.models import Activity

# Villages, or days, that are named with a cause before "…".
NAMED = 3
# What a session adds to a figure of the catalogue.
SESSIONS, TURNS, WOMEN = "sessions", "turns", "women"
_ADDS: Mapping[str, Callable[[Activity], int | None]] = {
    SESSIONS: lambda _one: 1,
    TURNS: lambda one: one.people,
    WOMEN: lambda one: one.women,
}


@dataclass(frozen=True)
class Sent:
    """What lay in the unit of a report on its last day, since when, and up to when anything recorded was in it."""

    asked: Asked
    begins_on: date
    moment: datetime


def causes_of(
    report: Report, sent: Content, moment: datetime, figures: Mapping[str, str]
) -> dict[str, list[Cause]]:
    """Return by column what made it more, or fewer, since it was sent. Seven queries at most.

    `figures`: by column, what it reads of movements or sessions; of others nothing is said here.
    """
    period = report.period
    of = Sent(whole_on(report.area, period.ends_on), period.begins_on, moment)
    wanted = set(figures.values())
    found = _moved(of, wanted & set(MOVED)) | _sessions(of, wanted & set(_ADDS))
    causes = {key: found[figure] for key, figure in figures.items() if figure in found}
    return causes | typed_again(report, sent, moment)


def _moved(of: Sent, names: Iterable[str]) -> dict[str, list[Cause]]:
    """Add up the movements of the register by their cause, and name the villages they are of."""
    names = sorted(names)
    if not names:
        return {}
    rows = Movement.unscoped.filter(lay_in(of.asked, "village")).order_by()
    rows = rows.filter(day__lte=of.asked.ends_on, recorded_at__gte=of.moment)
    sums = {f"sum_{name}": Sum(name) for name in names}
    by_cause = dict[str, dict[str, list[tuple[int, str]]]]()
    for cause, village, *numbers in rows.values_list("cause", "village__name").annotate(**sums):
        for name, n in zip(names, numbers, strict=True):
            if n:
                by_cause.setdefault(name, defaultdict(list))[cause].append((n, village))
    return {
        name: [_cause(str(Moved(cause).label), parts) for cause, parts in sorted(causes.items())]
        for name, causes in by_cause.items()
    }


def _cause(words: str, parts: Sequence[tuple[float, str]]) -> Cause:
    where = [name for _n, name in sorted(parts, key=lambda one: (-abs(one[0]), one[1]))]
    return Cause(f"{words} ({_listed(where)})", sum(n for n, _name in parts))


def _listed(names: Sequence[str]) -> str:
    return ", ".join([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])


def _sessions(of: Sent, names: Iterable[str]) -> dict[str, list[Cause]]:
    """Add up the sessions of those days that were written down, or withdrawn, afterwards."""
    names = sorted(names)
    if not names:
        return {}
    rows = Activity.unscoped.filter(lay_in(of.asked, "team__area"))
    rows = rows.between(of.begins_on, of.asked.ends_on)
    rows = rows.filter(Q(recorded_at__gte=of.moment) | Q(withdrawn_at__gte=of.moment))
    late, gone = list[Activity](), list[Activity]()
    for one in rows.order_by("held_on", "pk"):
        is_new = one.recorded_at is not None and one.recorded_at >= of.moment
        if is_new and one.withdrawn_on is None:
            late.append(one)
        elif not is_new:
            gone.append(one)
    return {name: _of_sessions(name, late, gone) for name in names if late or gone}


def _of_sessions(name: str, late: list[Activity], gone: list[Activity]) -> list[Cause]:
    found = []
    for sessions, sign in ((late, 1), (gone, -1)):
        if sessions:
            n = sum(_ADDS[name](one) or 0 for one in sessions)
            found.append(Cause(_session_words(sessions, is_late=sign > 0), sign * n))
    return [cause for cause in found if cause.n]


def _session_words(sessions: list[Activity], *, is_late: bool) -> str:
    days = list(dict.fromkeys(date_format(one.held_on, "d/m") for one in sessions))
    many = len(sessions)
    if is_late:
        words = ngettext("%(n)s buổi ghi muộn", "%(n)s buổi ghi muộn", many)
    else:
        words = ngettext("%(n)s buổi đã rút", "%(n)s buổi đã rút", many)
    return f"{words % {'n': many}} ({_listed(days)})"
