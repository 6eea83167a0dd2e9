"""The workbook of the reader's district or province to fill in: all its sheets or one, empty or with what is there."""

import tempfile

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.models import Area
from areas.names import fold
from imports.jobs import actions
from imports.jobs.views.lookups import place_of, takes_files
from imports.kinds import kinds_for
from imports.own_sheets.above import SHEETS
from imports.own_sheets.territory import TAKEN, write_workbook
from web.cells import TYPE


@takes_files
@require_safe
def territory_template(request: HttpRequest, *, filled: bool) -> FileResponse:
    """Send the workbook; `loai` narrows it to one kind. The journal says who took how many rows."""
    place = place_of(request)
    kinds = _kinds(request, place)
    handle = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    number = write_workbook(handle, request.user, place, kinds, filled=filled)
    handle.seek(0)
    if filled and request.method == "GET":
        actions.note_taken(by=request.user, subject=place, verb=TAKEN, rows=number)
    name = SHEETS[kinds[0]].file_name if len(kinds) == 1 else "mau-nhap"
    where = fold(place.full_name).replace(" ", "-")
    name = f"{name}-{where}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return FileResponse(handle, as_attachment=True, filename=name, content_type=TYPE)


def _kinds(request: HttpRequest, place: Area) -> list[str]:
    """Return the kinds that the reader may bring in, or the one asked for; 404 in a commune and for a kind that is none."""
    mine = [key for key, _words in kinds_for(request.user) if key in SHEETS]
    asked = request.GET.get("loai")
    kinds = mine if asked is None else [key for key in mine if key == asked]
    if not place.is_above_communes or not kinds:
        raise Http404
    return kinds
