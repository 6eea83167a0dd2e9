"""Pages of the project itself: its health. Pages of errors are Django's own views with our templates, and `web.busy`."""

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from web.busy import AWAY
from web.scope import public


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
