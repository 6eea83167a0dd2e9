"""Our own sheets to fill in: empty, or with what a commune or one of its villages has."""

import tempfile
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.kinds import KINDS_OF_LEVEL, Level
from areas.models import Area
from imports.jobs import actions
from imports.jobs.views.lookups import BRINGS, NAMES, commune_of, villages_of
from imports.kinds import KINDS
from imports.models import Kind
from imports.own_sheets.kinds import SHEETS
from imports.own_sheets.sheet import Cells, Days, Sheet, this_year, write
from web.cells import TYPE
from web.fields import day_asked, is_no_day
from web.scope import key_of, note_names, visible_or_404


@NAMES
@BRINGS
@require_safe
def template(request: HttpRequest, kind: str = Kind.HOUSEHOLDS) -> FileResponse:
    """Send the sheet without rows, with the villages of the commune to choose from."""
    sheet = _sheet_of(request, kind)
    return _send(sheet, commune_of(request), list(villages_of(request)), [])[0]


@NAMES
@require_safe
def filled(request: HttpRequest, pk: int) -> FileResponse:
    """Send all households of a commune or village: for whoever reads their names there, as the roster is."""
    return _filled(request, SHEETS[Kind.HOUSEHOLDS], pk)


@NAMES
@BRINGS
@require_safe
def filled_with(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Send the villages, teams or sessions of a commune or village, to whoever may bring them in.

    A day that cannot be read is said at its field.
    """
    sheet = _sheet_of(request, kind)
    if any(is_no_day(request.GET.get(name)) for name in ("tu", "den")):
        asked = urlencode({**request.GET.dict(), "loai": kind})
        return redirect(f"{reverse('imports:upload')}?{asked}#mau-tu")
    return _filled(request, sheet, pk)


def _sheet_of(request: HttpRequest, kind: str) -> Sheet:
    """Return the sheet of a kind; who may not bring in such a file has none."""
    user: Any = request.user
    if not user.has_perms(KINDS[kind].needs):
        raise Http404
    return SHEETS[kind]


def _filled(request: HttpRequest, sheet: Sheet, pk: int) -> FileResponse:
    """Send what a place has; `thon` narrows a commune to one of its villages, `tu` and `den` are days.

    The journal says who took how many rows.
    """
    kinds = (*KINDS_OF_LEVEL[Level.COMMUNE], *KINDS_OF_LEVEL[Level.VILLAGE])
    place = visible_or_404(request, Area, pk=pk, kind__in=kinds)
    inside = Area.objects.visible_to(request.user).inside(place.path or "")
    villages: Any = inside.villages().filter(closed_on=None).in_order()
    if key := key_of(request.GET.get("thon")):
        place = get_object_or_404(villages, pk=key)
        villages = villages.filter(pk=key)
    within = list(villages)
    rows = sheet.rows(request.user, place, within, _days(request))
    response, number = _send(sheet, place, within, rows)
    if sheet is SHEETS[Kind.HOUSEHOLDS]:
        note_names(request, place.path, sheet.file_name, people=number)
    if request.method == "GET":
        actions.note_taken(by=request.user, subject=place, verb=sheet.taken, rows=number)
    return response


def _days(request: HttpRequest) -> Days:
    """Return the days asked for, both included; this year where none are."""
    first, last = this_year()
    asked = (day_asked(request.GET.get(name)) for name in ("tu", "den"))
    return next(asked) or first, next(asked) or last


def _send(
    sheet: Sheet, place: Area, villages: Sequence[Area], rows: Iterable[Cells]
) -> tuple[FileResponse, int]:
    handle = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    number = write(handle, place, villages, rows, sheet)
    handle.seek(0)
    name = f"{sheet.file_name}-{place.pk}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return FileResponse(handle, as_attachment=True, filename=name, content_type=TYPE), number
