"""What the units below sent, for a report that sums them up. One query, whatever there are of them."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from django.db.models.fields.json import KeyTransform

from periodic.content import Late, Row, row_of
from periodic.models import Period, Report, Submission

_READ = ("total", "late", "previous_on", "stood", "carried")


@dataclass(frozen=True)
class Stood:
    """What a unit says of the last day of its report before, and how many of each flow there were up to its own."""

    on: str = ""
    numbers: dict[str, float] = field(default_factory=dict)
    carried: dict[str, float] = field(default_factory=dict)


@dataclass
class Below:
    """By the key of a unit: the whole of what it sent last, what came late of it, and what it stands on."""

    rows: dict[int, Row] = field(default_factory=dict)
    late: list[Late] = field(default_factory=list)
    stood: dict[int, Stood] = field(default_factory=dict)


def sent_below(period: Period, units: Collection[int]) -> Below:
    """Return what units sent for a period; one that was returned, or waits in its commune, has not sent."""
    found = Below()
    arrived = Report.unscoped.arrived().filter(period=period, area__in=units)
    sent = Submission.unscoped.filter(report__in=arrived)
    parts = (KeyTransform(name, "content") for name in _READ)
    rows = sent.order_by("report_id", "number").values_list("report__area_id", *parts)
    late = {}
    for pk, total, came_late, on, stood, carried in rows:
        found.rows[pk] = replace(row_of(total), pk=pk)
        # A copy of before the day was kept stands on nothing.
        found.stood[pk] = Stood(on or "", stood or {}, carried or {})
        late[pk] = [Late(**one) for one in came_late]
    found.late = [one for lines in late.values() for one in lines]
    return found
