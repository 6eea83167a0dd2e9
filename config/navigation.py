"""The bars of the product: five sections for those who work in the field, five for those who read, and where each view belongs."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from accounts.roles import FROM_COMMUNE_UP, Role
from areas.kinds import Level


class Link(NamedTuple):
    """A page in a bar: its words, its route, the permission it needs ("" is staff), and whether its address takes one's area."""

    label: Any
    route: str
    icon: str
    needs: str
    of_area: bool = False


class Section(NamedTuple):
    """An entry of a bar with its pages, and the views it is marked for: by name, or all of an app."""

    label: Any
    icon: str
    links: tuple[Link, ...]
    views: frozenset[str]
    # Its word on a phone, where four sections fit; without one it stands in the sheet "Thêm".
    short: Any = ""


class Bar(NamedTuple):
    """The sections of a bar, and which of them is marked for a view: by its name, else by its app."""

    sections: tuple[Section, ...]
    marked: dict[str, Section]


def _bar(*sections: Section) -> Bar:
    return Bar(sections, {view: one for one in sections for view in one.views})


_FIGURES = "reports.view_dashboard"
_TODAY = Link(_("Việc hôm nay"), "reports:today", "home", "households.view_names")
_HOUSEHOLDS = Link(_("Hộ"), "households:villages", "house", "households.view_names")
_TEAM_LIST = Link(_("Tổ"), "teams:list", "team", "teams.view_team")
# What lies in a fold of the list, for whom the list itself lies in a menu.
_OF_TEAMS = (
    Link(_("Buổi hướng dẫn"), "teams:activities", "meeting", "teams.view_team"),
    Link(_("Quyết định"), "teams:decisions", "doc", "teams.view_team"),
)
_CALL_LIST = Link(_("Cần gọi"), "reports:calls", "phone", "reports.add_contact", of_area=True)
_DASHBOARD = Link(_("Tổng quan"), "reports:dashboard", "chart", _FIGURES, of_area=True)
_TARGETS = Link(_("Chỉ tiêu"), "reports:targets", "goal", _FIGURES, of_area=True)
_AREA = Link(_("Địa bàn"), "areas:detail", "map", "areas.view_area", of_area=True)
_UNITS = Link(
    _("Sắp xếp đơn vị"), "reorganisations:list", "compare", "reorganisations.view_reorganisation"
)
_UNUSUAL = Link(
    _("Xem tên nhiều khác thường"), "reading:unusual", "person", "reading.view_unusualreading"
)
_REQUESTS = Link(_("Dữ liệu cá nhân"), "privacy:requests", "lock", "privacy.add_subjectrequest")
_OVERDUE = Link(
    _("Yêu cầu về dữ liệu cá nhân"), "privacy:requests", "lock", "privacy.count_subjectrequests"
)
_ACCOUNTS = Link(_("Tài khoản"), "accounts:list", "key", "accounts.view_user")
_ROLLOUT = Link(_("Triển khai"), "reports:rollout", "goal", _FIGURES)
_FIRST_STEPS = Link(_("Bắt đầu"), "reports:first_steps", "ok", "households.add_declaration")
# The same page of files, of a district or a province.
_FILES_ABOVE = Link(_("Nhập từ Excel"), "imports:upload", "doc", "imports.start_territory")
_REPORTS = Link(_("Báo cáo"), "periodic:periods", "doc", "periodic.view_report")
_PUBLISHED = Link(
    _("Số đã công bố"), "periodic:published", "doc", "periodic.view_report", of_area=True
)
# The first is what "Tra cứu" opens on a phone.
_COMPARED = (
    Link(_("Tra cứu số liệu"), "reports:explore", "search", _FIGURES),
    _ROLLOUT,
    Link(_("So sánh đơn vị"), "reports:below", "compare", _FIGURES, of_area=True),
    Link(_("Vì sao thay đổi"), "reports:why", "info", _FIGURES, of_area=True),
    Link(_("Phiên họp"), "reports:meetings", "meeting", "reports.add_meeting"),
)
_MANAGED = (
    _FIRST_STEPS,
    Link(_("Nhập từ Excel"), "imports:upload", "doc", "imports.add_import"),
    _FILES_ABOVE,
    _AREA,
    _UNITS,
    Link(_("Chờ xử lý"), "offline:pending", "clock", "offline.change_sentoperation"),
    Link(_("Nền tảng số"), "skills:platforms", "device", "skills.view_localplatform", of_area=True),
    _REQUESTS,
    _OVERDUE,
    _ACCOUNTS,
    Link(_("Nhật ký"), "audit:list", "journal", "audit.view_auditentry"),
    Link(_("Ai đã xem tên"), "reading:list", "person", "reading.view_reading"),
    _UNUSUAL,
    Link(_("Sự cố lộ dữ liệu"), "privacy:breaches", "warn", "privacy.add_breach"),
    Link(_("Xóa dữ liệu cá nhân"), "erasure:list", "person", "erasure.add_erasure"),
    Link(_("Máy chủ"), "operations:status", "chart", "operations.view_heartbeat"),
    Link(_("Quản trị"), "admin:index", "gear", ""),
)
# Views of the committee's third and fourth entry.
_OF_TARGETS = frozenset({f"reports:target{end}" for end in ("s", "_set", "_change", "_withdraw")})
_OF_COMPARING = frozenset(
    f"reports:{name}"
    for name in (
        "rollout",
        "rollout_of",
        "explore",
        "below",
        "compare",
        "trend",
        "why",
        "why_cause",
        "tile_map",
        "meetings",
        "meeting",
    )
)
_OF_ACCOUNTS = frozenset(
    f"accounts:{name}"
    for name in (
        *("list", "invite", "change", "stop", "renew", "revoke", "requests", "answer"),
        *("cards", "draw", "not_me", "revoke_sheet", "review", "review_done", "keep", "moved"),
        *("device_let_in", "second_factor_remove"),
    )
)
_OF_CALLS = frozenset({"reports:calls", "reports:call_sheet", "reports:call_add"})

