"""The sheet of ours to fill in: empty, or with the households of a commune or of one village."""

import tempfile
from collections.abc import Iterable
from typing import Any

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from audit.cells import TYPE
from audit.scope import key_of
from households.models import Household
from imports import actions
from imports.template import Cells, rows_of, write
from imports.views.doors import BRINGS, NAMES, commune_of, villages_of


@NAMES
@BRINGS
@require_safe
def template(request: HttpRequest) -> FileResponse:
    """Send the sheet without rows, with the villages of the commune to choose from."""
    return _send(commune_of(request), villages_of(request), [])[0]


@NAMES
@require_safe
def filled(request: HttpRequest, pk: int) -> FileResponse:
    """Send all households of a commune or village; `thon` narrows a commune to one of its villages.

    For whoever reads their names there, as the roster is; the journal says who took how many.
    """
    places = Area.objects.visible_to(request.user)
    place = get_object_or_404(places, pk=pk, level__in=(Level.COMMUNE, Level.VILLAGE))
    villages: Any = places.inside(place.path or "").villages().filter(closed_on=None).in_order()
    if key := key_of(request.GET.get("thon")):
        place = get_object_or_404(villages, pk=key)
    households = Household.objects.visible_to(request.user).current().inside(place.path or "")
    rows = rows_of(households.filter(village__closed_on=None), villages)
    response, number = _send(place, villages, rows)
    if request.method == "GET":
        actions.note_template(by=request.user, place=place, rows=number)
    return response


def _send(place: Area, villages: Iterable[Area], rows: Iterable[Cells]) -> tuple[FileResponse, int]:
    handle = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    number = write(handle, place, villages, rows)
    handle.seek(0)
    name = f"ho-{place.pk}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return FileResponse(handle, as_attachment=True, filename=name, content_type=TYPE), number
