"""What a report says today: what its sending freezes, and what is shown beside what was sent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from areas.kinds import Level
from periodic.content import Content, Row, Value, columns_of
from periodic.filing.queries.copy_page import Differences, differences_of
from periodic.models import Report, TypedValue
from periodic.periods.queries import called


def write(report: Report, moment: datetime, by: Any) -> Content:
    """Return what a report says with all that was recorded up to a moment, as somebody sends it."""
    said = content_of(report, moment)
    return replace(said, known_at=moment.isoformat(), sent_by=by.full_name if by else "")


def content_of(report: Report, moment: datetime) -> Content:
    """Return what is typed into a report; what the register says is not known here yet."""
    period, version = report.period, report.form_version
    columns = columns_of(version.columns)
    typed = {
        one.column: one for one in report.typed.filter(area=None, at__lte=moment).order_by("pk")
    }
    values = {key: Value(_number(one), text=one.text) for key, one in typed.items()}
    return Content(
        title=period.schedule.title,
        form=version.form.name,
        form_version=version.number,
        unit=report.area.full_name,
        unit_code=report.area.code,
        unit_level=Level(report.area.level).name.lower(),
        above=(),
        period=called(period),
        begins_on=period.begins_on.isoformat(),
        ends_on=period.ends_on.isoformat(),
        due_on=period.due_on.isoformat(),
        columns=columns,
        total=Row(report.area.full_name, report.area.code, report.area_id, values),
        texts=report.texts,
    )


def _number(typed: TypedValue) -> float | None:
    return None if typed.number is None else float(typed.number)


def compared(report: Report, sent: Content, moment: datetime) -> Differences | None:
    """Return how a copy that was sent at a moment differs from what the register says today; None where it cannot be told."""
    now = content_of(report, timezone.now())
    return differences_of(report, sent, now, moment, figures_of(sent))


def figures_of(sent: Content) -> Mapping[str, str]:
    """Return by column what it reads of movements or sessions."""
    return {column.key: column.figure for column in sent.columns if column.figure}
