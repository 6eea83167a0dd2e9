"""What every page passes and knows: its language, headers, the gate of names, how it travels; navigation, whether it shows a demo."""

import logging
import re
import secrets
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

import brotli  # type: ignore[import-untyped]  # ships no types
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext, gettext_lazy as _, gettext_noop

from accounts.models import User
from areas.country import of_the_country
from areas.kinds import Level
from areas.models import Area
from audit.models import AuditEntry, AuditQuerySet
from config.navigation import BARS, COMMITTEE, LEVELS
from erasure.queries.decisions import asked_of
from erasure.rules.words import asked_words
from guide.models import HelpContact, contact_for
from guide.tasks import BY_KEY
from guide.tasks.places import OF_PAGE, OF_ROLE
from households.models.erased import PLACEHOLDER
from operations.status.queries import files_wait_for_nobody, standing
from operations.status.rules import Check
from reading.actions import note_reading
from reports.first_steps.queries.steps import onward_for
from web.busy import FULL, Reason, answer, reason_of
from web.scope import NOTED

log = logging.getLogger(__name__)

# Statuses from here on lead elsewhere, are missing, or are a fault.
_LEADS, _MISSING, _FAULT = 300, 400, 500
# Not there, and not asked so.
_EMPTY = {404, 405}
# Who knows brotli, a seventh smaller than gzip.
KNOWS = re.compile(r"\bbr\b")
# Of eleven: beyond, a page takes longer than gzip took. A window of 128 KB holds every page, and is quickly made ready.
QUALITY, WINDOW = 8, 17
# Below, nothing is gained.
LEAST = 200
# What stands between the tags of a page.
_TEXT = re.compile(rb">[^<]+")
UNNOTED = Reason(
    _("Đang bận, bấm lại"),
    _(
        "Chưa ghi được ai xem tên nên chưa hiện tên. Chờ vài giây rồi bấm lại: phần đã lưu không bị ghi hai lần."
    ),
    5,
)


class EveryPage:
    """Speak the reader's language; let no cache keep a page; switch off what the browser need not do.

    An address that is for a button alone says so in words: of an empty answer a browser tells in its own language.
    A page that names residents leaves by the gate where it is written down who reads them.

    Vietnamese, unless the reader chose another language here. The browser's own list of languages is
    not asked: many old PCs are set to English.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the cookie, or Vietnamese, and add the headers.

        Static files are public and may be cached.
        """
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
                _say(response, loader.render_to_string("405.html", request=request).encode())
            if NOTED in vars(request):
                response = shown_or_held(request, response)
            if language != settings.LANGUAGE_CODE:
                say_erased(response)
        response.headers.setdefault("Content-Language", language)
        if not request.path.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "private, no-store"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        return response


def say_erased(response: Any) -> None:
    """Say in the reader's language that a name was erased: it stands in Vietnamese where the name was.

    In text alone: what a field holds is sent back, and saved, as it is.
    """
    kept = PLACEHOLDER.encode()
    if response.streaming or kept not in response.content:
        return
    if response.headers.get("Content-Type", "").startswith("text/html"):
        said = gettext("(đã xóa tên)").encode()
        _say(response, _TEXT.sub(lambda text: text[0].replace(kept, said), response.content))


def _say(response: Any, content: bytes) -> None:
    """Put other words in an answer, whose length was told by a middleware further in."""
    response.content = content
    response.headers["Content-Length"] = str(len(content))


def shown_or_held(request: HttpRequest, response: Any) -> Any:
    """Write the line of an answer that names residents and return the answer; if that cannot be, one that says so.

    Nothing is written where there is nothing to show: no body, a fault, a way elsewhere. But what a form is
    answered with may lead on to a page that tells once whom it was about. Admin answers any method with the
    whole page, OPTIONS too; the server itself leaves out the body for HEAD alone.
    """
    named = {
        place: people for place, people in vars(request)[NOTED].items() if any(people.values())
    }
    method, status = request.method, response.status_code
    is_empty = method == "HEAD" or status in _EMPTY or status >= _FAULT
    if not named or is_empty or (method != "POST" and _LEADS <= status < _MISSING):
        return response
    try:
        note_reading(by=request.user, named=named)
    except Error as error:
        log.exception("names are not shown: the line of reading could not be written")
        response.close()
        return answer(request, FULL if reason_of(error) is FULL else UNNOTED, error)
    return response


class Compressed(GZipMiddleware):
    """Django's middleware, and brotli for whole pages, with its protection against reading lengths (BREACH)."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Compress an answer the best way that the browser knows."""
        known = KNOWS.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        done = response.streaming or response.has_header("Content-Encoding")
        if not known or done or len(response.content) < LEAST:
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = packed(response.content, self.max_random_bytes)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "br"
        if (etag := response.get("ETag", "")).startswith('"'):
            response.headers["ETag"] = f"W/{etag}"
        return response


