"""The entries of the navigation bar, by what a role may do."""

from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Entry(NamedTuple):
    """One entry: words, address, icon, and whether it is the page being read."""

    label: str | Promise
    url: str
    icon: str
    current: bool


# Words, route, icon, permission needed, whether the route takes the person's area.
_ENTRIES = (
    (_("Việc hôm nay"), "reports:today", "home", "households.add_household", False),
    (_("Tổng quan"), "reports:dashboard", "chart", "reports.view_dashboard", True),
    (_("Hộ gia đình"), "households:villages", "house", "households.view_names", False),
    (_("Tổ công nghệ số"), "teams:list", "team", "teams.view_team", False),
    (_("Địa bàn"), "areas:detail", "map", "areas.view_area", True),
    (_("Tài khoản"), "accounts:list", "key", "accounts.view_user", False),
    (_("Nhật ký"), "audit:list", "doc", "audit.view_auditentry", False),
    (_("Quản trị"), "admin:index", "gear", "", False),
)


def entries(user: Any, path: str) -> list[Entry]:
    """Return the entries this person may open; none for a stranger."""
    if not isinstance(user, User) or user.area_id is None:
        return []
    found = []
    for label, route, icon, permission, takes_area in _ENTRIES:
        if not (user.has_perm(permission) if permission else user.is_staff):
            continue
        try:
            url = reverse(route, args=[user.area_id] if takes_area else [])
        except NoReverseMatch:  # a room that this site does not have
            continue
        section = url.split("/")[1]
        found.append(Entry(label, url, icon, path.split("/")[1] == section))
    return found
