"""The reports that wait for somebody's decision, with what is out of the common in them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from periodic.content import Content
from periodic.filing.queries.receiving import DECIDES, decided_by
from periodic.filing.rules.judging import unusual
from periodic.models import Period, Report, State, Submission
from periodic.models.report import OfReportQuerySet
from periodic.periods.queries import changeable


@dataclass(frozen=True)
class Waiting:
    """A copy nobody has decided on, and the indicators that want to be looked at."""

    report: Report
    copy: Submission
    unusual: Sequence[str]

    @property
    def key(self) -> str:
        """What a form says of it: which report, and which copy was seen."""
        return f"{self.report.pk}:{self.copy.number}"


def waiting_of(user: Any, periods: Iterable[Period] | None = None) -> dict[Period, list[Waiting]]:
    """Return the copies that this person may decide on, by period, the oldest first; of some periods, or of all.

    Three queries: what a copy says is read where something is out of the common alone.
    """
    along = ("report__area", "report__period__schedule__area", "sent_by")
    rows = undecided(user, periods).select_related(*along).defer("content", "brief")
    mine = decided_by(
        user, rows.order_by("-report__period__ends_on", "report__period", "sent_at", "pk")
    )
    said = dict(
        Submission.unscoped.filter(pk__in=[one.pk for one in mine if one.unusual]).values_list(
            "pk", "content"
        )
    )
    found = dict[Period, list[Waiting]]()
    for one in mine:
        line = Waiting(one.report, one, _named(said.get(one.pk)))
        found.setdefault(one.report.period, []).append(line)
    return found


def waiting_counts(user: Any, periods: Iterable[Period] | None = None) -> Counter[int]:
    """Return how many copies wait for this person's decision, by the key of their period. Two queries, or none."""
    if not user.has_perm(DECIDES) or user.area is None:
        return Counter()
    rows = undecided(user, periods).select_related("report__area", "report__period__schedule")
    return Counter(one.report.period_id for one in decided_by(user, rows.defer("content", "brief")))


def undecided(user: Any, periods: Iterable[Period] | None) -> OfReportQuerySet[Submission]:
    """Return the copies nobody decided on, sent by others below somebody's unit, of periods that may still change."""
    rows = Submission.unscoped.filter(report__state=State.SENT, decision="")
    rows = rows.filter(changeable(timezone.localdate(), "report")).exclude(sent_by=user.pk)
    rows = rows.filter(report__area__path__within=user.area.path).exclude(report__area=user.area_id)
    return rows if periods is None else rows.filter(report__period__in=periods)


def _named(content: dict[str, Any] | None) -> list[str]:
    return unusual(Content.of_data(content)) if content else []


def seen_of(waiting: Iterable[Waiting], keys: Iterable[str]) -> dict[Report, int]:
    """Return of what waits those that a form names, each with the copy that was seen there."""
    named = dict(key.split(":", 1) for key in keys if ":" in key)
    return {
        one.report: int(named[str(one.report.pk)])
        for one in waiting
        if named.get(str(one.report.pk), "").isdecimal()
    }
