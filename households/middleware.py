"""What an action refuses is said in its words, whichever page it was asked from; what it asks, asked there."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from households.register.actions import Refused, StillRefuses

# Where the question may stand instead of what was tapped: the people of a household, or its row.
_PLACE = re.compile(r"people|h-\d{1,18}")


class Refusals(MiddlewareMixin):
    """Answer a refusal that no page has caught with a page that says why; nothing was written."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say why, or ask; every other error is somebody else's."""
        if isinstance(error, StillRefuses):
            return _ask(request, error)
        if not isinstance(error, Refused):
            return None
        return render(request, "households/refused.html", {"why": str(error)}, status=409)


def _ask(request: HttpRequest, error: StillRefuses) -> HttpResponse:
    """Ask whether a household that refused agrees now; "yes" sends the same once more, and says so."""
    target = request.headers.get("HX-Target", "")
    target = target if _PLACE.fullmatch(target) else ""
    context = {
        "question": str(error),
        "household": error.household,
        "village": error.household.village,
        "address": request.get_full_path(),
        "target": target,
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in {"csrfmiddlewaretoken", "agreed"}
            for value in values
        ],
    }
    # htmx puts no answer in place that says it failed.
    if target:
        return render(request, "households/refusals/question_row.html", context)
    return render(request, "households/refusals/question.html", context, status=409)
