"""What the units below sent, for a report that sums them up: of each copy what is kept for that (`periodic.brief`)."""

from typing import Any

from django.db.models import Exists, OuterRef

from periodic.brief import Brief
from periodic.models import Period, Report, Submission

# By the key of a unit: its last copy.
type Below = dict[int, Brief]


def sent_below(period: Period, **which: Any) -> Below:
    """Return what units sent for a period; one that was returned, or waits in its commune, has not sent. One query."""
    arrived = Report.unscoped.arrived().filter(period=period, **which)
    newer = Submission.unscoped.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    last = Submission.unscoped.filter(~Exists(newer), report__in=arrived)
    rows = last.order_by("report_id").values_list("report__area_id", "brief")
    return {pk: Brief.of_data(brief, pk) for pk, brief in rows}
