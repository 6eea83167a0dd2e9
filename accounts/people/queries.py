"""What waits for a second person, and who waits to be told where they work now."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import ngettext

from accounts.models import AccountRequest, User
from accounts.models.user import UserQuerySet
from accounts.roles import seen_of
from areas.kinds import Level
from areas.models import Area
from areas.models.lineage import units_gone_into


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
    of_country = bool(by.area and by.area.level == Level.COUNTRY)
    return [
        {
            "asked": one,
            "own": one.asked_by_id == by.pk,
            "about_me": one.person_id == by.pk,
            # The first administrator is alone: the server is their second person.
            "by_server": one.asked_by_id == by.pk and of_country,
        }
        for one in requests
    ]


def of_ended_units(by: User) -> UserQuerySet:
    """Return the people in use whose unit has ended, of the territory or of what went on into it."""
    path = by.area.path if by.area and by.area.is_open else None
    if not path:
        return User.unscoped.none()
    # The units first: there are few of them, and accounts of the whole country.
    ended = Area.unscoped.filter(closed_on__isnull=False).order_by()
    came = ended.filter(pk__in=units_gone_into(path)).values("pk")
    units = ended.inside(path).values("pk").union(came)
    roles = list(seen_of(by.role, by.area))
    rows = User.unscoped.filter(is_active=True, area__in=units, role__in=roles).exclude(pk=by.pk)
    return rows.select_related("area").by_place()


def moved_words(by: Any) -> str:
    """Say how many people of ended units wait for this person; "" for none. Nothing is asked for who invites nobody."""
    if not by.has_perm("accounts.add_user"):
        return ""
    n = of_ended_units(by).order_by().count()
    words = ngettext(
        "%(n)s người của đơn vị đã kết thúc chờ xác nhận nơi làm việc mới.",
        "%(n)s người của đơn vị đã kết thúc chờ xác nhận nơi làm việc mới.",
        n,
    )
    return words % {"n": n} if n else ""
