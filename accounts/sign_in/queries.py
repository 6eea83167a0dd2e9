"""How many wrong passwords there were, and who is spared; who has given their password and not yet their code."""

from typing import Any

from axes.models import AccessFailureLog, AccessLog
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import User
from accounts.names import sign_in_name
from accounts.sessions import RoleBackend
from accounts.sign_in.rules import ACCOUNT, ADDRESS, OWN_ADDRESS, Limit

# In the session: who has given their password; for how long that is remembered.
HALFWAY, CODE_SECONDS = "halfway", 10 * 60


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the name that wrong tries are counted of: one, however it was written."""
    return sign_in_name(str((credentials or request.POST).get("username") or ""))


def is_slowed(name: str, address: str | None) -> bool:
    """Say whether too many wrong passwords came for this account, or from this address; its owner is spared."""
    from_there = bool(address) and _over(ADDRESS, ip_address=address)
    return (from_there or _over(ACCOUNT, username=name)) and not _is_own(name, address)


def put_off(request: HttpRequest, user: User, to: str) -> None:
    """Note that the password was right, and where to lead after the code."""
    now = int(timezone.now().timestamp())
    request.session.cycle_key()
    request.session[HALFWAY] = [user.pk, user.get_session_auth_hash(), now, to]


def halfway(request: HttpRequest) -> tuple[User, str] | None:
    """Return who gave their password here a moment ago, and where they go; None when that is over."""
    pk, stamp, since, to = request.session.get(HALFWAY, [0, "", 0, ""])
    user = RoleBackend().get_user(pk)
    if not user or timezone.now().timestamp() - since > CODE_SECONDS:
        return None
    if not constant_time_compare(stamp, user.get_session_auth_hash()):
        return None
    return as_signed_in(user), to


def as_signed_in(user: User) -> User:
    """Say of a person which of our backends found them: Django asks at sign-in."""
    user.backend = f"{RoleBackend.__module__}.{RoleBackend.__qualname__}"
    return user


def _over(limit: Limit, **which: str | None) -> bool:
    wrong = AccessFailureLog.objects.filter(
        attempt_time__gt=timezone.now() - limit.within, **which
    ).order_by()
    return bool(wrong[: limit.wrong].count() >= limit.wrong)


def _is_own(name: str, address: str | None) -> bool:
    since = timezone.now() - OWN_ADDRESS
    known = AccessLog.objects.filter(ip_address=address, attempt_time__gt=since)
    return bool(address and name.isascii() and known.filter(username__iexact=name).exists())
