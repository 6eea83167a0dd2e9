"""What the first page of a commune, and of a person, says of accounts."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from accounts.models import AccountRequest, Notice, User
from accounts.roles import Role
from areas.kinds import Level

# Days in which what was done to accounts stands on the first page; and the most lines there.
NEWS, NEWS_LINES = timedelta(days=30), 10


def news_of(user: Any) -> list[str]:
    """Say what was done lately to accounts that this person is told of, the newest first.

    To whose password was renewed, that it was; to whoever gave out a card, that it came to a stranger; to
    the officers of a commune also every renewal there, and what somebody from above did to accounts of
    theirs. One query.
    """
    about = Q(person=user.pk, kind=Notice.Kind.RENEWED)
    if hears_of_commune(user):
        # One of them is the reader.
        about = Q(person__area__path__within=user.area.path)
    rows = Notice.unscoped.filter(about | Q(to=user.pk), at__gte=timezone.now() - NEWS)
    rows = rows.select_related("person", "by").order_by("-at", "-pk")
    return [words_of(row) for row in rows[:NEWS_LINES]]


def hears_of_commune(user: Any) -> bool:
    """Say whether a person is told what is done to accounts of their commune."""
    works = user.role in {Role.OFFICER, Role.ADMINISTRATOR}
    return bool(works and user.area and user.area.level == Level.COMMUNE)


def words_of(notice: Notice) -> str:
    """Say what was done, to whom, by whom and when."""
    facts = {
        "person": notice.person,
        "by": _by_words(notice),
        "at": date_format(timezone.localtime(notice.at), "H:i d/m/Y"),
    }
    if notice.kind == Notice.Kind.RENEWED:
        return _("Mật khẩu của %(person)s được cấp lại bởi %(by)s lúc %(at)s.") % facts
    if notice.kind == Notice.Kind.MADE:
        return _("Tài khoản của %(person)s được lập bởi %(by)s lúc %(at)s.") % facts
    if notice.kind == Notice.Kind.STRANGER:
        return (
            _(
                "Giấy mời của %(person)s đến tay người khác, họ báo lúc %(at)s. Giấy đã hết tác dụng: "
                "xem lại tên rồi in giấy mới."
            )
            % facts
        )
    return _("Tài khoản của %(person)s được sửa bởi %(by)s lúc %(at)s.") % facts


def _by_words(notice: Notice) -> str:
    if notice.by is None:
        return _("người vận hành máy chủ")
    if notice.from_above:
        return _("%(name)s (cấp trên)") % {"name": notice.by}
    return str(notice.by)


def waiting_for(user: Any) -> int:
    """Count the requests that this person may answer: of others, and not about themself."""
    rows = AccountRequest.objects.visible_to(user).waiting()
    return rows.exclude(asked_by=user.pk).exclude(person=user.pk).count()


def waiting_words(n: int) -> str:
    """Say how many requests wait for a second person."""
    words = ngettext(
        "%(n)s đề nghị về tài khoản chờ người thứ hai duyệt.",
        "%(n)s đề nghị về tài khoản chờ người thứ hai duyệt.",
        n,
    )
    return words % {"n": n} if n else ""


def request_lines(requests: Iterable[AccountRequest], by: User) -> list[dict[str, Any]]:
    """Return each request with what this person may do about it."""
    return [
        {"asked": one, "own": one.asked_by_id == by.pk, "about_me": one.person_id == by.pk}
        for one in requests
    ]
