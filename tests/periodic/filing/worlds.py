"""A province that asks two communes for a report each month, and what a report says, made up."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone

from accounts.roles import Role
from periodic.content import Column, Content, Measure, Row, Source, Value
from periodic.filing.actions.sending import send
from periodic.filing.actions.writing import open_report
from periodic.models import Period, Schedule
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    FormVersionFactory,
    PeriodFactory,
    ProvinceFactory,
    ScheduleFactory,
    UserFactory,
)

HOMES = Column("ho", "Hộ trong sổ", "Hộ đang ở", "hộ", Measure.STOCK, Source.REGISTER, "households")
SESSIONS = Column("buoi", "Buổi hướng dẫn", "Buổi trong kỳ", "buổi", Measure.FLOW, Source.REGISTER)
TYPED = Column("kinh-phi", "Kinh phí", "Đã chi", "triệu đồng", Measure.FLOW, Source.TYPED)
CONTENT = Content(
    title="Báo cáo tháng",
    form="Biểu tháng",
    form_version=1,
    unit="Xã Thử",
    unit_code="22015",
    unit_level="commune",
    above=("Tỉnh Thử",),
    period="tháng 1/2026",
    begins_on="2026-01-01",
    ends_on="2026-01-31",
    due_on="2026-02-03",
    columns=(HOMES, SESSIONS, TYPED),
    total=Row("Xã Thử", values={"ho": Value(12), "buoi": Value(3), "kinh-phi": Value(5)}),
)


def written(report, moment, by):
    """Stand in for what a draft says: the texts are those of the report."""
    who = by.full_name if by else ""
    name = report.area.full_name
    return replace(CONTENT, unit=name, texts=report.texts, known_at=moment.isoformat(), sent_by=who)


@dataclass
class Asked:
    """The province asks two communes; each has an officer, the province two who decide."""

    schedule: Schedule
    period: Period
    commune: object
    officer: object
    colleague: object
    reviewer: object
    other: object
    country_reviewer: object

    @classmethod
    def build(cls, **of_schedule):
        country = CountryFactory()
        province = ProvinceFactory(parent=country)
        commune = CommuneFactory(parent=province, code="22015")
        other = CommuneFactory(parent=province, code="22018")
        form = FormVersionFactory(form__area=province).form
        schedule = ScheduleFactory(area=province, form=form, **of_schedule)
        today = timezone.localdate()
        period = PeriodFactory(
            schedule=schedule,
            begins_on=today - timedelta(days=30),
            ends_on=today - timedelta(days=1),
            due_on=today,
        )
        return cls(
            schedule,
            period,
            commune,
            UserFactory(area=commune),
            UserFactory(area=commune),
            UserFactory(area=province, role=Role.REVIEWER),
            other,
            UserFactory(area=country, role=Role.REVIEWER),
        )

    def opened(self):
        return open_report(by=self.officer, period=self.period, area=self.commune)

    def sent(self):
        report = self.opened()
        send(by=self.officer, report=report, write=written)
        report.refresh_from_db()
        return report


LONG_AGO = date(2020, 1, 1)
