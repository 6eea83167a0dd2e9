"""Where the households of a list stand: in which villages; how many of them may be asked today; what apps above say of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from typing import Any

from django.db.models import Count

from areas.kinds import Kind, Level
from areas.models import Area
from areas.names import fold
from households.counts.contribution import MOVED, contribution
from households.models import Household, Resident
from rollup.models import SumColumns, VillageCount

# Fewer letters name everybody; more people than this are a name to write out further.
SHORTEST, MOST = 2, 500
# What an app above this one says of the households of a list, in a word beside the name of each by its key; and
# what it says on the page of one, as HTML: "" where there is nothing.
type Marks = Callable[[Any, Iterable[Household]], Mapping[int, str]]
type Note = Callable[[Any, Household], str]
_marks: list[Marks] = []
_notes: list[Note] = []


def say_more(marks: Marks, note: Note) -> None:
    """Take what an app above says of households. Called from `AppConfig.ready`."""
    if note not in _notes:
        _marks.append(marks)
        _notes.append(note)


def mark(user: Any, households: Iterable[Household]) -> None:
    """Let each household of a list carry what apps above say of it."""
    found = dict[int, str]()
    for marks in _marks:
        found |= marks(user, households)
    # All of them: what a template does not find it looks for in every place there is.
    for one in households:
        vars(one)["mark"] = found.get(one.pk, "")


def notes_on(user: Any, household: Household) -> list[str]:
    """Return what apps above say on the page of a household."""
    return [said for note in _notes if (said := note(user, household))]


def in_each_village(households: Any) -> list[tuple[Area, int]]:
    """Return the villages of these households along the tree, each with how many stand there. Two queries."""
    counted = dict(households.order_by().values_list("village").annotate(n=Count("pk")))
    villages = Area.unscoped.in_bulk(counted).values()
    return [
        (village, counted[village.pk]) for village in sorted(villages, key=lambda one: one.path)
    ]


def of_each_village(user: Any, area: Area) -> list[tuple[Area, int]]:
    """Return the villages of a place that have a household, each with how many, as the register counts them. One query."""
    rows = VillageCount.objects.visible_to(user).inside(area.path or "-").filter(households__gt=0)
    rows = rows.select_related("area").order_by("area__path")
    return [(row.area, row.households) for row in rows]


def left_alone_in(households: Any, day: date) -> dict[int, list[Household]]:
    """Return those of some households that nobody asks on a day, by village. One query; they are few."""
    found = defaultdict[int, list[Household]](list)
    for one in households.open().left_alone(day).order_by():
        found[one.village_id].append(one)
    return found


def to_ask_of[C: SumColumns](count: C, alone: Iterable[Household]) -> C:
    """Return a count row without the households that are left alone: what its lists of whom to ask show."""
    asked = copy(count)
    for one in alone:
        for name, n in contribution(one).items():
            setattr(asked, name, getattr(asked, name) - n)
        asked.old -= one.is_old
    return asked


def filters_of(area: Area, everybody: Any, count: SumColumns, day: date) -> dict[str, Any]:
    """Return what filters of a list say of whom to ask on a day: `rest` without those left alone, and these apart.

    Nor are those in it of which no village is known: nothing is written of them until it is.
    """
    aside = _unassigned(area)
    found = left_alone_in(everybody, day)
    alone = [one for pk, some in found.items() if aside is None or pk != aside.pk for one in some]
    refusing = everybody.open().refusing().count() if count.refused or alone else 0
    rest = to_ask_of(count, alone)
    if aside is not None:
        for name in (*MOVED, "old"):
            setattr(rest, name, getattr(rest, name) - getattr(aside, name))
    unassigned = aside.households if aside else 0
    return {"rest": rest, "alone": len(alone), "refusing": refusing, "unassigned": unassigned}


def _unassigned(area: Area) -> VillageCount | None:
    """Return what of a place is of no village that is known; in a village there is none, and no query."""
    if area.is_village:
        return None
    rows = VillageCount.unscoped.below(area).filter(area__kind=Kind.UNASSIGNED)
    return rows.first()


def found_by(user: Any, area: Area, households: Any, words: str) -> tuple[Any, dict[int, str]]:
    """Return the households of a place that are meant by words, and whom the words name where it is not the head.

    Besides what `matching` finds, in a commune or a village: those where somebody of that name lives. One query. Only
    people of the households that are asked for count, so that more of them are always more than a page shows.
    """
    if area.level < Level.COMMUNE or len(fold(words)) < SHORTEST:
        return households.matching(words), {}
    asked = households.order_by().values("pk")
    people = Resident.objects.visible_to(user).inside(area.path or "-").filter(household__in=asked)
    # Unordered, so that the database stops once it has as many as are asked for: of more it is any of them.
    people = people.living_here().filter(is_head=False).called(words).order_by()
    rows = sorted(people.values_list("pk", "household", "full_name")[:MOST], reverse=True)
    named = {home: name for _pk, home, name in rows}
    return households.matching(words, besides=named), named


def name_the(found: Iterable[Household], named: Mapping[int, str]) -> None:
    """Let each household of a list carry who of its people the words name."""
    for one in found:
        vars(one)["called"] = named.get(one.pk, "")
