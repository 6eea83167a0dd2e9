"""No name is shown before it is written down who reads it: the gate through which an answer with names leaves."""

import logging
from typing import Any

from django.db import Error
from django.http import HttpRequest
from django.shortcuts import render

from reading.actions import note_reading
from web.names import names_noted

log = logging.getLogger(__name__)

_LEADS, _MISSING, _FAULT = 300, 400, 500
# Not there, and not asked so.
_EMPTY = {404, 405}
# Seconds after which to try again.
SOON = 5


def shown_or_held(request: HttpRequest, response: Any) -> Any:
    """Write the line of an answer that names residents and return the answer; if that cannot be, one that says so."""
    named = names_noted(request)
    if named is None or not _shows(request.method, response.status_code):
        return response
    try:
        note_reading(by=request.user, place=named.place, people=named.people)
    except Error:
        log.exception("names are not shown: the line of reading could not be written")
        response.close()
        held = render(request, "reading/not_written.html", status=503)
        held["Retry-After"] = str(SOON)
        return held
    return response


def _shows(method: str | None, status: int) -> bool:
    """Say whether an answer has anything to show: a body, that is no fault and leads nowhere else.

    What a form is answered with may lead on to a page that tells once whom it was about.
    """
    if method in {"HEAD", "OPTIONS"} or status in _EMPTY or status >= _FAULT:
        return False
    return method == "POST" or not _LEADS <= status < _MISSING
