"""Files of the reader that ask for something: pulled into the page of today's work."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from imports.jobs.views.lookups import BRINGS, NAMES
from imports.models import Import, Outcome, RowResult, State

# What nobody decided for so long is no work of today; the last files stay on the page of files.
DAYS, MOST = 7, 20


@NAMES
@BRINGS
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Name the reader's files that wait for a decision, were broken off, or have come to their end.

    Nothing where there is none. A list of its own files: their names, which may name people, go to
    who sent them, in the body alone.
    """
    user: Any = request.user
    since = timezone.now() - timedelta(days=DAYS)
    files = Import.objects.visible_to(user).asking(user, since).newest_first()
    found = list(_latest(files[:MOST]))
    refused = _refused(found, user)
    tasks = [
        {
            "source": one,
            "written": one.done - refused.get(one.pk, 0),
            "left_out": one.skipped + refused.get(one.pk, 0),
        }
        for one in found
    ]
    return render(request, "imports/jobs/waiting.html", {"tasks": tasks})


def _latest(files: Iterable[Import]) -> Iterator[Import]:
    """Leave out those with nothing to decide, and previews of a file that was sent anew by its name."""
    seen = set[tuple[str, str]]()
    for one in files:
        name = (one.kind, one.name)
        if one.state in {State.DONE, State.FAILED} or not (_is_nothing(one) or name in seen):
            yield one
        seen.add(name)


def _is_nothing(source: Import) -> bool:
    """Say whether a preview brings nothing new, or its reader himself stopped the reading."""
    if source.state == State.UNREAD:
        return bool(source.layout.get("unread", {}).get("why") == "stopped")
    return bool(source.rows_read and not source.to_write and not source.skipped)


def _refused(files: Iterable[Import], user: Any) -> Mapping[int, int]:
    """Return how many rows of each file could not be written."""
    keys = [one.pk for one in files if one.state == State.DONE]
    rows = RowResult.objects.visible_to(user).filter(row__source__in=keys).order_by()
    rows = rows.filter(outcome=Outcome.REFUSED)
    return dict(rows.values_list("row__source").annotate(n=Count("pk")))
