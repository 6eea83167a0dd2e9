"""The entries of the navigation bar, by what a role may do."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import FROM_COMMUNE_UP
from areas.kinds import Level

# A platform is named by a province or a commune.
PLATFORM_LEVELS = (Level.PROVINCE, Level.COMMUNE)


class Entry(NamedTuple):
    """One entry: words, words for a phone, address, icon, and whether it is being read."""

    label: str | Promise
    short: str | Promise
    url: str
    icon: str
    current: bool


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
_LEVELS = {"skills:platforms": PLATFORM_LEVELS, "reports:calls": tuple(FROM_COMMUNE_UP)}


def entries(user: Any, path: str) -> list[Entry]:
    """Return the entries this person may open; none for a stranger."""
    if not isinstance(user, User) or user.area_id is None:
        return []
    # The user of a request is looked up in it each time he is asked: once is enough.
    may, is_staff = user.has_perm, user.is_staff
    own, level, here = [user.area_id], user.area and user.area.level, path.split("/")[1]
    found = []
    for label, short, route, icon, permission, takes_area in _ENTRIES:
        if not (may(permission) if permission else is_staff):
            continue
        if level is not None and level not in _LEVELS.get(route, Level):
            continue
        url = reverse(route, args=own if takes_area else [])
        found.append(Entry(label, short, url, icon, url.split("/")[1] == here))
    return found
