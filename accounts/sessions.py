"""Who is signed in: by name and password, as long as the session is used; and whom wrong passwords lock out."""

import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User

LAST_SEEN = "last_seen"


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the name that axes counts wrong tries of: one, in whatever case it was written."""
    name = (credentials or request.POST).get("username") or ""
    return unicodedata.normalize("NFKC", str(name)).strip().lower()


def client_ip(request: HttpRequest) -> str:
    """Return the visitor's address.

    Only what our own proxies added to `X-Forwarded-For` is believed: setting PROXY_COUNT says how
    many they are, and what stands further left was written by the visitors themselves.
    """
    here = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if not settings.PROXY_COUNT or len(hops) < settings.PROXY_COUNT:
        return here
    return hops[-int(settings.PROXY_COUNT)]


class RoleBackend(ModelBackend):
    """Django's password check."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person with their area: every page asks for both."""
        user = User.unscoped.select_related("area").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


class SessionRules:
    """End idle sessions; tell htmx to load whole pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Apply the rules before the view, and mend its redirect after it."""
        user, longest = request.user, settings.SESSION_IDLE_SECONDS
        if isinstance(user, User):
            now, seen = int(timezone.now().timestamp()), request.session.get(LAST_SEEN)
            if seen is not None and now - seen > longest:
                logout(request)
            else:
                # Once a minute is often enough, and spares a write on every page.
                if seen is None or now - seen > min(60, longest // 2):
                    request.session[LAST_SEEN] = now
        response = self.get_response(request)
        sign_in = urlsplit(response.get("Location", ""))
        if sign_in.path != resolve_url(settings.LOGIN_URL):
            return response
        if sign_in.query and (_is_htmx(request) or request.method not in {"GET", "HEAD"}):
            response["Location"] = _sign_in_from(request)
        return _lead(request, response["Location"]) if _is_htmx(request) else response


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
    """Redirect; an htmx request gets an order to load the page whole."""
    if _is_htmx(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = location
        return response
    return redirect(location)
