"""A commune whose facts are written down by hand on days of their own, and the reports it sends."""

from datetime import UTC, date, datetime, time

import time_machine
from django.utils import timezone

from areas.actions import recount_villages
from figures.as_of import as_of_one
from periodic.brief import kept
from periodic.catalogue.actions import make_form
from periodic.catalogue.rules.columns import column_of, typed
from periodic.drafts.queries.drafts import content_of
from periodic.models import REPLACED, Cutoff, Span, Submission
from periodic.periods.actions import make_schedule
from tests.factories import (
    CommuneFactory,
    LocalPlatformFactory,
    ReportFactory,
    UserFactory,
    VillageFactory,
)

KEYS = (
    *(
        "thon",
        "ho",
        "ho-trong-so",
        "to",
        "thon-co-to",
        "to-hoat-dong",
        "thanh-vien",
        "thanh-vien-nu",
    ),
    *(
        "vao-to",
        "roi-to",
        "buoi",
        "luot",
        "ho-khao-sat",
        "ho-dat",
        "ky-nang-1",
        "ho-khong-dien-thoai",
    ),
)
FORM = (*(column_of(key) for key in KEYS), typed("kinh-phi", "Kinh phí", "Đã chi", "đồng"))


def noon(day):
    """Return the middle of a day in Vietnam."""
    return datetime.combine(day, time(5), tzinfo=UTC)


def at(day):
    """Let it be noon of a day."""
    return time_machine.travel(noon(day), tick=False)


class Place:
    """A commune with villages that reports by the month to its province, from the 15th to the 14th."""

    def __init__(self, villages=2):
        self.commune = CommuneFactory()
        self.villages = [VillageFactory(parent=self.commune) for _ in range(villages)]
        recount_villages(self.commune)
        LocalPlatformFactory(area=self.commune.province)
        self.officer = UserFactory(area=self.commune)
        form = make_form(by=None, area=self.commune.province, name="Tháng", columns=FORM).form
        with at(date(2026, 11, 20)):
            self.schedule = make_schedule(
                by=None,
                area=self.commune.province,
                form=form,
                title="Báo cáo tháng",
                span=Span.MONTH,
                cutoff=Cutoff.FOURTEENTH,
                working_days=2,
                begins_on=date(2026, 9, 20),
            )
        self.october, self.november, _december = self.schedule.periods.order_by("begins_on")

    def report(self, period, area=None):
        """Open the report of a period."""
        return ReportFactory(
            period=period,
            area=area or self.commune,
            form_version=self.schedule.form.versions.get(),
        )

    def send(self, report):
        """Send it now, without what else sending does; returns what was frozen."""
        moment = timezone.now()
        content = content_of(report, moment)
        report.state = "sent"
        report.save()
        before = report.submissions.filter(decision="")
        before.update(decision=REPLACED, decided_by=self.officer, decided_at=moment)
        number_ = report.submissions.count() + 1
        Submission.unscoped.create(
            report=report,
            number=number_,
            reason="Sót" if number_ > 1 else "",
            **kept(content.as_data()),
            sent_by=self.officer,
            sent_at=moment,
            on_time=True,
        )
        return content


def number(content, key):
    """Return the number of a column."""
    return content.total.values[key].n


def late(content, key):
    """Return how much of a column came late."""
    return sum(one.amount for one in content.late if one.column == key)


def known(area, day, moment=None):
    """Return the figures of a unit at the end of a day as they were known at a moment."""
    return as_of_one(area, day, moment, old=False)
