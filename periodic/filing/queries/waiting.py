"""The reports that wait for somebody's decision, with what is out of the common in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from areas.models import Area
from periodic.content import Content
from periodic.filing.queries.receiving import decided_by
from periodic.filing.rules.judging import unusual
from periodic.models import Period, Report, State, Submission


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


def waiting_of(user: Any, period: Period, within: Area) -> list[Waiting]:
    """Return the copies of a period that this person may decide on, the oldest first.

    Three queries: what a copy says is read where something is out of the common alone.
    """
    rows = Submission.unscoped.filter(
        report__period=period, report__state=State.SENT, decision=""
    ).exclude(sent_by=user.pk)
    rows = rows.filter(report__area__path__within=within.path).exclude(report__area=within.pk)
    along = ("report__area", "report__period__schedule", "sent_by")
    found = list(rows.select_related(*along).defer("content").order_by("sent_at", "pk"))
    mine = decided_by(user, found)
    said = dict(
        Submission.unscoped.filter(pk__in=[one.pk for one in mine if one.unusual]).values_list(
            "pk", "content"
        )
    )
    return [Waiting(one.report, one, _named(said.get(one.pk))) for one in mine]


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
