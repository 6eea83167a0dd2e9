"""Who of a board's communes has sent the reports of the periods that are over last: what "Ai đã gửi" tells, for each row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from areas.models import Area
from figures.rates import count_text
from periodic.filing.queries.due import newest_periods, sent_by_communes
from periodic.models import Period
from periodic.periods.queries import called
from reports.rollout.queries.board import Row

READS = "periodic.view_report"


@dataclass(frozen=True, slots=True)
class Reported:
    """One period that is over: how many communes of the board have sent, of how many that are asked."""

    period: Period
    n: int
    of: int

    @property
    def words(self) -> str:
        """Say how many have sent: "Báo cáo tháng 11/2026: 82/110 xã đã gửi"."""
        said = {"name": called(self.period), "n": count_text(self.n), "of": count_text(self.of)}
        return _("Báo cáo %(name)s: %(n)s/%(of)s xã, phường đã gửi") % said

    @property
    def address(self) -> str:
        """Where who has not sent stands by name, with the text to remind them."""
        return f"{reverse('periodic:period', args=[self.period.uuid])}?loc=chua-gui#danh-sach"


def add_reports(rows: Iterable[Row], area: Area, user: Any, day: date) -> list[Reported]:
    """Say of each commune whether its reports have come; return the periods that were looked at, for whoever reads them.

    Two queries, and one for each schedule.
    """
    if not user.has_perm(READS):
        return []
    rows, found = list(rows), []
    for period in newest_periods(area, day):
        sent = sent_by_communes(area, period)
        for row in rows:
            if row.commune.pk in sent:
                came, asked = row.reports
                row.reports = came + sent[row.commune.pk], asked + 1
        if sent:
            found.append(Reported(period, sum(sent.values()), len(sent)))
    for row in rows:
        row.has_reports = bool(found)
    return found
