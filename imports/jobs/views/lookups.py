"""How these pages reach a file of the reader's commune; all others are 404."""

import uuid as uuids
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from areas.kinds import Level
from areas.models import Area
from imports.models import Import
from web.scope import territory, visible_or_404

NAMES, BRINGS = territory("households.view_names"), territory("imports.add_import")


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


def import_of(request: HttpRequest, uuid: uuids.UUID) -> Import:
    """Return a file of the reader's territory, or answer 404."""
    people = ("added_by", "confirmed_by", "undone_by")
    units = ("commune__province", "commune__district", "village")
    return visible_or_404(request, Import, *people, *units, uuid=uuid)
