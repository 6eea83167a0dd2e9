"""What an action refuses is said in its words, whichever page it was asked from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from households.register.actions import ErasedBefore, Refused


class Refusals(MiddlewareMixin):
    """Answer a refusal that no page has caught with a page that says why; nothing was written."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say why; every other error is somebody else's."""
        if not isinstance(error, Refused):
            return None
        if isinstance(error, ErasedBefore) and error.may_ask:
            return _ask_again(request, error)
        return render(request, "households/refused.html", {"why": str(error)}, status=409)


def _ask_again(request: HttpRequest, error: ErasedBefore) -> HttpResponse:
    """Ask whether what was erased is written again; pressed, the page sends what was typed once more."""
    sent = [(key, one) for key, all_ in request.POST.lists() for one in all_]
    uuid = error.uuid or (request.resolver_match and request.resolver_match.kwargs.get("uuid"))
    context = {
        "days": error.days,
        "row": error.row,
        "sent": [pair for pair in sent if pair[0] not in {"csrfmiddlewaretoken", "again"}],
        "back": reverse("households:detail", args=[uuid]) if uuid else request.path,
    }
    response = render(request, "households/register/again.html", context, status=409)
    if request.headers.get("HX-Request"):
        # A question is no failure: htmx puts it in the place of the page, and its form goes without htmx.
        response.status_code = 200
        response["HX-Retarget"], response["HX-Reselect"] = "main", "#again"
        response["HX-Reswap"] = "innerHTML show:window:top"
    return response
