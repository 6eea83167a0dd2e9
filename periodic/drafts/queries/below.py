"""What the units below sent, for a report that sums them up: of each copy what is kept for that (`periodic.brief`)."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from threading import Lock
from typing import Any

from areas.models import Area
from periodic.brief import Brief
from periodic.drafts.queries.parts import Part
from periodic.models import SENT, Period, Submission, is_held

# By the key of a unit: its last copy.
type Below = dict[int, Brief]
# What was sent never changes, but for a name that is cut out: its digest, and since when.
type Key = tuple[str, Any]
# So many stay in the memory of a process, of six kilobytes each: all communes of ten provinces.
KEPT = 2_000


class _Read:
    """Briefs that were read; the longest unused goes first."""

    def __init__(self) -> None:
        self.found: OrderedDict[Key, Brief] = OrderedDict()
        self.lock = Lock()

    def of(self, copies: Mapping[int, Key]) -> dict[int, Brief]:
        """Return the briefs of copies by their keys; those that were not read yet are. One query, or none."""
        with self.lock:
            known = {pk: self.found[key] for pk, key in copies.items() if key in self.found}
        found = known | _read(copies.keys() - known.keys())
        with self.lock:
            for pk, brief in found.items():
                self.found[copies[pk]] = brief
                self.found.move_to_end(copies[pk])
            while len(self.found) > KEPT:
                self.found.popitem(last=False)
        return found


def _read(copies: Collection[int]) -> dict[int, Brief]:
    if not copies:
        return {}
    rows = Submission.unscoped.filter(pk__in=copies).order_by().values_list("pk", "brief")
    return {pk: Brief.of_data(one) for pk, one in rows}


_READ = _Read()
_COPY = ("report__area_id", "pk", "digest", "redacted_at", "decision", "within_by_id")


def sent_below(period: Period, units: Mapping[int, Part | Area]) -> Below:
    """Return what units sent for a period.

    One that was returned, or waits in its commune, has not sent (in SQL: `arrived`). A query, and one more for copies that
    this process did not read yet.
    """
    rows = Submission.unscoped.filter(report__period=period, report__state__in=SENT)
    rows = rows.filter(report__area__in=units.keys()).order_by("number")
    last = dict[int, tuple[int, Key]]()
    for pk, copy, *key, decision, by in rows.values_list(*_COPY):
        waits = is_held(period.schedule, units[pk].level, let_go=bool(decision or by))
        last[pk] = (0 if waits else copy, (key[0], key[1]))
    come = {pk: copy for pk, copy in last.items() if copy[0]}
    found = _READ.of(dict(come.values()))
    return {pk: found[copy] for pk, (copy, _key) in come.items()}
