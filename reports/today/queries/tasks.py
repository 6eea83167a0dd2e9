"""A task of the day, and the words and addresses that tasks are made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import ngettext

from areas.kinds import Kind, common_word
from areas.models import Area

# So many villages are named under a task; one more is named rather than called "1 other village".
NAMED = 6


class Part(NamedTuple):
    """What of a task is in one village, or in all those that are not named: together its number."""

    name: str
    n: int
    url: str


@dataclass(frozen=True)
class Task:
    """One piece of work: how many of what, what to do, where; `size` orders it, in households.

    `url` opens a list of just `number` rows, or the page of the one thing; each of `parts` opens its own.
    """

    number: int
    unit: str
    title: str
    detail: str
    url: str
    size: int
    parts: tuple[Part, ...] = ()


# Who has tasks in an app above this one.
type Tasks = Callable[[Area, Any, date], Iterable[Task]]
_further: list[Tasks] = []


def more_from(tasks: Tasks) -> None:
    """Take tasks from an app above. Called from `AppConfig.ready`."""
    if tasks not in _further:
        _further.append(tasks)


def further_tasks(area: Area, user: Any, day: date) -> Iterator[Task]:
    """Yield the tasks of the apps above."""
    for tasks in _further:
        yield from tasks(area, user, day)


def within(area: Area) -> str:
    """Write a unit's name inside a sentence: "thôn Hội Phú"."""
    return area.full_name[:1].lower() + area.full_name[1:]


def households(n: int) -> str:
    """Return the word that stands under a number of households."""
    return ngettext("hộ", "hộ", n)


def villages(n: int, kinds: Iterable[str] = ()) -> str:
    """Return the word under a number of villages: their own ("buôn") where all are of one kind."""
    word = common_word(kinds)
    return word if word not in {"", Kind.THON.label.lower()} else ngettext("thôn", "thôn", n)


def of_households(
    area: Area, found: Mapping[Area, int], wanted: str, title: str, detail: str
) -> Task:
    """Return the task about the households that a filter of rosters finds, so many in each village."""
    total, many = sum(found.values()), len(found) > 1
    url = _roster("of_area", area.pk, wanted)
    alone = [_roster("list", village.pk, wanted) for village in found]
    parts = tuple(parts_of(found, wanted, url)) if many else ()
    return Task(total, households(total), title, detail, url if many else alone[0], total, parts)


def parts_of(found: Mapping[Area, int], wanted: str, rest: str) -> Iterator[Part]:
    """Name the villages with most first; where they are many, the others are one part, at `rest`."""
    most = sorted(found, key=lambda village: (-found[village], village.sort_key))
    named = most if len(most) <= NAMED + 1 else most[:NAMED]
    for village in named:
        yield Part(village.short_name, found[village], _roster("list", village.pk, wanted))
    if others := len(most) - len(named):
        left = sum(found[village] for village in most[len(named) :])
        words = ngettext("%(n)s thôn khác", "%(n)s thôn khác", others) % {"n": others}
        yield Part(words, left, rest)


def _roster(page: str, pk: int, wanted: str) -> str:
    """Return where the households are: the register of one village, or of all."""
    return f"{reverse(f'households:{page}', args=[pk])}?loc={wanted}"
