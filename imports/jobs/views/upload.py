"""Choose a file; see the last ones."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from areas.models import Area
from areas.trail import trail_to
from imports.jobs import actions
from imports.jobs.forms import MEGABYTE, UploadForm, most_bytes
from imports.jobs.views.lookups import BRINGS, NAMES, commune_of, villages_of
from imports.kinds import kinds_for
from imports.models import Import, Kind
from imports.own_sheets import this_year
from imports.spreadsheet.book import Unreadable
from rollup.models import CommuneCount

LAST = 10


@NAMES
@BRINGS
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file, or say why it is not read; a file that is goes on to its preview."""
    commune, villages = commune_of(request), villages_of(request)
    kinds = kinds_for(request.user)
    form = UploadForm(request.POST or None, request.FILES or None, villages=villages, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        try:
            source = _received(request, commune, form.cleaned_data)
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable.reason))
        else:
            return redirect("imports:detail", source.uuid)
    files = Import.objects.visible_to(request.user).filter(commune=commune)
    counts = CommuneCount.objects.visible_to(request.user).filter(pk=commune.pk)
    context = {
        "form": form,
        "commune": commune,
        "crumbs": trail_to(commune, request.user),
        "last": files.newest_first().select_related("added_by")[:LAST],
        "households": counts.values_list("households", flat=True).first() or 0,
        "megabytes": most_bytes() // MEGABYTE,
        "rows": int(settings.IMPORT_MAX_ROWS),
        "kinds": [key for key, _words in kinds],
        "days": this_year(),
    }
    return render(request, "imports/jobs/upload.html", context, status=422 if form.errors else 200)


def _received(request: HttpRequest, commune: Area, data: dict[str, Any]) -> Import:
    return actions.receive(
        by=request.user,
        commune=commune,
        name=data["file"].name,
        data=data["file"].read(),
        village=data["village"],
        empty_is_no=data["empty"] == "no",
        kind=data["kind"] or Kind.HOUSEHOLDS,
    )
