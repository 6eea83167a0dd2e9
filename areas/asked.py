"""The unit that a page is about."""

from typing import Any

from django.http import HttpRequest

from areas.models import Area
from web.scope import key_of, visible_or_404


def asked_area(request: HttpRequest) -> Area:
    """Return the unit that the address asks for (`dia-ban`), the reader's own where it asks for none."""
    user: Any = request.user
    return visible_or_404(request, Area, pk=key_of(request.GET.get("dia-ban")) or user.area_id)
