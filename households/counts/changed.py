"""From which day on figures of households say something else than they said at a moment."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Min, Q

from households.models import Assessment, Completion, Confirmation, Declaration, Movement


def first_day_changed(since: datetime) -> date | None:
    """Return the first day of which anything was recorded, corrected or taken back after a moment."""
    late = Movement.unscoped.filter(late=True, recorded_at__gt=since).order_by()
    said, acts = Declaration.unscoped.order_by(), Completion.unscoped.order_by()
    found = [
        late.aggregate(day=Min("day")),
        said.filter(recorded_at__gt=since).aggregate(day=Min("declared_on")),
        said.filter(withdrawn_at__gt=since).aggregate(day=Min("declared_on")),
        acts.filter(recorded_at__gt=since).aggregate(day=Min("from_day")),
        acts.filter(undone_at__gt=since).aggregate(day=Min("undone_on")),
    ]
    return min((one["day"] for one in found if one["day"]), default=None)


def first_days_looked_at(moments: Collection[datetime]) -> dict[datetime, date | None]:
    """Return, by moment, the first day of a survey or a confirmation recorded or taken back after it.

    A new look that moves no sum writes no movement, but what is old changes with it. Large tables: each is
    read once for all moments.
    """
    if not moments:
        return {}
    surveys = _first_days(Assessment, "assessed_on", moments)
    confirmations = _first_days(Confirmation, "confirmed_on", moments)
    both = zip(moments, surveys, confirmations, strict=True)
    return {moment: min((day for day in days if day), default=None) for moment, *days in both}


def _first_days(model: Any, day: str, moments: Collection[datetime]) -> list[date | None]:
    since = {f"since_{n}": _touched(moment) for n, moment in enumerate(moments)}
    asked = {name: Min(day, filter=touched) for name, touched in since.items()}
    found = model.unscoped.order_by().filter(_touched(min(moments))).aggregate(**asked)
    return [found[name] for name in since]


def _touched(since: datetime) -> Q:
    return Q(recorded_at__gt=since) | Q(withdrawn_at__gt=since)
