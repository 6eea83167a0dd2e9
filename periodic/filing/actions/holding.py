"""Before anything of a report is written: it is locked, and its period cannot be locked until the end of it."""

from typing import Any

from django.db import connection

from areas.models import Area
from audit.actions import locked
from periodic.filing.rules.states import Act, after
from periodic.models import Period, Report, State
from periodic.periods.queries import standing


class PeriodLocked(ValueError):
    """The period was locked: nothing of its reports changes any more, at any level."""


def take(report: Report, act: Act) -> tuple[Report, State]:
    """Lock a report for an act, and return it with the state it will be in. Raises NotNow, PeriodLocked."""
    report = locked(report, "area", "period__schedule__area")
    hold(report.period, report.area)
    return report, after(act, report.state)


def hold(period: Period, area: Area) -> None:
    """Keep a period from being locked while something of a unit in it is written. Raises PeriodLocked.

    Shared, for all of a province write into one period at once; whoever locks it waits for these, and they for them.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT 1 FROM {Period._meta.db_table} WHERE id = %s FOR SHARE",  # noqa: S608 - our own name
                [period.pk],
            )
    # As it stands now, not as it stood when the page was read.
    if not standing(Period.unscoped.get(pk=period.pk), area).may_change:
        raise PeriodLocked


def change(report: Report, state: State, **facts: Any) -> None:
    """Save a report with its next version and state."""
    report.state = state
    for name, value in facts.items():
        setattr(report, name, value)
    report.version += 1
    report.save(update_fields=["state", "version", *facts])
