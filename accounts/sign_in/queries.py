"""How many wrong passwords there were, and who is spared."""

from typing import Any

from axes.models import AccessFailureLog, AccessLog
from django.http import HttpRequest
from django.utils import timezone

from accounts.names import sign_in_name
from accounts.sign_in.rules import ACCOUNT, ADDRESS, OWN_ADDRESS, Limit


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the name that wrong tries are counted of: one, however it was written."""
    return sign_in_name(str((credentials or request.POST).get("username") or ""))


def is_slowed(name: str, address: str | None) -> bool:
    """Say whether too many wrong passwords came for this account, or from this address; its owner is spared."""
    return (_over(ACCOUNT, username=name) or _over(ADDRESS, ip_address=address)) and not (
        _is_own(name, address)
    )


def _over(limit: Limit, **which: str | None) -> bool:
    wrong = AccessFailureLog.objects.filter(
        attempt_time__gt=timezone.now() - limit.within, **which
    ).order_by()
    return bool(wrong[: limit.wrong].count() >= limit.wrong)


def _is_own(name: str, address: str | None) -> bool:
    since = timezone.now() - OWN_ADDRESS
    known = AccessLog.objects.filter(ip_address=address, attempt_time__gt=since)
    return bool(address and name.isascii() and known.filter(username__iexact=name).exists())
