"""Whose pages these are, and the commune and villages that a file is brought into."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from areas.kinds import Level
from areas.models import Area
from web.scope import territory

NAMES, BRINGS = territory("households.view_names"), territory("imports.add_import")
# The people and units that a page of a file names.
NAMED = (
    "added_by",
    "confirmed_by",
    "undone_by",
    "commune__province",
    "commune__district",
    "village",
)


def commune_of(request: HttpRequest) -> Area:
    """Return the reader's commune: files are brought in where one works, nowhere above."""
    area = getattr(request.user, "area", None)
    if area is None or area.level != Level.COMMUNE:
        raise Http404
    return get_object_or_404(Area.objects.visible_to(request.user).with_places(), pk=area.pk)


def villages_of(request: HttpRequest) -> Any:
    """Return the villages of the reader's commune that are open, in order."""
    villages = Area.objects.visible_to(request.user).villages()
    return villages.filter(closed_on=None).in_order()
