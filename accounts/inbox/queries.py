"""What somebody is told, in words: made when it is shown, in the language of the reader."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy, ngettext, ngettext_lazy

from accounts.inbox.rules import OF_ACCOUNTS
from accounts.models import Notice, User
from accounts.models.notice import NoticeQuerySet
from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from web.scope import keys_along

# Days in which what was done to accounts stands on the first page until it is read; and the most lines there.
NEWS, NEWS_LINES = timedelta(days=30), 10
_WAITING = Notice.unscoped.filter(to=OuterRef("pk"), read_at=None).order_by().values("to")
# How much somebody has not read, as a column of the query that finds whoever is signed in: no page asks more.
UNREAD = Coalesce(Subquery(_WAITING.annotate(n=Count("pk")).values("n")), 0)

Kind = Notice.Kind
_SAID = {
    Kind.MADE: gettext_lazy("Tài khoản của %(person)s được lập bởi %(by)s lúc %(at)s."),
    Kind.CHANGED: gettext_lazy("Tài khoản của %(person)s được sửa bởi %(by)s lúc %(at)s."),
    Kind.RENEWED: gettext_lazy("Mật khẩu của %(person)s được cấp lại bởi %(by)s lúc %(at)s."),
    Kind.FOLLOWED: gettext_lazy(
        "Đơn vị cũ đã kết thúc: tài khoản của %(person)s nay làm việc ở đơn vị mới, %(by)s xác nhận lúc %(at)s."
    ),
    Kind.STRANGER: gettext_lazy(
        "Giấy mời của %(person)s đến tay người khác, họ báo lúc %(at)s. Giấy đã hết tác dụng: "
        "xem lại tên rồi in giấy mới."
    ),
    Kind.APPROVED: gettext_lazy("Đề nghị về tài khoản được duyệt bởi %(by)s lúc %(at)s."),
    Kind.REFUSED: gettext_lazy("Đề nghị về tài khoản không được duyệt, %(by)s trả lời lúc %(at)s."),
    Kind.ANSWERED: gettext_lazy("Đề nghị đã gửi được trả lời bởi %(by)s lúc %(at)s."),
    Kind.FILE_DONE: gettext_lazy("Tệp gửi để nhập đã vào sổ xong lúc %(at)s."),
    Kind.FILE_ENDED: gettext_lazy("Tệp gửi để nhập dừng giữa chừng lúc %(at)s, xem phần còn lại."),
    Kind.FILE_UNREAD: gettext_lazy("Tệp gửi để nhập không đọc được, báo lúc %(at)s."),
    Kind.FILE_ASKS: gettext_lazy("Tệp gửi để nhập đã đọc xong lúc %(at)s, chờ xem và trả lời."),
    Kind.REPORT_BACK: gettext_lazy("Báo cáo đã gửi bị trả lại bởi %(by)s lúc %(at)s."),
    Kind.REPORT_OK: gettext_lazy("Báo cáo đã gửi được duyệt bởi %(by)s lúc %(at)s."),
    Kind.REPORT_SAID: gettext_lazy("%(by)s ghi ý kiến ở báo cáo đã gửi lúc %(at)s."),
    Kind.REPORT_NEW: gettext_lazy(
        "Một nơi gửi bản thay thế lúc %(at)s, sau khi cấp mình đã gửi báo cáo tổng hợp."
    ),
    Kind.REPORT_ASKED: gettext_lazy("%(by)s gửi một yêu cầu báo cáo đột xuất lúc %(at)s."),
    Kind.REPORT_OFF: gettext_lazy(
        "%(by)s thu hồi một yêu cầu đột xuất lúc %(at)s. Không phải trả lời yêu cầu ấy nữa."
    ),
    Kind.LATER_ASKED: gettext_lazy("%(by)s xin lùi hạn một yêu cầu đột xuất lúc %(at)s."),
    Kind.LATER_SAID: gettext_lazy("%(by)s trả lời về việc xin lùi hạn lúc %(at)s."),
    Kind.UNITS_ASKED: gettext_lazy("%(by)s trình một quyết định sắp xếp đơn vị lúc %(at)s."),
    Kind.UNITS_BACK: gettext_lazy(
        "Quyết định sắp xếp đơn vị đã trình bị trả lại bởi %(by)s lúc %(at)s."
    ),
    Kind.UNITS_OK: gettext_lazy("Quyết định sắp xếp đơn vị được duyệt bởi %(by)s lúc %(at)s."),
    Kind.UNITS_DONE: gettext_lazy("Quyết định sắp xếp đơn vị đã thực hiện xong lúc %(at)s."),
    Kind.UNITS_OFF: gettext_lazy(
        "Quyết định sắp xếp đơn vị bị rút hoặc hoàn tác bởi %(by)s lúc %(at)s."
    ),
    Kind.UNITS_STAND: gettext_lazy("Quyết định sắp xếp đơn vị không hoàn tác được lúc %(at)s."),
    Kind.HOME_COMES: gettext_lazy("Xã khác đề nghị chuyển một hộ về đây lúc %(at)s."),
    Kind.HOME_SAID: gettext_lazy("Đề nghị chuyển một hộ sang xã khác có trả lời lúc %(at)s."),
}
# Of a number of things, which is said again when it grows.
_NUMBERS = {
    Kind.ABSENT: ngettext_lazy(
        "%(n)s người được mời chưa đến nhận tài khoản mà giấy mời đã hết hạn (tính lúc %(at)s).",
        "%(n)s người được mời chưa đến nhận tài khoản mà giấy mời đã hết hạn (tính lúc %(at)s).",
        "n",
    ),
    Kind.NEED_LATE: ngettext_lazy(
        "%(n)s đề nghị của các xã chưa ai trả lời, đã quá hạn (tính lúc %(at)s).",
        "%(n)s đề nghị của các xã chưa ai trả lời, đã quá hạn (tính lúc %(at)s).",
        "n",
    ),
    Kind.DATA_LATE: ngettext_lazy(
        "%(n)s yêu cầu của người dân về dữ liệu cá nhân đã quá hạn trả lời (tính lúc %(at)s).",
        "%(n)s yêu cầu của người dân về dữ liệu cá nhân đã quá hạn trả lời (tính lúc %(at)s).",
        "n",
    ),
    Kind.SENT_WAITS: ngettext_lazy(
        "%(n)s mục nhập khi không có mạng chờ xã quyết định (tính lúc %(at)s).",
        "%(n)s mục nhập khi không có mạng chờ xã quyết định (tính lúc %(at)s).",
        "n",
    ),
}
# What a letter says of them, which goes through the servers of others: how many, and nobody's name.
_COUNTED = {
    Kind.MADE: gettext_lazy("tài khoản được lập"),
    Kind.CHANGED: gettext_lazy("tài khoản được sửa"),
    Kind.RENEWED: gettext_lazy("mật khẩu được cấp lại"),
    Kind.FOLLOWED: gettext_lazy("tài khoản chuyển theo đơn vị"),
    Kind.STRANGER: gettext_lazy("giấy mời đến tay người khác"),
    Kind.APPROVED: gettext_lazy("đề nghị về tài khoản được duyệt"),
    Kind.REFUSED: gettext_lazy("đề nghị về tài khoản không được duyệt"),
    Kind.ABSENT: gettext_lazy("tin về người chưa đến nhận tài khoản"),
    Kind.ANSWERED: gettext_lazy("đề nghị được trả lời"),
    Kind.NEED_LATE: gettext_lazy("tin về đề nghị quá hạn trả lời"),
    Kind.DATA_LATE: gettext_lazy("tin về yêu cầu dữ liệu cá nhân quá hạn"),
    Kind.FILE_DONE: gettext_lazy("tệp đã vào sổ xong"),
    Kind.FILE_ENDED: gettext_lazy("tệp dừng giữa chừng"),
    Kind.FILE_UNREAD: gettext_lazy("tệp không đọc được"),
    Kind.FILE_ASKS: gettext_lazy("tệp chờ xem và trả lời"),
    Kind.REPORT_BACK: gettext_lazy("báo cáo bị trả lại"),
    Kind.REPORT_OK: gettext_lazy("báo cáo được duyệt"),
    Kind.REPORT_SAID: gettext_lazy("ý kiến ở báo cáo"),
    Kind.REPORT_NEW: gettext_lazy("báo cáo được thay bản khác"),
    Kind.REPORT_ASKED: gettext_lazy("yêu cầu báo cáo đột xuất"),
    Kind.REPORT_OFF: gettext_lazy("yêu cầu đột xuất bị thu hồi"),
    Kind.LATER_ASKED: gettext_lazy("lời xin lùi hạn báo cáo"),
    Kind.LATER_SAID: gettext_lazy("trả lời xin lùi hạn"),
    Kind.UNITS_ASKED: gettext_lazy("quyết định sắp xếp đơn vị chờ duyệt"),
    Kind.UNITS_BACK: gettext_lazy("quyết định sắp xếp đơn vị bị trả lại"),
    Kind.UNITS_OK: gettext_lazy("quyết định sắp xếp đơn vị được duyệt"),
    Kind.UNITS_DONE: gettext_lazy("quyết định sắp xếp đơn vị đã thực hiện"),
    Kind.UNITS_OFF: gettext_lazy("quyết định sắp xếp đơn vị bị rút hoặc hoàn tác"),
    Kind.UNITS_STAND: gettext_lazy("quyết định sắp xếp đơn vị không hoàn tác được"),
    Kind.HOME_COMES: gettext_lazy("hộ được đề nghị chuyển đến"),
    Kind.HOME_SAID: gettext_lazy("trả lời về hộ chuyển sang xã khác"),
    Kind.SENT_WAITS: gettext_lazy("tin về mục nhập khi không có mạng chờ quyết định"),
}
# By kind where it leads, what the link says, and what one must be allowed to open it.
_ACCOUNTS, _FILES = "accounts.view_user", "imports.view_import"
_PEOPLE = ("accounts:list", gettext_lazy("Xem tài khoản"), _ACCOUNTS)
_FILE = ("imports:detail", gettext_lazy("Xem tệp"), _FILES)
_REPORT = ("periodic:of_report", gettext_lazy("Mở báo cáo"), "periodic.view_report")
_HOME = ("households:transfer", gettext_lazy("Xem đề nghị"), "households.add_transfer")
_UNITS = (
    "reorganisations:detail",
    gettext_lazy("Mở quyết định"),
    "reorganisations.view_reorganisation",
)
_LEADS = {
    Kind.STRANGER: ("accounts:cards", gettext_lazy("Xem giấy mời"), _ACCOUNTS),
    Kind.ABSENT: ("accounts:cards", gettext_lazy("Xem ai chưa đến"), _ACCOUNTS),
    Kind.ANSWERED: ("teams:need", gettext_lazy("Xem trả lời"), "teams.view_team"),
    Kind.NEED_LATE: ("teams:needs", gettext_lazy("Xem đề nghị"), "teams.view_team"),
    Kind.DATA_LATE: (
        "privacy:requests",
        gettext_lazy("Xem yêu cầu"),
        "privacy.view_subjectrequest",
    ),
    **dict.fromkeys((Kind.FILE_DONE, Kind.FILE_ENDED, Kind.FILE_UNREAD, Kind.FILE_ASKS), _FILE),
    **dict.fromkeys(
        (Kind.REPORT_ASKED, Kind.REPORT_OFF, Kind.LATER_SAID),
        ("periodic:periods", gettext_lazy("Xem báo cáo"), "periodic.view_report"),
    ),
    **dict.fromkeys((Kind.UNITS_ASKED, Kind.UNITS_BACK, Kind.UNITS_OK), _UNITS),
    **dict.fromkeys((Kind.UNITS_DONE, Kind.UNITS_OFF, Kind.UNITS_STAND), _UNITS),
    **dict.fromkeys((Kind.HOME_COMES, Kind.HOME_SAID), _HOME),
    Kind.SENT_WAITS: (
        "offline:pending",
        gettext_lazy("Xem mục chờ"),
        "offline.change_sentoperation",
    ),
    Kind.LATER_ASKED: (
        "periodic:answer_later",
        gettext_lazy("Trả lời"),
        "periodic.change_schedule",
    ),
    **dict.fromkeys((Kind.REPORT_BACK, Kind.REPORT_OK, Kind.REPORT_SAID, Kind.REPORT_NEW), _REPORT),
}
# Of these `ref` is the key of the very thing.
_OF_ONE = frozenset(
    {
        "households:transfer",
        "imports:detail",
        "periodic:answer_later",
        "periodic:of_report",
        "teams:need",
        "reorganisations:detail",
    }
)


@dataclass(frozen=True)
class Line:
    """A notice as its reader sees it; no address where they may not open what it is about."""

    notice: Notice
    words: str
    url: str
    lead: str


def caretakers_of(areas: Iterable[Area | None]) -> dict[int, list[int]]:
    """Return by area who looks after the accounts of its commune. One query."""
    along = {one.pk: set(keys_along(one.path)) for one in areas if one}
    keys = set[int]().union(*along.values())
    roles = (Role.OFFICER, Role.ADMINISTRATOR)
    people = User.unscoped.filter(role__in=roles, area__level=Level.COMMUNE, is_active=True)
    found = list(people.filter(area__in=keys).order_by("pk").values_list("pk", "area_id"))
    return {
        area: [person for person, commune in found if commune in steps]
        for area, steps in along.items()
    }


def counted_for(places: Iterable[str], perm: str, levels: Collection[Level]) -> dict[int, int]:
    """Return, by person at these levels who may do something, how many of these places are in their area. One query."""
    counts = Counter(key for path in places for key in keys_along(path))
    people = User.unscoped.filter(area__in=counts, area__level__in=levels, is_active=True)
    found = people.select_related("area")
    return {one.pk: counts[one.area_id or 0] for one in found if one.has_perm(perm)}


def told(user: Any) -> NoticeQuerySet:
    """Return what this person is told, the newest first: nobody is shown what another is told."""
    return Notice.unscoped.of(user)


def lines_of(notices: Iterable[Notice], user: Any) -> list[Line]:
    """Return notices as their reader sees them."""
    return [Line(one, words_of(one), *lead_of(one, user)) for one in notices]


def news_of(user: Any) -> list[str]:
    """Say what was done lately to accounts and this person has not read yet, the newest first. One query.

    Files stand on the first page by themselves.
    """
    rows = Notice.unscoped.of(user).unread().filter(kind__in=OF_ACCOUNTS)
    rows = rows.filter(at__gte=timezone.now() - NEWS).select_related("person", "by")
    return [words_of(row) for row in rows[:NEWS_LINES]]


def words_of(notice: Notice) -> str:
    """Say what happened, to whom, by whom and when."""
    at = date_format(timezone.localtime(notice.at), "H:i d/m/Y")
    if notice.kind in _NUMBERS:
        words = _NUMBERS[Kind(notice.kind)]
        return str(words % {"n": notice.number or 0, "at": at})
    return str(_SAID[Kind(notice.kind)]) % {
        "person": notice.person,
        "by": _by_words(notice),
        "at": at,
    }


def _by_words(notice: Notice) -> str:
    if notice.by is None:
        return _("người vận hành máy chủ")
    if notice.from_above:
        return _("%(name)s (cấp trên)") % {"name": notice.by}
    return str(notice.by)


def summary_of(user: Any, stop: str = "") -> tuple[str, str] | None:
    """Return subject and text of a letter on all that somebody has not read; None where that is nothing. One query.

    `stop` is the address by which they want no more of them.
    """
    rows = Notice.unscoped.of(user).unread().order_by().values_list("kind")
    counts = dict(rows.annotate(n=Count("pk")))
    if not counts:
        return None
    n = sum(counts.values())
    said = {"n": n, "at": date_format(timezone.localtime(), "H:i d/m/Y")}
    kinds = [kind for kind in Kind if kind in counts]
    where = f"{settings.SITE_URL}{reverse('accounts:inbox')}" if settings.SITE_URL else ""
    lines = [
        _("Xin chào,"),
        "",
        _("Mục Tin báo của Tổ số có %(n)s tin chưa đọc, tính đến %(at)s:") % said,
        *(f"- {counts[kind]} {_COUNTED[kind]}" for kind in kinds),
        "",
        _("Xem tại %(where)s") % {"where": where} if where else _("Mở Tổ số, mục Tin báo để xem."),
        _("Thư không ghi tên ai. Không muốn nhận nữa: mở %(stop)s") % {"stop": stop}
        if stop
        else _("Thư không ghi tên ai. Không muốn nhận nữa: mở Tin báo, bấm Thư mỗi ngày."),
    ]
    subject = ngettext("Tổ số: %(n)s tin chưa đọc", "Tổ số: %(n)s tin chưa đọc", n) % said
    return subject, "\n".join(lines) + "\n"


def lead_of(notice: Notice, user: Any) -> tuple[str, str]:
    """Return the address of what a notice is about, and what the link says; nothing where it is closed to them."""
    if notice.kind == Kind.RENEWED and notice.person_id == user.pk:
        return reverse("accounts:security"), _("Xem bảo mật, thiết bị")
    route, words, needs = _LEADS.get(Kind(notice.kind), _PEOPLE)
    if not user.has_perm(needs):
        return "", ""
    return reverse(route, args=[notice.ref] if route in _OF_ONE else []), str(words)
