"""Sample targets of the demo: those of the province for the year, and one unit that set its own."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from accounts.models import User
from areas.models import Area
from figures.indicators import ACTIVE, BY_KEY, COVERED, TEAMS, Indicator
from reports.models import Target
from reports.targets.actions import set_target

# Every paper says of itself that it is none.
PLAN = "Kế hoạch 12/KH-UBND (minh họa)"
OWN_PLAN = "Kế hoạch 31/KH-UBND (minh họa)"
_LEVELS = {TEAMS: 100, ACTIVE: 75, COVERED: 80, BY_KEY["da-khao-sat"]: 80}
# Less than the province asks for: allowed, and marked.
_OWN_LEVEL = 65


def make_targets(users: Mapping[str, User], today: date) -> int:
    """Set the targets of the year, due on its last day; return how many."""
    province, own = users["tinh"].area, _one_of_its_own(users["canbo"].area)
    by = users["quantri"]
    for indicator, level in _LEVELS.items():
        _set(by, province, indicator, level, PLAN, date(today.year, 1, 20), today)
    _set(by, own, COVERED, _OWN_LEVEL, OWN_PLAN, date(today.year, 2, 12), today)
    return Target.unscoped.count()


def _set(
    by: User,
    area: Area | None,
    indicator: Indicator,
    level: int,
    document: str,
    signed: date,
    today: date,
) -> None:
    if area is None:
        return
    set_target(
        by=by,
        area=area,
        indicator=indicator.key,
        level=Decimal(level),
        due_on=date(today.year, 12, 31),
        document=document,
        document_on=min(signed, max(date(today.year, 1, 1), today)),
    )


def _one_of_its_own(commune: Area | None) -> Area | None:
    """Choose the district of the commune that signs in, or where there are none, the commune."""
    if commune is None:
        return None
    return commune.district or commune
