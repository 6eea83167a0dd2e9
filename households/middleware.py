"""What an action refuses is said in its words, whichever page it was asked from."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from households.register.actions import Refused


class Refusals:
    """Answer a refusal that no page has caught with a page that says why; nothing was written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass every request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say why; every other error is somebody else's."""
        if not isinstance(error, Refused):
            return None
        return render(request, "households/refused.html", {"why": str(error)}, status=409)
