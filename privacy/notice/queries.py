"""Which place a notice is for, and what its province says. Both may be read by anybody: they hang on the wall."""

from typing import Any

from areas.kinds import Level
from areas.models import Area
from privacy.models import ProcessingNotice
from web.scope import key_of


def place_asked(key: str) -> Area | None:
    """Return the commune or province that an address names (`?xa=`); None for what is none."""
    open_to_all = Area.unscoped.filter(level__in=(Level.PROVINCE, Level.COMMUNE), closed_on=None)
    return open_to_all.filter(pk=key_of(key)).first()


def place_of(user: Any) -> Area | None:
    """Return where somebody who is signed in works, up to their commune; None for a stranger."""
    area = getattr(user, "area", None)
    if area is None:
        return None
    mine: Area = (area.commune if area.is_village else area) or area
    above: Area | None = area.province
    return mine if mine.level in {Level.PROVINCE, Level.COMMUNE} else above


def notice_of(place: Area | None) -> ProcessingNotice | None:
    """Return what the province of a place says."""
    return ProcessingNotice.unscoped.for_place(place).first() if place else None
