"""How a page of reports reaches the unit it is about."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from areas.kinds import Level
from areas.models import Area


def area_of(request: HttpRequest, pk: int) -> Area:
    """Return a unit the reader may see, with the units above it; anything else is not found.

    His own country or province, above which no page leads, came with himself: it is not asked anew.
    """
    user: Any = request.user
    own: Area = user.area
    if own.pk == pk and own.level <= Level.PROVINCE:
        return own
    return get_object_or_404(Area.objects.visible_to(user).with_places(), pk=pk)
