"""What an action refuses is said in its words, whichever page it was asked from; what it asks, asked there."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from households.register.actions import ErasedBefore, Refused, StillRefuses

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
        if isinstance(error, ErasedBefore) and error.may_ask:
            return _ask_again(request, error)
        return render(request, "households/refused.html", {"why": str(error)}, status=409)


def _ask_again(request: HttpRequest, error: ErasedBefore) -> HttpResponse:
    """Ask whether what was erased is written again; pressed, the page sends what was typed once more."""
    uuid = error.uuid or (request.resolver_match and request.resolver_match.kwargs.get("uuid"))
    context = {
        "days": error.days,
        "row": error.row,
        "sent": _sent(request, "again"),
        "back": reverse("households:detail", args=[uuid]) if uuid else request.path,
    }
    response = render(request, "households/register/again.html", context, status=409)
    if request.headers.get("HX-Request"):
        # A question is no failure: htmx puts it in the place of the page, and its form goes without htmx.
        response.status_code = 200
        response["HX-Retarget"], response["HX-Reselect"] = "main", "#again"
        response["HX-Reswap"] = "innerHTML show:window:top"
    return response


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
        "fields": _sent(request, "agreed"),
    }
    # htmx puts no answer in place that says it failed.
    if target:
        return render(request, "households/refusals/question_row.html", context)
    return render(request, "households/refusals/question.html", context, status=409)


def _sent(request: HttpRequest, answer: str) -> list[tuple[str, str]]:
    """Return what was sent, to be sent once more with the answer to a question."""
    left_out = {"csrfmiddlewaretoken", answer}
    return [(key, one) for key, all_ in request.POST.lists() for one in all_ if key not in left_out]
