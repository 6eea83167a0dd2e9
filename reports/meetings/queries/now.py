"""The page of a unit as it would be frozen at this moment."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from areas.models import Area
from reports.dashboard.queries.dashboard import dashboard_of
from reports.dashboard.queries.ranking import Order
from reports.meetings.queries.frozen import EARLIER, page_of
from reports.models import Meeting
from reports.targets.queries.targets import targets_for


def page_now(area: Area, at: datetime) -> dict[str, Any]:
    """Put away the dashboard of a unit with its targets and the meetings before; nothing is written."""
    day = timezone.localdate(at)
    board = dashboard_of(area, day, Order.asked(""))
    earlier = Meeting.unscoped.filter(area=area)[:EARLIER]
    return page_of(board, targets_for([area], day)[area.pk], earlier, at)
