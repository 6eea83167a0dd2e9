"""What the units below sent, for a report that sums them up. One query, whatever there are of them."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from django.db.models.fields.json import KeyTransform

from periodic.content import Late, Row, row_of
from periodic.models import Period, Report, Submission


@dataclass
class Below:
    """By the key of a unit: the whole of what it sent last, and what came late of it."""

    rows: dict[int, Row] = field(default_factory=dict)
    late: list[Late] = field(default_factory=list)


def sent_below(period: Period, units: Collection[int]) -> Below:
    """Return what units sent for a period; one that was returned, or waits in its commune, has not sent."""
    found = Below()
    arrived = Report.unscoped.arrived().filter(period=period, area__in=units)
    sent = Submission.unscoped.filter(report__in=arrived)
    rows = sent.order_by("report_id", "number").values_list(
        "report__area_id", KeyTransform("total", "content"), KeyTransform("late", "content")
    )
    late = {}
    for pk, total, came_late in rows:
        found.rows[pk] = replace(row_of(total), pk=pk)
        late[pk] = [Late(**one) for one in came_late]
    found.late = [one for lines in late.values() for one in lines]
    return found
