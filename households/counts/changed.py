"""From which day on figures of households say something else than they said at a moment."""

from datetime import date, datetime

from django.db.models import Min

from households.models import Completion, Declaration, Movement


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
