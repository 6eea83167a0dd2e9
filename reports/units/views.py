"""How a page of reports reaches the unit it is about."""

from typing import Any

from django.http import Http404, HttpRequest

from areas.kinds import Level
from areas.models import Area
from web.scope import may_see


def area_of(request: HttpRequest, pk: int) -> Area:
    """Return a unit the reader may see, with the units above it; anything else is not found.

    His own country or province, above which no page leads, came with himself: it is not asked anew.
    """
    user: Any = request.user
    own: Area = user.area
    if own.pk == pk and own.level <= Level.PROVINCE:
        return own
    area = Area.unscoped.with_places().filter(pk=pk).first()
    if area is None or not may_see(user, area.path):
        raise Http404
    return area
