"""What was typed into a report: the newest of each cell, as it stood at a moment. One query."""

from collections import defaultdict
from datetime import datetime

from periodic.content import Value
from periodic.models import Report

# By the key of the row's unit (None is the whole), then by column.
type Typed = dict[int | None, dict[str, Value]]


def typed_in(report: Report | None, moment: datetime | None = None) -> Typed:
    """Return the typed cells of a report; of one that nobody opened there are none."""
    found: Typed = defaultdict(dict)
    if report is None:
        return found
    rows = report.typed.order_by("pk")
    if moment:
        rows = rows.filter(at__lte=moment)
    for column, area, number, text, evidence in rows.values_list(
        "column", "area_id", "number", "text", "evidence"
    ):
        n = None if number is None else int(number) if number == int(number) else float(number)
        found[area][column] = Value(n=n, text=text, evidence=evidence)
    return found
