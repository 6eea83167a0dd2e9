"""When the database or the disk cannot just now: one place that says which errors mean so, and the answer "press again".

A statement cut off, a lock not got and a database that is away are no faults of the program: what was being
written is rolled back, and the answer is 503 in words, with what was typed, so that one press sends it again.
"""

import errno
import logging
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from django import forms
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as Sessions
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext, gettext_lazy as _

from web.fields import FileInput
from web.sandbox.inside.limits import FULL as NO_ROOM

logger = logging.getLogger(__name__)

# Milliseconds that SQLite waits for the file to write a session: whoever reads must not wait as a save does.
SESSION_WAIT = 3000
# What a page notes in a session by the way (accounts/sessions.py): it is not kept back where that cannot be written now.
LAST_SEEN = "last_seen"


class Reason(NamedTuple):
    """Why something cannot be done now: its words, and after how many seconds to try again."""

    title: Any
    words: Any
    seconds: int


BUSY = Reason(
    _("Đang bận, bấm lại"),
    _("Nhiều người đang lưu cùng lúc. Chờ vài giây rồi bấm lại: phần đã lưu không bị ghi hai lần."),
    5,
)
AWAY = Reason(
    _("Chưa mở được dữ liệu"),
    _("Nơi giữ dữ liệu đang tắt hoặc khởi động lại. Chờ nửa phút rồi bấm lại."),
    30,
)
FULL = Reason(
    _("Máy chủ hết chỗ lưu"),
    _("Chưa lưu được. Báo cho người quản trị máy chủ, rồi bấm lại sau."),
    300,
)

# No connection left, stopping, ended for its transaction stood still (a machine that was frozen), a standby where the
# primary is asked for.
_GONE = ("53300", "57P01", "57P02", "57P03", "57P05", "25P03", "25006", "55000")
# Its disk went away under it: it can neither read nor write there, or does not find its own file.
_NO_DISK = ("58030", "58P01")
# What PostgreSQL answers: a lock not got, cut off, a deadlock, a clash of transactions; no database; no room.
_STATES = {
    **dict.fromkeys(("55P03", "57014", "40P01", "40001", "53200"), BUSY),
    **dict.fromkeys(_GONE + _NO_DISK, AWAY),
    **dict.fromkeys(("53100",), FULL),
}
_OF_A_STORE = {errno.EHOSTUNREACH: AWAY}
# What SQLite answers, by its primary code.
_CODES = {
    **dict.fromkeys((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED), BUSY),
    **dict.fromkeys((sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY), AWAY),
    # A disk that goes away under an open database makes it look broken; one that is broken no press mends either.
    **dict.fromkeys((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB), AWAY),
    sqlite3.SQLITE_FULL: FULL,
}


def reason_of(error: BaseException | None) -> Reason | None:
    """Say why an error means "not now"; None for every other error, which is a fault of ours."""
    while error is not None:
        if reason := _reason(error):
            return reason
        error = error.__cause__ or error.__context__
    return None


def _reason(error: BaseException) -> Reason | None:
    if isinstance(error, OSError):
        # The second is how a store of files says that it does not answer (web/store.py).
        return FULL if error.errno in NO_ROOM else _OF_A_STORE.get(error.errno or 0)
    if not isinstance(error, DatabaseError | InterfaceError) or error.__cause__ is None:
        return None
    is_away = isinstance(error, OperationalError | InterfaceError)
    return _of_driver(error.__cause__, is_away=is_away)


def _of_driver(error: BaseException, *, is_away: bool) -> Reason | None:
    """Read what the driver of the database said."""
    if isinstance(error, sqlite3.Error):
        # The low byte is the primary code.
        return _CODES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(error, "sqlstate", None)
    if state is None or str(state).startswith("08"):
        # No answer of the server's at all: it could not be reached, or it hung up.
        return AWAY if is_away else None
    return _STATES.get(state)


class TryAgain(MiddlewareMixin):
    """Answer "press again" where a view met what passes by itself; every other error is somebody else's."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say why."""
        reason = reason_of(error)
        return answer(request, reason, error) if reason else None


