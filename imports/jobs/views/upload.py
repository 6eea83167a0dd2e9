"""Choose a file; see the last ones; those that ask for something, pulled into the page of today's work."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from areas.models import Area
from imports.jobs import actions
from imports.jobs.forms import MEGABYTE, TerritoryUploadForm, UploadForm, most_bytes
from imports.jobs.queries.waiting import asking_line, last_line
from imports.jobs.views.lookups import files_of, place_of, takes_files, villages_of
from imports.kinds import kinds_for
from imports.models import Import, Kind, Outcome, RowResult, State
from imports.own_sheets.sheet import this_year
from imports.own_sheets.territory import titles_of
from imports.spreadsheet.reasons import Unreadable
from rollup.models import CommuneCount

LAST = 10
# What nobody decided for so long is no work of today; the last files stay on the page of files.
DAYS, MOST = 7, 20
# Beside the day's work stand so many of those that ask for nothing any more.
SHOWN, ENDED = 3, (State.DONE, State.CANCELLED, State.UNDONE)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file, or say why it is not read; a file that is goes on to its preview."""
    place, kinds = place_of(request), kinds_for(request.user)
    form = _form(request, place)
    if request.method == "POST" and form.is_valid():
        try:
            source = _received(request, place, form.cleaned_data)
        except Unreadable as unreadable:
            form.add_error("file", unreadable.reason)
        else:
            return redirect("imports:detail", source.uuid)
    files = files_of(request).filter(commune=place)
    counts = CommuneCount.objects.visible_to(request.user).filter(pk=place.pk)
    context = {
        "form": form,
        "commune": place,
        "crumbs": place.trail(request.user, itself=True),
        "last": files.select_related("added_by")[:LAST],
        "households": counts.values_list("households", flat=True).first() or 0,
        "megabytes": most_bytes() // MEGABYTE,
        "rows": int(settings.IMPORT_MAX_ROWS),
        "kinds": [key for key, _words in kinds],
        "sheets": titles_of(kinds) if place.is_above_communes else (),
        "wanted": request.GET.get("loai", ""),
        "days": this_year(),
    }
    return render(request, "imports/jobs/upload.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, place: Area) -> TerritoryUploadForm:
    """Return the form for a file; of a commune more may be said of it."""
    sent = request.POST or None, request.FILES or None
    if place.is_above_communes:
        return TerritoryUploadForm(*sent)
    return UploadForm(*sent, villages=villages_of(request))


def _received(request: HttpRequest, place: Area, data: dict[str, Any]) -> Import:
    return actions.receive(
        by=request.user,
        commune=place,
        name=data["file"].name,
        data=data["file"].read(),
        village=data.get("village"),
        empty_is_no=data.get("empty") == "no",
        kind=Kind.COMMUNES if place.is_above_communes else Kind.HOUSEHOLDS,
    )


@takes_files
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Name the reader's files that wait for a decision, were broken off, or have come to their end; and the last.

    Nothing where there is none. A list of its own files: their names, which may name people, go to
    who sent them, in the body alone.
    """
    user: Any = request.user
    since = timezone.now() - timedelta(days=DAYS)
    mine = files_of(request)
    found = list(_latest(mine.asking(user, since)[:MOST]))
    refused = _refused(found, user)
    asked = {one.pk for one in found}
    others = mine.filter(added_by=user, state__in=ENDED).exclude(pk__in=asked)
    context = {
        "asking": [asking_line(one, refused.get(one.pk, 0)) for one in found],
        "last": [last_line(one) for one in others[:SHOWN]],
    }
    return render(request, "imports/jobs/waiting.html", context)


def _latest(files: Iterable[Import]) -> Iterator[Import]:
    """Leave out those with nothing to decide, and previews of a file that was sent anew by its name."""
    seen = set[tuple[str, str]]()
    for one in files:
        name = (one.kind, one.name)
        if one.state in {State.DONE, State.FAILED} or not (_is_nothing(one) or name in seen):
            yield one
        seen.add(name)


def _is_nothing(source: Import) -> bool:
    """Say whether a preview brings nothing new, or its sender stopped the reading."""
    if source.state == State.UNREAD:
        return bool(source.layout.get("unread", {}).get("why") == "stopped")
    return bool(source.rows_read and not source.to_write and not source.skipped)


def _refused(files: Iterable[Import], user: Any) -> Mapping[int, int]:
    """Return how many rows of each file could not be written."""
    keys = [one.pk for one in files if one.state == State.DONE]
    rows = RowResult.objects.visible_to(user).filter(row__source__in=keys).order_by()
    rows = rows.filter(outcome=Outcome.REFUSED)
    return dict(rows.values_list("row__source").annotate(n=Count("pk")))
