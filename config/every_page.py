"""What every page passes and knows: its language, its headers, the navigation bar, whether it shows a demo."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _, gettext_noop

from accounts.models import User
from accounts.roles import FROM_COMMUNE_UP
from areas.kinds import Level
from areas.models import Area
from audit.models import AuditEntry, AuditQuerySet


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


# Words, words for a phone, route, icon, permission needed, whether the route takes one's area.
_ENTRIES = (
    (_("Việc hôm nay"), _("Hôm nay"), "reports:today", "home", "households.view_names", False),
    (_("Hộ gia đình"), _("Hộ"), "households:villages", "house", "households.view_names", False),
    (_("Tổ công nghệ số"), _("Tổ"), "teams:list", "team", "teams.view_team", False),
    (_("Nhập từ Excel"), _("Nhập Excel"), "imports:upload", "doc", "imports.add_import", False),
    (_("Tổng quan"), _("Tổng quan"), "reports:dashboard", "chart", "reports.view_dashboard", True),
    (_("Cần gọi"), _("Cần gọi"), "reports:calls", "phone", "reports.add_contact", True),
    (_("Tra cứu"), _("Tra cứu"), "reports:explore", "search", "reports.view_dashboard", False),
    (_("Chỉ tiêu"), _("Chỉ tiêu"), "reports:targets", "goal", "reports.view_dashboard", True),
    (_("Địa bàn"), _("Địa bàn"), "areas:detail", "map", "areas.view_area", True),
    (
        _("Nền tảng số"),
        _("Nền tảng"),
        "skills:platforms",
        "info",
        "skills.view_localplatform",
        True,
    ),
    (_("Tài khoản"), _("Tài khoản"), "accounts:list", "key", "accounts.view_user", False),
    (_("Nhật ký"), _("Nhật ký"), "audit:list", "doc", "audit.view_auditentry", False),
    (_("Quản trị"), _("Quản trị"), "admin:index", "gear", "", False),
)

# Where a page is of some levels only.
_LEVELS = {
    # A platform is named by a province or a commune.
    "skills:platforms": (Level.PROVINCE, Level.COMMUNE),
    "reports:calls": FROM_COMMUNE_UP,
}


def entries(user: Any, path: str) -> list[dict[str, Any]]:
    """Return the entries this person may open, each as the bar shows it; none for a stranger."""
    if not isinstance(user, User) or not user.area:
        return []
    # The user of a request is looked up in it each time they are asked: once is enough.
    may, is_staff = user.has_perm, user.is_staff
    own, level, here = [user.area.pk], user.area.level, path.split("/")[1]
    found = []
    for label, short, route, icon, permission, takes_area in _ENTRIES:
        if not (may(permission) if permission else is_staff):
            continue
        if level not in _LEVELS.get(route, Level):
            continue
        url = reverse(route, args=own if takes_area else [])
        shown = {"label": label, "short": short, "url": url, "icon": icon}
        found.append({**shown, "current": url.split("/")[1] == here})
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


def site(request: HttpRequest) -> dict[str, Any]:
    """Give each template the person's navigation, and whether the data are synthetic: asked where it is shown."""
    user = getattr(request, "user", None)
    return {
        "nav": SimpleLazyObject(partial(entries, user, request.path)),
        "synthetic": settings.SYNTHETIC_DATA or SimpleLazyObject(is_demo),
    }
