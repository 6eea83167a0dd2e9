"""Of which parts of a unit the register is read, where others have sent and say it themselves."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from areas.kinds import Level
from areas.models import Area
from periodic.drafts.queries.facts import Asked
from periodic.drafts.queries.parts import Part
from teams.models import Activity, Member, Team

_PLACES = {Level.COMMUNE: "commune", Level.PROVINCE: "province"}


def rest_of(asked: Asked, others: Iterable[Part]) -> list[int]:
    """Return of units that did not send those of which the register may say something of these days. One query, or none.

    One that was closed by then is one of them while there are villages in it, or its teams were still there: after the
    map of 2025 a province has hundreds that say nothing any more.
    """
    units = list(others)
    closed = [one.pk for one in units if one.closed_on and one.closed_on <= asked.ends_on]
    stood = [one.pk for one in units if one.pk not in set(closed)]
    if not closed:
        return stood
    level = Level(units[0].level)
    rows = Area.unscoped.filter(_has_places(level) | _had_teams(asked, level), pk__in=closed)
    return [*stood, *rows.order_by().values_list("pk", flat=True)]


def _has_places(level: Level) -> Q:
    inside = Area.unscoped.filter(**{_PLACES[level]: OuterRef("pk")})
    return Q(Exists(inside.filter(Q(level=Level.VILLAGE) | Q(closed_on=None))))


def _had_teams(asked: Asked, level: Level) -> Q:
    """Say whether a team was there within the days, or anything is written down of one within them."""
    days = (asked.begins_on, asked.ends_on)
    gone = Q(dissolved_on__lt=asked.begins_on)
    if asked.moment:
        gone &= Q(dissolution_recorded_at__lt=asked.moment)
    held = Activity.unscoped.filter(held_on__range=days)
    moved = Member.unscoped.filter(Q(joined_on__range=days) | Q(left_on__range=days))
    there = _at(level, "area", Team.unscoped.exclude(gone))
    return there | _at(level, "team__area", held) | _at(level, "team__area", moved)


def _at(level: Level, place: str, rows: Any) -> Q:
    """Say whether there are such rows at a unit; teams of villages are found by their villages."""
    way = place if level == Level.COMMUNE else f"{place}__{_PLACES[level]}"
    return Q(Exists(rows.filter(**{way: OuterRef("pk")})))