_TEAMS = Section(
    _("Tổ"), "team", (_TEAM_LIST,), frozenset({"teams", "reports:support_book"}), _("Tổ")
)
_MANAGE = Section(
    _("Quản lý"),
    "gear",
    _MANAGED,
    frozenset({"imports", "areas", "audit", "reading", "privacy", "erasure", "admin", "operations"})
    | {"reorganisations", "offline"}
    | {"skills:platforms", "skills:end_platform", "reports:first_steps"}
    | _OF_ACCOUNTS,
)
_OVERVIEW = Section(
    _("Tổng quan"),
    "chart",
    (_DASHBOARD,),
    frozenset({"reports", "households", "offline:take", "skills:method"}),
    _("Tổng quan"),
)
_CALLS = Section(_("Cần gọi"), "phone", (_CALL_LIST,), _OF_CALLS, _("Cần gọi"))
# One page leads to all of them: published figures, schedules and forms stand on it.
_OF_REPORTS = (_("Báo cáo"), "doc", (_REPORTS,), frozenset({"periodic"}))

# Who works with households: the day first.
FIELD = _bar(
    Section(_("Việc hôm nay"), "home", (_TODAY,), frozenset({"reports:today"}), _("Hôm nay")),
    Section(_("Hộ"), "house", (_HOUSEHOLDS,), frozenset({"households", "offline:take"}), _("Hộ")),
    _TEAMS,
    Section(
        _("Số liệu"),
        "chart",
        (_DASHBOARD, _REPORTS, _PUBLISHED, _TARGETS, *_COMPARED),
        frozenset({"reports", "periodic", "skills:method"}),
        _("Số liệu"),
    ),
    _MANAGE,
)
# Who reads, and calls.
COMMITTEE = _bar(
    _OVERVIEW,
    _CALLS,
    Section(
        _("So sánh, tra cứu"),
        "search",
        (*_COMPARED, _TARGETS, _FIRST_STEPS, _AREA, _UNITS, _UNUSUAL, _OVERDUE),
        _OF_COMPARING
        | _OF_TARGETS
        | {"areas", "imports", "reading", "privacy", "reorganisations", "reports:first_steps"}
        | _OF_ACCOUNTS,
        _("Tra cứu"),
    ),
    Section(*_OF_REPORTS),
    _TEAMS,
)
# Who decides on reports: a committee's bar, in which teams make room for what is managed.
REVIEWER = _bar(
    _OVERVIEW,
    _CALLS,
    Section(*_OF_REPORTS, _("Báo cáo")),
    Section(
        _("So sánh, tra cứu"),
        "search",
        (*_COMPARED, _TARGETS, _TEAM_LIST, *_OF_TEAMS),
        _OF_COMPARING | _OF_TARGETS | _TEAMS.views,
        _("Tra cứu"),
    ),
    _MANAGE,
)
# Who sets up: a reviewer's bar, in which reports make room for teams.
ADMINISTRATOR = _bar(
    _OVERVIEW,
    _CALLS,
    Section(
        _("So sánh, tra cứu"),
        "search",
        (*_COMPARED, _REPORTS, _PUBLISHED, _TARGETS),
        _OF_COMPARING | _OF_TARGETS | {"periodic"},
        _("Tra cứu"),
    ),
    _TEAMS,
    _MANAGE,
)
BARS: dict[str, Bar] = {
    Role.OFFICER: FIELD,
    Role.MEMBER: FIELD,
    # Brings a province in: files and accounts stand under "Quản lý", as far as they may.
    Role.REVIEWER: REVIEWER,
    Role.ADMINISTRATOR: ADMINISTRATOR,
}
# Where a page is of some levels only.
LEVELS = {
    # Nobody has a file of the whole country.
    "imports:upload": (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE),
    # A platform is named by a province or a commune.
    "skills:platforms": (Level.PROVINCE, Level.COMMUNE),
    # The commune sees the lines of its people; above it one sees what is out of the common.
    "reading:list": (Level.COMMUNE,),
    # Where names are read.
    "erasure:list": (Level.COMMUNE,),
    "reading:unusual": (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT),
    # The server is one, whoever uses it.
    "operations:status": (Level.COUNTRY,),
    "reports:calls": FROM_COMMUNE_UP,
    "reports:rollout": FROM_COMMUNE_UP,
    "reports:first_steps": FROM_COMMUNE_UP,
    "reports:below": FROM_COMMUNE_UP,
    "reports:meetings": FROM_COMMUNE_UP,
}