class SessionStore(Sessions):
    """Django's sessions; one that cannot be written now is no fault of the reader's browser."""

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's
        """Write the session without waiting long; say what it was that the database refused."""
        try:
            with _short_wait():
                super().save(must_create)
        except UpdateError as error:
            # Django takes every refusal for a session that somebody ended.
            refused = error.__context__
            if refused is None or reason_of(error) is None:
                raise
            if self._is_as_it_was():
                logger.warning("a session is noted later: %s", type(refused).__name__)
                return
            raise refused from refused.__cause__

    def _is_as_it_was(self) -> bool:
        """Say whether nothing is new in it but when it was used. One query, of the few that can be read now."""
        try:
            was = type(self)(self.session_key).load()
        except (DatabaseError, InterfaceError):
            return False
        return {**was, LAST_SEEN: 0} == {**dict(self.items()), LAST_SEEN: 0}


@contextmanager
def _short_wait() -> Iterator[None]:
    """Let SQLite wait less while a session is written; PostgreSQL has its own time (`lock_timeout`)."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual = int(1000 * connection.settings_dict["OPTIONS"].get("timeout", 5))
    # Past Django's cursors: no page asks anything here.
    connection.connection.execute(f"PRAGMA busy_timeout = {SESSION_WAIT}")
    try:
        yield
    finally:
        with suppress(sqlite3.Error):
            connection.connection.execute(f"PRAGMA busy_timeout = {usual}")


def fault(request: HttpRequest) -> HttpResponse:
    """Answer what no view has caught (`handler500`): "press again" where that helps, else the page of a fault."""
    error = sys.exc_info()[1]
    reason = reason_of(error)
    if reason:
        return answer(request, reason, error)
    return HttpResponse(
        loader.render_to_string("500.html", {"fault_code": code_of(request)}), status=500
    )


def code_of(request: HttpRequest) -> str:
    """Return the code under which the lines of this request stand in the logs; "" where nobody gave it one."""
    return str(getattr(request, "code", ""))


def answer(request: HttpRequest, reason: Reason, error: BaseException | None) -> HttpResponse:
    """Say it without any database: a page that sends again what was typed, or words beside the form for a script."""
    # The text of a database error may hold what people are called: only its kind is said, and PostgreSQL's word for it.
    state = getattr(error and error.__cause__, "sqlstate", None)
    logger.warning("503: %s", " ".join(filter(None, [type(error).__name__, state])))
    if request.headers.get("HX-Request"):
        words = gettext("%(title)s. %(words)s") % {"title": reason.title, "words": reason.words}
        response = HttpResponse(words, "text/plain; charset=utf-8", 503)
    else:
        page = loader.render_to_string(
            "503.html", {"reason": reason, "fault_code": code_of(request), **_typed(request)}
        )
        response = HttpResponse(page, status=503)
    response["Retry-After"] = str(reason.seconds)
    return response


def _typed(request: HttpRequest) -> dict[str, Any]:
    """Return what the page sends again: the address, the fields as typed, the files to choose anew.

    Nothing secret is written into a page: a form with a password is opened again, empty.
    """
    found: dict[str, Any] = {"address": request.get_full_path(), "is_sent": False}
    # A body that broke off on its way cannot be read.
    with suppress(Exception):
        if request.method == "POST" and not _is_secret(request):
            fields = [(name, value) for name, all_ in request.POST.lists() for value in all_]
            found |= {"is_sent": True, "fields": fields, "files": _files_again(request)}
    return found


def _files_again(request: HttpRequest) -> forms.Form:
    """Return a form that asks for the files anew: a page cannot hold them."""
    form = forms.Form()
    for name, files in request.FILES.lists():
        label = gettext("Chọn lại tệp %(file)s") % {"file": ", ".join(str(f) for f in files)}
        form.fields[name] = forms.FileField(label=label, required=False, widget=FileInput)
    return form


def _is_secret(request: HttpRequest) -> bool:
    named = any("password" in name for name in request.POST)
    return named or hasattr(request, "sensitive_post_parameters")
