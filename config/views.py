"""Pages of the project itself: its health, whom to tell of a hole. Pages of errors are Django's own views with our templates, and `web.busy`."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from web.busy import AWAY
from web.scope import public

# How long the word of `security.txt` is good: whoever reads it later asks again.
SAID_FOR = timedelta(days=180)


@public
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error:
        return JsonResponse({"database": "away"}, status=503, headers={"Retry-After": AWAY.seconds})
    return JsonResponse({"database": "ok"})


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
