"""What waits for a second person."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import ngettext

from accounts.models import AccountRequest, User
from areas.kinds import Level


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
