"""What every page passes and knows: its language, its headers, the navigation."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from accounts.navigation import entries
from reports.synthetic import is_demo


class EveryPage:
    """Speak the reader's language; let no cache keep a page; switch off what the browser need not do.

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
        response.headers.setdefault("Content-Language", language)
        if not request.path.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "private, no-store"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        return response


def site(request: HttpRequest) -> dict[str, Any]:
    """Give each template the person's navigation, and whether the data are synthetic: asked where it is shown."""
    user = getattr(request, "user", None)
    return {
        "nav": SimpleLazyObject(partial(entries, user, request.path)),
        "synthetic": settings.SYNTHETIC_DATA or SimpleLazyObject(is_demo),
    }
