"""A report is opened, and its texts are written."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record
from periodic.filing.actions.holding import change, hold, take
from periodic.filing.rules.states import Act
from periodic.models import FormVersion, Period, Report
from periodic.naming.queries import refuse_names


class NoForm(ValueError):
    """What is asked for has no form yet."""


class Outdated(Exception):
    """Somebody else has written into the report meanwhile; `current` is what it is now."""

    def __init__(self, current: Report) -> None:
        super().__init__("written by somebody else")
        self.current = current


@transaction.atomic
def open_report(*, by: Any, period: Period, area: Area) -> Report:
    """Begin the report of a unit, on the newest version of its form; one that is there is returned as it is.

    Raises PeriodLocked, NoForm.
    """
    if report := Report.unscoped.filter(period=period, area=area).first():
        return report
    hold(period, area)
    version = FormVersion.unscoped.filter(form=period.schedule.form_id).order_by("-number").first()
    if version is None:
        raise NoForm
    report, made = Report.unscoped.get_or_create(
        period=period, area=area, defaults={"form_version": version, "opened_by": by}
    )
    if made:
        record(by, gettext_noop("Mở báo cáo"), report)
    return report


@transaction.atomic
def save_texts(
    *, by: Any, report: Report, texts: Mapping[str, str], version: int | None = None
) -> Report:
    """Write the texts of a report; `version` is that of the page they were written on.

    The journal is told which were changed, not what they say. Raises Named, NotNow, PeriodLocked, Outdated.
    """
    refuse_names(report.area, texts)
    report, state = take(report, Act.SAVE)
    texts = {key: text for key, text in texts.items() if text}
    changed = {key for key in {*texts, *report.texts} if texts.get(key) != report.texts.get(key)}
    if not changed:
        return report
    if version is not None and version != report.version:
        raise Outdated(report)
    change(report, state, texts=texts)
    record(
        by, gettext_noop("Ghi nhận xét của báo cáo"), report, {key: [None, True] for key in changed}
    )
    return report
