"""The outermost of what answers a request: probes before all middleware, a code and a line for all else."""

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.logs.requests import noted
from config.views import healthz, readyz

# Asked by machines every few seconds: no session, no cookie, no host name, no redirect stands before them.
PROBES = {"/healthz": healthz, "/readyz": readyz}


class Outermost:
    """Comes before the middleware of a handler of Django's."""

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        probe = PROBES.get(request.path_info)
        if probe:
            return probe(request)
        return noted(request, super().get_response)  # type: ignore[misc]  # Django leaves it untyped


class Handler(Outermost, WSGIHandler):
    """The door for gunicorn and the development server."""
