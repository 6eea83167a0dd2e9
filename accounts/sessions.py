"""Who is signed in: by name and password, as long as the session is used."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.devices.actions import follow_session
from accounts.inbox.queries import UNREAD
from accounts.models import User
from accounts.second_factor.rules import is_overdue
from web.busy import LAST_SEEN

SIGNED_IN = "signed_in"
# Where somebody may go who must first set up a second factor.
_OPEN = ("accounts:second_factor", "accounts:sign_out", "set_language")


class RoleBackend(ModelBackend):
    """Django's password check, for active people."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person with their area and how much they have not read: every page asks for these."""
        people = User.unscoped.select_related("area").annotate(unread=UNREAD)
        user = people.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


class SessionRules:
    """End sessions; lead to what must be done first; tell htmx to load whole pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Apply the rules before the view, and mend its redirect after it."""
        user, used, key = request.user, request.session, request.session.session_key
        if isinstance(user, User):
            if used.session_key != key:
                # Opened under a secret key of before, it has another name from now on.
                follow_session(request=request)
            now, idle = int(timezone.now().timestamp()), settings.SESSION_IDLE_SECONDS
            # One that was opened before this was noted is as old as it is now.
            seen, since = used.get(LAST_SEEN), used.setdefault(SIGNED_IN, now)
            if now - since >= settings.SESSION_COOKIE_AGE or now - (seen or now) > idle:
                logout(request)
            else:
                # Once a minute is often enough, and spares a write on every page.
                if seen is None or now - seen > min(60, idle // 2):
                    used[LAST_SEEN] = now
                is_due = user.second_factor_due and is_overdue(user, timezone.now())
                if is_due and request.path not in map(reverse, _OPEN):
                    return _lead(request, reverse(_OPEN[0]))
        response = self.get_response(request)
        sign_in = urlsplit(response.get("Location", ""))
        if sign_in.path != resolve_url(settings.LOGIN_URL):
            return response
        if sign_in.query and (_is_htmx(request) or request.method not in {"GET", "HEAD"}):
            response["Location"] = _sign_in_from(request)
        return _lead(request, response["Location"]) if _is_htmx(request) else response


def begin(request: HttpRequest) -> None:
    """Note when somebody signed in: the end of the session is counted from then, however much it is used."""
    request.session[SIGNED_IN] = int(timezone.now().timestamp())


def _is_htmx(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _sign_in_from(request: HttpRequest) -> str:
    """Lead to sign-in and back to the page being read: a form's own address may open no page."""
    page = request.headers.get("HX-Current-URL" if _is_htmx(request) else "Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return resolve_url(settings.LOGIN_URL)
    place = urlunsplit(("", "", *urlsplit(page)[2:]))
    return str(redirect_to_login(place).url)


def _lead(request: HttpRequest, location: str) -> HttpResponse:
    """Redirect; an htmx request gets an order to load the page whole, a script its own answer."""
    if _is_htmx(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = location
        return response
    if request.headers.get("Accept") == "application/json":
        # A script that sends what was done without a network: it waits until the person has been there.
        return JsonResponse({"v": 1, "why": "sign_in"}, status=401)
    return redirect(location)
