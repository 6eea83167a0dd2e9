"""Why the number of covered households changed: every movement between two days, by its cause."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from areas.kinds import Level
from areas.models import Area
from figures.as_of import as_of_one
from figures.figures import Figures
from figures.indicators import COVERED
from figures.standing import Reading
from households.models import Cause
from reports.why.queries.kinds import BY_KEY, KINDS, LEARNT, UNITS, Kind
from reports.why.queries.moved import by_unit, every_of, stood_between
from reports.why.queries.then import Stood
from reports.why.queries.waterfall import Part, Why


def reading_of(area: Area, asked: Reading = Reading.NOW) -> Reading:
    """Return by which units an explanation reads: a village, and what has ended, as it stood; others as is asked."""
    is_itself = area.level == Level.VILLAGE or area.closed_on
    return Reading.THEN if is_itself else asked


def figures_on(area: Area, day: date, reading: Reading) -> Figures:
    """Return the figures of one end."""
    return as_of_one(area, day, old=False, reading=reading)


def why_covered(area: Area, since: date, until: date, asked: Reading = Reading.NOW) -> Why:
    """Say why the covered households of a unit became more or fewer between two days.

    Both ends are figures of their days (`figures.as_of`); the parts are what moved in between. The
    first end is added up from its movements: where today's count is astray, the parts do not close.
    """
    reading = reading_of(area, asked)
    start, end = (figures_on(area, day, reading) for day in (since, until))
    # No household leaves the country.
    stood = stood_between(area, since, until, reading) if area.level > Level.COUNTRY else None
    found = _summed(area, since, until, stood)
    counted = found["start_n"], found["start_of"] + start.unregistered
    return Why(
        area=area,
        indicator=COVERED,
        since=since,
        until=until,
        start=start.covered_rate.counted(*counted),
        end=end.covered_rate,
        parts=_parts(area, since, until, found, stood),
        whole=_whole(found, end.unregistered - start.unregistered),
        first_day=found["first"],
    )


def _parts(
    area: Area, since: date, until: date, found: Mapping[str, int], stood: Stood | None
) -> list[Part]:
    parts = _told(found)
    learnt = next(part for part in parts if part.key == LEARNT)
    note = _where(area, since, until, stood) if learnt.n else ""
    return [replace(part, note=note) if part is learnt and note else part for part in parts]


def causes(area: Area, since: date, until: date, stood: Stood | None = None) -> list[Part]:
    """Return the causes by themselves, without the two ends. One query."""
    return _told(_summed(area, since, until, stood))


def _told(found: Mapping[str, int]) -> list[Part]:
    return [_part(kind, number, found) for number, kind in enumerate(KINDS)]


def _whole(found: Mapping[str, int], declared: int) -> list[tuple[str | Promise, int]]:
    """Say why there are more households, or fewer, by what happened to them."""
    whole: list[tuple[str | Promise, int]] = [
        (cause.label, found[f"of_{cause.value}"]) for cause in Cause
    ]
    whole.append((_("Số hộ khai báo mà chưa có trong sổ"), declared))
    return [(label, n) for label, n in whole if n]


def _summed(area: Area, since: date, until: date, stood: Stood | None) -> dict[str, Any]:
    """Add up the movements of a unit in one pass: up to the first day, between the two by cause."""
    sums = _sums(since, until)
    if stood:
        return _summed_then(stood, sums)
    found = every_of(area, since).order_by().aggregate(first=Min("day"), **sums)
    return {"first": found.pop("first"), **{name: n or 0 for name, n in found.items()}}


def _summed_then(stood: Stood, sums: Mapping[str, Any]) -> dict[str, Any]:
    """Add up the same by the units that stood; what came, or left, with a village is of the cause of units."""
    by_unit, steps = stood.sums(**sums)
    found = {name: sum(one[name] for one in by_unit.values()) for name in sums}
    at = KINDS.index(UNITS)
    for step in steps:
        sign = bool(step.came) - bool(step.left)
        found[f"n_{at}"] += sign * step.n
        found[f"households_{at}"] += sign * step.of
        found[f"of_{Cause.UNIT.value}"] += sign * step.of
        found[f"more_{at}"] += step.n if sign > 0 else 0
        found[f"fewer_{at}"] += step.n if sign < 0 else 0
    return {"first": stood.first_day, **found}


def _sums(since: date, until: date) -> dict[str, Any]:
    between = Q(day__gt=since, day__lte=until)
    before = Q(day__lte=since)
    sums: dict[str, Any] = {
        "start_n": Sum("covered", filter=before),
        "start_of": Sum("households", filter=before),
    }
    for number, kind in enumerate(KINDS):
        rows = between & kind.rows
        sums[f"n_{number}"] = Sum("covered", filter=rows)
        sums[f"households_{number}"] = Sum("households", filter=rows)
        sums[f"surveyed_{number}"] = Sum("surveyed", filter=rows)
        sums[f"more_{number}"] = Count("pk", filter=rows & Q(covered__gt=0))
        sums[f"fewer_{number}"] = Count("pk", filter=rows & Q(covered__lt=0))
    for cause in Cause:
        sums[f"of_{cause.value}"] = Sum("households", filter=between & Q(cause=cause))
    return sums


def _part(kind: Kind, number: int, found: Mapping[str, int]) -> Part:
    words = {
        "n": abs(found[f"n_{number}"]),
        "of": abs(found[f"households_{number}"]),
        "surveyed": found[f"surveyed_{number}"],
        "more": found[f"more_{number}"],
        "fewer": found[f"fewer_{number}"],
    }
    said = any(words.values()) and kind.note
    note = str(kind.note) % {name: number_format(n) for name, n in words.items()} if said else ""
    moved = words["more"] + words["fewer"]
    return Part(kind.key, kind.label, found[f"n_{number}"], note, moved)


def _where(area: Area, since: date, until: date, stood: Stood | None) -> str:
    """Name the unit below in which most households learnt the last skill; nothing in a village."""
    found = by_unit(area, since, until, BY_KEY[LEARNT], stood)
    if not found or found[0][0].pk == area.pk:
        return ""
    unit, more, _ = found[0]
    name = unit.full_name
    return gettext("Nhiều nhất: %(unit)s (+%(n)s)") % {
        "unit": name[:1].lower() + name[1:],
        "n": number_format(more),
    }
