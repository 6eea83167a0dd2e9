"""Sample targets of the demo: those of the province for the year, and one unit that set its own."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from accounts.models import User
from areas.models import Area
from reports.actions.targets import set_target
from reports.indicators import ACTIVE, BY_KEY, COVERED, TEAMS
from reports.models import Target

# Every paper says of itself that it is none.
PLAN = "Kế hoạch 12/KH-UBND (minh hoạ)"
OWN_PLAN = "Kế hoạch 31/KH-UBND (minh hoạ)"
_LEVELS = {TEAMS: 100, ACTIVE: 75, COVERED: 80, BY_KEY["da-khao-sat"]: 90}
# Less than the province asks for: allowed, and marked.
_OWN_LEVEL = 65


def make_targets(users: Mapping[str, User], today: date) -> int:
    """Set the targets of the year, due on its last day; return how many."""
    province = users["tinh"].area
    if province is None:
        raise LookupError("tinh")
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    signed = min(date(today.year, 1, 20), max(first, today))
    for indicator, level in _LEVELS.items():
        set_target(
            by=users["quantri"],
            area=province,
            indicator=indicator.key,
            level=Decimal(level),
            due_on=last,
            document=PLAN,
            document_on=signed,
        )
    own = _one_of_its_own(users["canbo"].area)
    if own:
        set_target(
            by=users["quantri"],
            area=own,
            indicator=COVERED.key,
            level=Decimal(_OWN_LEVEL),
            due_on=last,
            document=OWN_PLAN,
            document_on=min(date(today.year, 2, 12), max(first, today)),
        )
    return Target.unscoped.count()


def _one_of_its_own(commune: Area | None) -> Area | None:
    """Choose the district of the commune that signs in, or where there are none, the commune."""
    if commune is None:
        return None
    return commune.district if commune.district and commune.parent_id else commune
