"""What an action refuses is said in its words, whichever page it was asked from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from households.register.actions import Refused


class Refusals(MiddlewareMixin):
    """Answer a refusal that no page has caught with a page that says why; nothing was written."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say why; every other error is somebody else's."""
        if not isinstance(error, Refused):
            return None
        return render(request, "households/refused.html", {"why": str(error)}, status=409)
