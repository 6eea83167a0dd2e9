"""From which day on units stand otherwise than they stood at a moment."""

from datetime import date, datetime

from django.db.models import Min

from areas.models import Placement


def first_day_changed(since: datetime) -> date | None:
    """Return the first day of which a unit, or a place of one, was written down after a moment.

    Of a unit that is there since before all records it is BEFORE_RECORDS: no day is as it was.
    """
    late = Placement.unscoped.filter(recorded_at__gt=since)
    found: date | None = late.aggregate(day=Min("valid_from"))["day"]
    return found