def packed(content: bytes, most: int) -> bytes:
    """Compress by brotli, with up to so many random bytes that every reader skips: the length tells nothing."""
    compressor = brotli.Compressor(quality=QUALITY, lgwin=WINDOW)
    body = compressor.process(content) + compressor.flush()
    padding = secrets.token_bytes(secrets.randbelow(most) + 1)
    # A block of metadata (RFC 7932, 9.2), bits from the right: not the last, no data, reserved, one byte of length.
    head = 0b01_0_11_0 | (len(padding) - 1) << 6
    return bytes(body + head.to_bytes(2, "little") + padding + compressor.finish())


def bar(user: Any, view: str) -> list[dict[str, Any]]:
    """Return the sections this person may open, each as a bar shows it, that of the view marked; none for a stranger."""
    if not isinstance(user, User) or not user.area:
        return []
    # The user of a request is looked up in it each time they are asked: once is enough.
    may = user.has_perm
    own, level = [user.area.pk], user.area.level
    mine, found = BARS.get(user.role, COMMITTEE), []
    here = mine.marked.get(view) or mine.marked.get(view.split(":", maxsplit=1)[0])
    for section in mine.sections:
        links = [
            {
                "label": link.label,
                "icon": link.icon,
                "url": reverse(link.route, args=own if link.of_area else []),
                "current": link.route == view,
            }
            for link in section.links
            if (may(link.needs) if link.needs else user.is_staff)
            and level in LEVELS.get(link.route, Level)
        ]
        if links:
            found.append({"section": section, "links": links, "current": section is here})
    return found


# The verb of the one journal entry that the `demo` command writes of all it built.
BUILT = gettext_noop("Dựng dữ liệu minh hoạ")

# Whether a database holds a demo's invented people. It changes only while a demo is built, in one without users.
_demos: dict[str, bool] = {}


def demo_entries() -> AuditQuerySet:
    """Return the journal entries that say a demo was built here: one, or none."""
    return AuditEntry.unscoped.filter(subject=Area._meta.label_lower, verb=BUILT)


def is_demo() -> bool:
    """Say whether this database holds invented people: every page then says so, in production too.

    Asked on every page, so the answer is cached. Not inside a transaction, which may yet be undone;
    and "no" only once there are users, for a demo is never built where there are.
    """
    database, final = str(connection.settings_dict["NAME"]), not connection.in_atomic_block
    if final and database in _demos:
        return _demos[database]
    answer = demo_entries().exists()
    if final and (answer or User.unscoped.exists()):
        _demos[database] = answer
    return answer


def forget_demos() -> None:
    """Forget the answers (a demo was built; a test emptied the database)."""
    _demos.clear()


def waiting_for_nobody(user: Any) -> list[HelpContact | None]:
    """Return whom this person asks when files wait and nobody works on them, as one in a list; else an empty one."""
    return [contact_for(user)] if files_wait_for_nobody() else []


# What must run before anybody is invited.
_VITAL = frozenset({"worker", "daily", "daily_runs", "backup"})


def server_health(user: Any) -> list[Check]:
    """Return how what runs by itself stands, for administrators of the country; asked by the first steps alone."""
    if not of_the_country(user, "operations.view_heartbeat"):
        return []
    return [check for check in standing() if check.key in _VITAL]


def erasures_asked(user: Any) -> str:
    """Say how many erasures wait for this person to confirm; asked on the page of the day alone."""
    return asked_words(asked_of(user)) if isinstance(user, User) else ""


def site(request: HttpRequest) -> dict[str, Any]:
    """Give each template the navigation, the page's task in the guide, and whether the data are synthetic."""
    user, match = getattr(request, "user", None), request.resolver_match
    view = match.view_name if match else ""
    of_role = OF_ROLE.get((view, getattr(user, "role", "")))
    task = BY_KEY.get(of_role or OF_PAGE.get(view, ""))
    return {
        # Asked where they are shown.
        "nav": SimpleLazyObject(partial(bar, user, view)),
        "page_task": task,
        "guide_here": reverse("guide:part", args=[task.key]) if task else reverse("guide:index"),
        # Read out to whoever mends it; on pages of errors.
        "fault_code": getattr(request, "code", ""),
        # Asked by the sheet for a meeting alone: whom the people of the province ask.
        "help_contact": SimpleLazyObject(partial(contact_for, user)),
        # Asked by pages of files alone, whose app may not know who works on them.
        "files_wait_for_nobody": SimpleLazyObject(partial(waiting_for_nobody, user)),
        "erasures_asked": SimpleLazyObject(partial(erasures_asked, user)),
        # Asked where something was saved.
        "onward": SimpleLazyObject(partial(onward_for, user, request.path)),
        "server_health": SimpleLazyObject(partial(server_health, user)),
        "synthetic": settings.SYNTHETIC_DATA or SimpleLazyObject(is_demo),
    }
