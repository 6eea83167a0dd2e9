"""Of every kind of data: for how long it is kept, by which setting, why, and who clears it. One table."""

from operations.retention.rules.kind import CLEAR, LOOSE_KEPT, LOOSE_SINCE, Kind
from operations.retention.rules.people import PEOPLE
from operations.retention.rules.site import SITE

KINDS: tuple[Kind, ...] = (*PEOPLE, *SITE)

__all__ = ["CLEAR", "KINDS", "LOOSE_KEPT", "LOOSE_SINCE", "Kind"]
