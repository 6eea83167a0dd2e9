"""Who may ask for a later day, who answers, and what waits for an answer."""

from collections.abc import Sequence
from typing import Any

from accounts.models import User
from areas.models import Area
from periodic.models import SENT, Extension, Period, Report, Span
from periodic.periods.queries import is_asked

ASKS = "periodic.change_schedule"


def may_ask(period: Period, area: Area) -> bool:
    """Say whether a unit may ask for a later day: it is asked once, by another, and has not sent."""
    schedule = period.schedule
    if schedule.span != Span.FREE or schedule.area_id == area.pk or not is_asked(period, area):
        return False
    return not Report.unscoped.filter(period=period, area=area, state__in=SENT).exists()


def who_answers(period: Period) -> list[int]:
    """Return who may answer: those of the unit that asked who may ask for reports. One query."""
    people = User.unscoped.filter(area=period.schedule.area_id, is_active=True)
    rows = people.select_related("area").order_by("pk")
    return [one.pk for one in rows if one.has_perm(ASKS)]


def asked_for(user: Any, period: Period) -> Sequence[Extension]:
    """Return what units asked for that somebody may read, those that wait first."""
    rows = Extension.objects.visible_to(user).filter(period=period)
    found = rows.select_related("area", "asked_by", "decided_by").order_by("-pk")
    return sorted(found, key=lambda one: one.decided_at is not None)
