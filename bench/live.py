"""What the same national figures cost when they are taken from the households themselves.

All ways give the same: for each province everything that its line on the national page is made of,
that is households, surveyed and partly surveyed, covered, combined, one skill short, one not asked,
ruled out, nobody home, the five skills and who was asked about each, old, expected and unattributed, the
last save, and how many communes are up to date, have not begun, or left unsaid how much there is; and
its villages, those with a team, with a leader and with an active team. The run compares them.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from areas.models import Area
from bench import generate
from bench.measuring import asked, no_longer_than
from bench.table import Line, Verdict, at_least, none_wrong
from figures.figures import Figures, sums_of, total
from figures.live import FRESH_DAYS, read
from households.models import (
    NUMBERS,
    Completion,
    Confirmation,
    Declaration,
    Household,
    Resident,
    Status,
)
from households.models import old_before as old
from rollup.denominators import expected, unattributed
from skills.catalogue import ALL_FIVE, COLUMNS, SKILLS
from teams.models import TeamVillage, active_days

type Found = dict[int, Figures]


def from_count_rows(day: date) -> Found:
    """Add up count rows: what the product does."""
    country = Area.unscoped.get(pk=generate.COUNTRY)
    return {key[0] or 0: figures for key, figures in read(country, day, "province_id").items()}


def with_flags(day: date) -> Found:
    """Count what stands on each household, in one pass: what a careful developer would write."""
    marks = {
        "surveyed": Q(surveyed_on__isnull=False),
        "partly": Q(surveyed_on=None, asked_mask__gt=0),
        "covered": Q(covered=True),
        "combined": Q(skills_mask=ALL_FIVE, surveyed_on__isnull=False),
        "one_short": Q(lacking_mask__gt=0),
        "ask_one": Q(unasked_mask__in=[*range(1, 16), *range(17, 32)]),
        "ask_fifth": Q(unasked_mask=16),
        "ruled_out": Q(ruled_out=True),
        **{s.column: Q(**{f"bit_{s.column}__gt": 0}) for s in SKILLS},
        **{s.asked_column: Q(**{f"bit_{s.asked_column}__gt": 0}) for s in SKILLS},
        "old": Q(reviewed_on__lt=old(day)),
    }
    bits = {f"bit_{s.column}": F("skills_mask").bitand(s.bit) for s in SKILLS}
    bits |= {f"bit_{s.asked_column}": F("asked_mask").bitand(s.bit) for s in SKILLS}
    return _figures(Household.unscoped.current().alias(**bits), marks, day)


def without_flags(day: date) -> Found:
    """Ask each household's people what they know, and when: what is usually written."""
    of_age = Q(birth_year=None) | Q(birth_year__lte=day.year - int(settings.RESIDENT_MIN_AGE))
    people = Resident.unscoped.filter(of_age, household=OuterRef("pk"), left_on=None)
    rows = Household.unscoped.current().annotate(**_asked_of(people, day))
    marks = {
        "surveyed": Q(has_surveyed=True),
        "partly": Q(has_surveyed=False) & reduce(or_, (Q(**{f"was_{n}": True}) for n in COLUMNS)),
        "covered": Q(has_covered=True),
        "combined": Q(has_surveyed=True, **{f"has_{name}": True for name in COLUMNS}),
        "one_short": Q(has_short=True, has_covered=False),
        "ask_one": Q(has_unasked=True, has_covered=False),
        "ask_fifth": Q(has_open_fifth=True, has_unasked=False, has_covered=False),
        "ruled_out": Q(has_people=True, has_open=False),
        **{s.column: Q(**{f"has_{s.column}": True}) for s in SKILLS},
        **{s.asked_column: Q(**{f"was_{s.column}": True}) for s in SKILLS},
        "old": Q(has_surveyed=True, has_recent=False, has_confirmed=False),
    }
    return _figures(rows, marks, day)


