"""The addresses of the project, and one that answers constant bytes: the floor of every ratio."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from web.scope import public

FLOOR = "/bench-floor/"
# As long as a dashboard is.
_BYTES = b"<!doctype html><title>.</title>" + b"x" * 14_000


@public
def floor(request: HttpRequest) -> HttpResponse:
    """Answer constant bytes through all of the project's middleware."""
    return HttpResponse(_BYTES)


urlpatterns = [path(FLOOR[1:], floor), path("", include("config.urls"))]
