"""Pages of the project itself: whether it is alive and ready, whom to tell of a hole. Pages of errors are Django's own views with our templates, and `web.busy`."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from config.checks import the_store_of_files_can_be_spoken_to
from operations.versions.queries import versions
from web.busy import AWAY
from web.scope import public

# How long the word of `security.txt` is good: whoever reads it later asks again.
SAID_FOR = timedelta(days=180)


# For so many seconds an answer about readiness is kept: whoever asks often costs the database nothing.
KEPT = 3.0
_ready: dict[str, Any] = {"until": 0.0, "word": ""}


@public
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as this process answers at all; nothing is asked of the database."""
    return JsonResponse({"process": "ok"})


@public
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and is of this version, and nothing lacks that files need, else 503 with a word that says why."""
    if time.monotonic() > _ready["until"]:
        _ready.update(word=_why_not_ready(), until=time.monotonic() + KEPT)
    if word := _ready["word"]:
        return JsonResponse({"ready": word}, status=503, headers={"Retry-After": AWAY.seconds})
    return JsonResponse({"ready": "ok"})


def _why_not_ready() -> str:
    try:
        missing = versions().missing
    except Error:
        return "database away"
    if the_store_of_files_can_be_spoken_to():
        return "packages of the file store missing"
    return "migrations missing" if missing else ""


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a hole (RFC 9116), where the site has named somebody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    until = datetime.now(UTC) + SAID_FOR
    lines = [
        *(f"Contact: {one}" for one in settings.SECURITY_CONTACT),
        f"Expires: {until:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: vi, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
