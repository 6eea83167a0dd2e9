"""Who reads how much."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Sum
from django.db.models.functions import TruncDate

from reading.models import Reading, ReadingQuerySet
from reading.rules import HABIT_DAYS

# Whoever stands in one of so many lines is offered as a filter.
NEWEST = 2_000


def readers_above(least: int, day: date) -> Iterator[tuple[int, int, int]]:
    """Yield who read more than so many people on a day: user, commune, people."""
    rows = Reading.unscoped.between(day, day).order_by().values_list("user", "commune")
    yield from rows.annotate(n=Sum("people")).filter(n__gt=least)


def people_by_day(user: int, *, before: date) -> list[int]:
    """Return how many people somebody read on each of the days of their habit on which they read at all."""
    days = (before - timedelta(days=HABIT_DAYS), before - timedelta(days=1))
    rows = Reading.unscoped.filter(user=user).between(*days).order_by()
    summed = rows.annotate(day=TruncDate("hour")).values_list("day").annotate(n=Sum("people"))
    return [n for _day, n in summed]


def newest_readers(lines: ReadingQuerySet) -> dict[int, str]:
    """Return who stands in the newest lines: user → name."""
    newest = lines.newest_first().values_list("user", "user__full_name")[:NEWEST]
    return dict(newest)


def readers_of(lines: ReadingQuerySet) -> list[Any]:
    """Return who stands in lines, who read most first: `user`, `name`, how many `people` in how many `lines`."""
    rows = lines.order_by().values("user", name=F("user__full_name"))
    return list(rows.annotate(people=Sum("people"), lines=Count("pk")).order_by("-people", "user"))
