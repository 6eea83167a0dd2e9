"""Whose browser this is: what a cookie says, how it is kept, what a browser is called."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

from accounts.codes_typed import secrets

COOKIE, SALT = "thiet_bi", "accounts.device"
# A browser that was not used for so long is asked anew.
COOKIE_DAYS = 400
# So many wrong passwords on a known device close it for a while, as five at an address do.
TRIES, CLOSED_MINUTES = 5, 15
# How long the code of a new device may be used.
CODE_HOURS = 24

_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
# In this order: each of the first calls itself by the names of the last as well.
_BROWSERS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("Zalo", "Zalo"),
    ("FBAN", "Facebook"),
    ("FBAV", "Facebook"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def token_of(request: HttpRequest) -> str:
    """Return what the browser's cookie says it is, "" without one that we signed."""
    found = request.get_signed_cookie(
        COOKIE, default="", salt=SALT, max_age=COOKIE_DAYS * 24 * 3600
    )
    return found or ""


def key_of(token: str, secret: str | None = None) -> str:
    """Return how a device is kept: whoever reads the table cannot make its cookie."""
    return salted_hmac(SALT, token, secret=secret, algorithm="sha256").hexdigest() if token else ""


def keys_of(token: str) -> list[str]:
    """Return how a device may be kept: under the key of now, or since before."""
    return [key_of(token, secret) for secret in secrets()]


def new_token() -> str:
    """Return what a browser is told that has no cookie yet."""
    return get_random_string(32)


def set_cookie(response: HttpResponse, token: str) -> None:
    """Let the browser keep what it is; no script can read it."""
    response.set_signed_cookie(
        COOKIE,
        token,
        salt=SALT,
        max_age=COOKIE_DAYS * 24 * 3600,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def browser_words(agent: str) -> str:
    """Call a browser by system and name: "Windows, Chrome"; "" for one that says nothing known."""
    words = [_named(agent, _SYSTEMS), _named(agent, _BROWSERS)]
    return ", ".join(word for word in words if word)


def _named(agent: str, names: Any) -> str:
    return next((word for sign, word in names if sign in agent), "")


def address_words(address: str | None) -> str:
    """Say where a device was, as far as it may be told apart: "203.0.113.x"."""
    if not address:
        return ""
    return address if ":" in address else f"{address.rpartition('.')[0]}.x"
