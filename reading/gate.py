"""No name is shown before it is written down who reads it: the gate through which an answer with names leaves."""

import logging
from typing import Any

from django.db import Error
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reading.actions import note_reading
from web.busy import Reason, answer
from web.names import names_noted

log = logging.getLogger(__name__)

_LEADS, _MISSING, _FAULT = 300, 400, 500
# Not there, and not asked so.
_EMPTY = {404, 405}
UNNOTED = Reason(
    _("Đang bận, bấm lại"),
    _(
        "Chưa ghi được ai xem tên nên chưa hiện tên. Chờ vài giây rồi bấm lại: phần đã lưu không bị ghi hai lần."
    ),
    5,
)


def shown_or_held(request: HttpRequest, response: Any) -> Any:
    """Write the line of an answer that names residents and return the answer; if that cannot be, one that says so."""
    named = names_noted(request)
    if named is None or not _shows(request.method, response.status_code):
        return response
    try:
        note_reading(by=request.user, place=named.place, people=named.people)
    except Error as error:
        log.exception("names are not shown: the line of reading could not be written")
        response.close()
        return answer(request, UNNOTED, error)
    return response


def _shows(method: str | None, status: int) -> bool:
    """Say whether an answer has anything to show: a body, that is no fault and leads nowhere else.

    What a form is answered with may lead on to a page that tells once whom it was about. Admin answers any
    method with the whole page, OPTIONS too; the server itself leaves out the body for HEAD alone.
    """
    if method == "HEAD" or status in _EMPTY or status >= _FAULT:
        return False
    return method == "POST" or not _LEADS <= status < _MISSING
