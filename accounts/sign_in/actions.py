"""Letting people in; and what becomes of wrong passwords: axes counts and locks, these limits stand beside it."""

from datetime import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.actions import note_first_sign_in
from accounts.addresses import client_ip
from accounts.devices.actions import count_wrong, remember
from accounts.devices.queries import known_device, wrong_lately
from accounts.devices.rules import set_cookie
from accounts.models import CodeTry, Device, User
from accounts.second_factor.actions import grant_grace
from accounts.second_factor.rules import words_after_sign_in
from accounts.sessions import begin
from accounts.sign_in.queries import HALFWAY, is_slowed, name_tried
from accounts.sign_in.rules import ACCOUNT, ADDRESS, OWN_ADDRESS, WRONG_KEPT


def admit(
    request: HttpRequest, user: User, to: str, *, waiting: Device | None = None
) -> HttpResponse:
    """Open a session on this device, which is remembered, and lead on.

    The first time is written down after Django has noted the sign-in itself: so what is read by then, and
    kept, is at most newer than the journal says.
    """
    is_first = user.last_login is None
    request.session.pop(HALFWAY, None)
    login(request, user)
    begin(request)
    token = remember(request=request, user=user, address=client_ip(request), waiting=waiting)
    grant_grace(user=user)
    if is_first:
        note_first_sign_in(user=user)
    if words := words_after_sign_in(user, timezone.now()):
        messages.warning(request, words)
    answer = redirect(to)
    set_cookie(answer, token)
    return answer


def forget_old(*, now: datetime) -> int:
    """Forget sign-ins and wrong tries that nothing looks at any more; return how many."""
    wrong = now - WRONG_KEPT
    old = (
        AccessFailureLog.objects.filter(attempt_time__lt=wrong),
        AccessAttempt.objects.filter(attempt_time__lt=wrong),
        CodeTry.unscoped.filter(since__lt=wrong),
        AccessLog.objects.filter(attempt_time__lt=now - OWN_ADDRESS),
    )
    return sum(rows.delete()[0] for rows in old)


# axes ships no types.
class Limits(AxesDatabaseHandler):  # type: ignore[misc]  # axes ships no types
    """Lock a person at an address, slow strangers down, and spare a person's own device.

    Asked before a password is hashed. A known device counts its own wrong passwords, so that nobody
    elsewhere can lock it.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Count on the known device, else of this name at this address."""
        device = known_device(request, name_tried(request, credentials))
        if device:
            return wrong_lately(device)
        return int(super().get_failures(request, credentials))

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Say whether this try is refused before it is looked at."""
        if super().is_locked(request, credentials):
            return True
        name = name_tried(request, credentials)
        slowed = is_slowed(name, request.axes_ip_address)  # type: ignore[attr-defined]  # set by axes, or here
        request.is_slowed = slowed and not known_device(request, name)  # type: ignore[attr-defined]  # set by axes, or here
        return bool(request.is_slowed)  # type: ignore[attr-defined]  # set by axes, or here

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        """Count a wrong password; one that was refused before is not counted again."""
        looked_at = request is not None and not request.axes_locked_out  # type: ignore[attr-defined]  # set by axes, or here
        if request is not None and looked_at:
            device = known_device(request, name_tried(request, credentials))
            if device:
                count_wrong(device=device)
        super().user_login_failed(sender, credentials, request, **kwargs)

    def remove_out_of_limit_failure_logs(self, *, username: str, limit: int | None = None) -> int:
        """Forget what no limit counts any more (axes would drop the newest)."""
        oldest = timezone.now() - max(ACCOUNT.within, ADDRESS.within)
        old = AccessFailureLog.objects.filter(username=username, attempt_time__lt=oldest)
        return int(old.delete()[0])
