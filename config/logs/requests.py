"""A code for each request, and one line for each answer: outside all middleware, so that none is left out."""

import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Letters and digits that nobody mistakes for another, neither read on a screen nor heard on the telephone.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 8

logger = logging.getLogger(__name__)
now_answered: ContextVar[HttpRequest | None] = ContextVar("now_answered", default=None)


def new_code() -> str:
    """Return a code that a person can read out: eight letters, one in 850 milliard."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def noted(
    request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponseBase]
) -> HttpResponseBase:
    """Answer a request under a code of its own, which the answer bears, and write its line.

    A code that comes with the request is not looked at: whoever sends it could make lines of others look like theirs.
    """
    request.code = new_code()  # type: ignore[attr-defined]  # ours
    token, begun = now_answered.set(request), time.monotonic()
    try:
        response = get_response(request)
        response.headers["X-Request-ID"] = request.code  # type: ignore[attr-defined]  # ours
        if not request.path.startswith(settings.STATIC_URL):
            took = round(1000 * (time.monotonic() - begun))
            logger.info("answered", extra={"status": response.status_code, "ms": took})
    finally:
        now_answered.reset(token)
    return response


def of_request() -> dict[str, Any]:
    """Return what a line says of the request that is being answered: no address, which may hold what was searched."""
    request = now_answered.get()
    if request is None:
        return {}
    match = request.resolver_match
    # Only who was looked up anyway: a line asks nothing of a database that may be away.
    user = vars(request).get("_cached_user")
    return {
        "request": request.code,  # type: ignore[attr-defined]  # ours
        "method": request.method,
        "route": match.view_name if match else None,
        "user": user.pk if user else None,
    }