def _asked_of(people: QuerySet[Any], day: date) -> dict[str, Exists]:
    """Say of a household what its people know: each skill, all five in one head, all but one."""
    least = settings.SKILL_THRESHOLD
    known = {name: Q(**{f"{name}__gte": least}) for name in COLUMNS}
    short, unasked, fifth = Q(), Q(), Q()
    for lacking in COLUMNS:
        others = Q(*[known[name] for name in COLUMNS if name != lacking])
        short |= others & Q(**{f"{lacking}__lt": least})
        if lacking == COLUMNS[-1]:
            fifth = others & Q(**{lacking: None})
        else:
            unasked |= others & Q(**{lacking: None})
    not_yet = reduce(or_, (Q(**{f"{name}__lt": least}) for name in COLUMNS))
    surveyed, confirmed = people.filter(whole=True), _confirmations()
    return {
        **{f"has_{name}": Exists(people.filter(known[name])) for name in COLUMNS},
        **{f"was_{n}": Exists(people.filter(**{f"{n}__isnull": False})) for n in COLUMNS},
        "has_people": Exists(people),
        "has_surveyed": Exists(surveyed),
        "has_covered": Exists(people.filter(*known.values())),
        "has_short": Exists(people.filter(short)),
        "has_unasked": Exists(people.filter(unasked)),
        "has_open_fifth": Exists(people.filter(fifth)),
        "has_open": Exists(people.exclude(not_yet)),
        "has_recent": Exists(surveyed.filter(assessed_on__gte=old(day))),
        "has_confirmed": Exists(confirmed.filter(confirmed_on__gte=old(day))),
    }


def _confirmations() -> QuerySet[Any]:
    return Confirmation.unscoped.filter(household=OuterRef("pk"), withdrawn_at=None)


def _figures(households: QuerySet[Any], marks: dict[str, Q], day: date) -> Found:
    """Count households by commune and add the communes of each province up, then its teams."""
    parts = list[tuple[int, Figures]]()
    counted = households.order_by().values_list("village__province", "village__commune")
    marks = {"nobody_home": Q(status=Status.NOBODY_HOME) & ~marks["surveyed"], **marks}
    names, since = ("households", *marks), timezone.now() - timedelta(days=FRESH_DAYS)
    for province, _, *numbers, last in counted.annotate(
        n=Count("pk"),
        **{f"n_{name}": Count("pk", filter=mark) for name, mark in marks.items()},
        last=Max("saved_at"),
    ):
        found = dict(zip(names, numbers, strict=True))
        sums = sums_of({**found, "expected": found["households"]})
        parts.append((province, Figures(0, 0, 0, 0, sums, last, 1, int(last >= since), last)))
    parts += [*_declared(), *_begun(), *_unsaid(), *_idle(), *_teams(day)]
    provinces = {province for province, _ in parts}
    return {one: total(part for of, part in parts if of == one) for one in sorted(provinces)}


def _begun() -> Iterable[tuple[int, Figures]]:
    """Add the open villages in which a household is registered."""
    known = Household.unscoped.current().filter(village=OuterRef("pk"))
    rows = Area.unscoped.villages().filter(Exists(known), closed_on=None).order_by()
    for province, number in rows.values_list("province").annotate(n=Count("pk")):
        yield province, Figures(begun_villages=number)


def _unsaid() -> Iterable[tuple[int, Figures]]:
    """Add begun registers, and lists of villages, of which nobody said how much there is or that it is all."""
    known = Household.unscoped.current().filter(village=OuterRef("pk"))
    inside = Area.unscoped.villages().filter(commune=OuterRef("pk"), closed_on=None)
    full = Completion.unscoped.standing().values("area")
    homes, numbers = (Declaration.unscoped.holding(n).values("area") for n in NUMBERS)
    registers = Area.unscoped.villages().filter(Exists(known)).exclude(commune__in=homes)
    lists = Area.unscoped.communes().filter(Exists(inside)).exclude(pk__in=full)
    for column, rows in (
        ("undeclared_villages", registers.exclude(pk__in=full).exclude(pk__in=homes)),
        ("undeclared_lists", lists.exclude(pk__in=numbers)),
    ):
        counted = rows.order_by().values_list("province").annotate(n=Count("pk"))
        for province, number in counted:
            yield province, Figures(**{column: number})


def _idle() -> Iterable[tuple[int, Figures]]:
    """Add the open communes without a household, but for those that are complete without any."""
    full = Completion.unscoped.standing().values("area")
    known = Household.unscoped.current().filter(village__commune=OuterRef("pk"))
    some = Area.unscoped.villages().filter(commune=OuterRef("pk"), closed_on=None)
    complete = Q(~Exists(some.exclude(pk__in=full)), Exists(some), pk__in=full)
    rows = Area.unscoped.communes().filter(~Exists(known), ~complete, closed_on=None).order_by()
    for province, number in rows.values_list("province").annotate(n=Count("pk")):
        yield province, Figures(idle_communes=number)


