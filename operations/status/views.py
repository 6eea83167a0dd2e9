"""How the server stands: for an operator's programs by a token, for administrators of the country in words."""

import hmac
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from areas.country import of_the_country
from operations.status.exports import TEXT, as_json, as_metrics
from operations.status.queries import gather
from operations.status.rules import Check, Level, checks, to_do
from operations.status.rules.check import ago
from web.scope import public, territory

NEEDS = "operations.view_heartbeat"


def reads_status(user: Any) -> bool:
    """Say whether somebody may read how the server stands: administrators of the country."""
    return of_the_country(user, NEEDS)


def _let_in(request: HttpRequest) -> None:
    """Let in who bears the operator's token, or may read it on a page; for all others there is no such address."""
    given = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.STATUS_TOKEN}"
    if settings.STATUS_TOKEN and hmac.compare_digest(given.encode(), wanted.encode()):
        return
    # Who comes with a wrong token is not asked who they are besides.
    if given or not reads_status(request.user):
        raise Http404


@public
@require_safe
def statusz(request: HttpRequest) -> JsonResponse:
    """List all checks for a program; 200 also when something is broken, as the answer itself is right."""
    _let_in(request)
    facts = gather()
    return JsonResponse(as_json(checks(facts), facts.now))


@public
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the same as gauges in Prometheus' text format."""
    _let_in(request)
    facts = gather()
    return HttpResponse(as_metrics(facts, checks(facts)), content_type=TEXT)


def _aged(found: list[Check], now: datetime) -> list[tuple[Check, str]]:
    """Return checks, each with how long ago its thing was last seen to be well."""
    return [(one, ago(now, one.seen) if one.seen else "") for one in found]


@territory(NEEDS)
@require_safe
def in_words(request: HttpRequest) -> HttpResponse:
    """Say what is broken and what to do, then all that is well."""
    if not reads_status(request.user):
        raise Http404
    facts = gather()
    found = checks(facts)
    context = {
        "to_do": _aged(to_do(found), facts.now),
        "well": _aged([one for one in found if one.level is Level.OK], facts.now),
        "of": len(found),
        "now": facts.now,
    }
    return render(request, "operations/status/in_words.html", context)
