"""What national figures cost when they are taken from the households, or from their people, themselves.

By province: households, surveyed and covered ones, and those of which somebody knows each skill.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import OperationalError, connection
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from areas.models import Area
from bench.generate import COUNTRY
from bench.measuring import Line, asked, none_wrong
from figures.live import read
from households.models import Household, Resident
from skills.catalogue import COLUMNS, SKILLS

type Found = dict[int, tuple[int, ...]]

NAMES = ("households", "surveyed", "covered", *COLUMNS)


def from_count_rows(day: date) -> Found:
    """Add up count rows: what the product does, with all else that a page shows."""
    country = Area.unscoped.get(pk=COUNTRY)
    found = read(country, day, "province_id").items()
    return {key[0] or 0: tuple(getattr(one, name) for name in NAMES) for key, one in found}


def from_households(_day: date) -> Found:
    """Count what stands on each household, in one pass: what a careful developer would write."""
    bits = {f"bit_{skill.column}": F("skills_mask").bitand(skill.bit) for skill in SKILLS}
    counts = [Count("pk"), Count("surveyed_on"), Count("pk", filter=Q(covered=True))]
    counts += [Count("pk", filter=Q(**{f"{bit}__gt": 0})) for bit in bits]
    rows = Household.unscoped.open().alias(**bits).order_by().values_list("village__province")
    found = rows.annotate(**{f"n_{n}": one for n, one in zip(NAMES, counts, strict=True)})
    return {row[0]: row[1:] for row in found}


def from_people(day: date) -> Found:
    """Ask each household's people what they know: what is usually written."""
    of_age = Q(birth_year=None) | Q(birth_year__lte=day.year - int(settings.RESIDENT_MIN_AGE))
    people = Resident.unscoped.filter(of_age, household=OuterRef("pk"), left_on=None)
    knows = [Q(**{f"{column}__gte": settings.SKILL_THRESHOLD}) for column in COLUMNS]
    has = {
        "surveyed": Exists(people.filter(whole=True)),
        "covered": Exists(people.filter(*knows)),
        **{column: Exists(people.filter(one)) for column, one in zip(COLUMNS, knows, strict=True)},
    }
    rows = Household.unscoped.open().alias(**{f"has_{n}": one for n, one in has.items()})
    counts = {f"n_{n}": Count("pk", filter=Q(**{f"has_{n}": True})) for n in has}
    found = rows.order_by().values_list("village__province").annotate(n=Count("pk"), **counts)
    return {row[0]: row[1:] for row in found}


def live_lines(patience: float) -> list[Line]:
    """Compare the SQL of count rows with both live ways, which PostgreSQL stops after so many seconds."""
    day = timezone.localdate()
    with asked() as sql:
        ours = from_count_rows(day)
    seconds = min(sql.again() for _ in range(15))
    lines = [Line("national figures from count rows, SQL", f"{seconds * 1000:.2f} ms")]
    other = of = 0
    for name, way in (("households", from_households), ("people", from_people)):
        found, taken = _timed(way, day, patience)
        word = "stopped after " if found is None else ""
        value = f"{word}{taken * 1000:,.1f} ms"
        lines.append(Line(f"the same live, from {name}", value, taken / seconds))
        other += sum(ours.get(key) != row for key, row in (found or {}).items())
        of += len(found or {})
    return [*lines, none_wrong("provinces where counting live gives other figures", other, of)]


def _timed(way: Callable[[date], Found], day: date, patience: float) -> tuple[Found | None, float]:
    """Run a live way once; None for one that was stopped."""
    began = time.perf_counter()
    found = None
    try:
        with _no_statement_longer_than(patience):
            found = way(day)
    except OperationalError:
        if time.perf_counter() - began < patience:
            raise
    return found, time.perf_counter() - began


@contextmanager
def _no_statement_longer_than(seconds: float) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = {int(seconds * 1000)}")
        try:
            yield
        finally:
            cursor.execute("RESET statement_timeout")