def _declared() -> Iterable[tuple[int, Figures]]:
    """Add what villages declared beyond their registers, and communes beyond their villages."""
    homes = dict(Declaration.unscoped.holding().order_by().values_list("area", "households"))
    said = Area.unscoped.filter(pk__in=homes).order_by()
    communes = set(said.values_list(Coalesce("commune_id", "pk"), flat=True))
    known = Household.unscoped.current().filter(village__commune__in=communes).order_by()
    registered = dict(known.values_list("village").annotate(n=Count("pk")))
    full = set(Completion.unscoped.standing().values_list("area", flat=True))
    villages = defaultdict[int, list[Area]](list)
    for village in Area.unscoped.villages().filter(commune__in=communes):
        villages[village.commune_id or 0].append(village)
    for commune in Area.unscoped.filter(pk__in=communes).order_by("pk"):
        here = villages[commune.pk]
        known_here = sum(registered.get(one.pk, 0) for one in here)
        explained = sum(
            expected(registered.get(one.pk, 0), homes.get(one.pk), is_complete=one.pk in full)
            for one in here
        )
        all_full = {commune.pk, *(one.pk for one in here if one.closed_on is None)} <= full
        rest = unattributed(homes.get(commune.pk), explained, all_complete=all_full)
        sums = {"expected": explained - known_here + rest, "unattributed": rest}
        yield commune.province_id or 0, Figures(sums=sums_of(sums))


def _teams(day: date) -> Iterable[tuple[int, Figures]]:
    """Add the open villages, and what their teams have come to."""
    villages = Area.unscoped.villages().filter(closed_on=None).order_by().values_list("province")
    for province, number in villages.annotate(n=Count("pk")):
        yield province, Figures(number)
    served = TeamVillage.unscoped.on(day).order_by()
    active = Q(team__led=True, team__last_active_on__range=active_days(day))
    for province, *numbers in served.values_list("village__province").annotate(
        n=Count("village", distinct=True),
        n_led=Count("village", distinct=True, filter=Q(team__led=True)),
        n_active=Count("village", distinct=True, filter=active),
    ):
        with_team, led, active_ones = numbers
        yield province, Figures(0, with_team, led, active_ones)


def live_lines(least_with: float, least_without: float, budget: float) -> list[Line]:
    """Compare the SQL of the national figures with both live ways; `budget` seconds for each of them."""
    day = timezone.localdate()
    with asked() as sql:
        ours = from_count_rows(day)
    seconds = min(sql.again() for _ in range(15))
    lines = [Line("national figures from count rows, SQL", f"{seconds * 1000:.2f} ms")]
    other = of = 0
    for name, way, least in (
        ("with household flags", with_flags, least_with),
        ("without", without_flags, least_without),
    ):
        found, taken = _timed(way, day, budget)
        lines.append(_line(name, taken, taken / seconds, least, stopped=found is None))
        if found is not None:
            other += sum(ours.get(key) != figures for key, figures in found.items())
            of += len(ours.keys() | found.keys())
    wrong = none_wrong("provinces where counting live gives other figures", other, of)
    return [*lines, wrong]


def _timed(way: Callable[[date], Found], day: date, budget: float) -> tuple[Found | None, float]:
    """Run a live way once, and again where it is quick; None when it was stopped at the budget."""
    began = time.perf_counter()
    try:
        with no_longer_than(budget), asked() as sql:
            found = way(day)
    except OperationalError:
        return None, time.perf_counter() - began
    seconds = time.perf_counter() - began
    if seconds < budget / 60:
        seconds = min(sql.again() for _ in range(3))
    return found, seconds


def _line(name: str, seconds: float, ratio: float, least: float, *, stopped: bool) -> Line:
    """Judge one live way; one that was stopped is slower than what is said, and never fails."""
    verdict = at_least(ratio, least) if least else Verdict.NONE
    if stopped and verdict != Verdict.PASS:
        verdict = Verdict.NONE
    return Line(
        f"live ORM over households {name}, SQL",
        f"{'stopped after ' if stopped else ''}{seconds * 1000:,.1f} ms",
        to_baseline=ratio,
        target=f">= {least:,.0f}x" if least else "",
        verdict=verdict,
    )
