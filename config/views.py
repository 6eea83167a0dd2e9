"""Pages of the project itself: errors, health."""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from web.scope import public


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was open too long, in the house's own words."""
    return render(request, "403_csrf.html", status=403)


@public
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"database": "ok"})


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """Answer a fault of ours without touching the database or the session."""
    return HttpResponse(render_to_string("500.html"), status=500)
