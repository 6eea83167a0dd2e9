"""What an action refuses is said in its words, whichever page it was asked from; what it asks, asked there."""

import re
from typing import Any

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
        "back": reverse("households:detail", args=[uuid]) if uuid else request.path,
    }
    return _question(request, "households/register/again.html", context, "again")


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
    }
    if target:
        row = "households/refusals/question_row.html"
        return _question(request, row, context, "agreed", at=target)
    return _question(request, "households/refusals/question.html", context, "agreed")


def _question(
    request: HttpRequest, template: str, context: dict[str, Any], answer: str, *, at: str = ""
) -> HttpResponse:
    """Ask before anything is written; whoever says yes sends what was sent once more, with an `answer`.

    A question is no failure: htmx puts it `at` the place of what was tapped, or of the page, whose form goes
    without htmx then.
    """
    left_out = {"csrfmiddlewaretoken", answer}
    posted = request.POST.lists()
    sent = [(key, one) for key, every in posted for one in every if key not in left_out]
    by_htmx = bool(at or request.headers.get("HX-Request"))
    response = render(request, template, {**context, "sent": sent}, status=200 if by_htmx else 409)
    if by_htmx and not at:
        response["HX-Retarget"], response["HX-Reselect"] = "main", "#asked"
        response["HX-Reswap"] = "innerHTML show:window:top"
    return response
