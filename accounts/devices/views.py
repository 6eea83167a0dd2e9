"""Signing out elsewhere, and letting somebody in on a new device."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.devices import actions
from accounts.devices.queries import known_of
from accounts.devices.rules import CODE_HOURS
from accounts.models import User
from accounts.people.actions import BeyondOwnPowers
from web.answers import done
from web.scope import own, territory, visible_or_404


@own
@require_POST
def device_forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out on one of one's own devices, and know it no more."""
    device = get_object_or_404(known_of(request.user), pk=pk)
    actions.forget(by=_me(request), device=device)
    if device.pk == request.session.get(actions.DEVICE):
        logout(request)
        return redirect("accounts:sign_in")
    return done(request, _("Đã đăng xuất thiết bị đó."), "accounts:security")


@own
@require_POST
def devices_forget(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too; of the devices only this one stays known."""
    actions.forget_all(by=_me(request), but=request.session.get(actions.DEVICE))
    logout(request)
    messages.success(
        request, _("Đã đăng xuất mọi nơi. Đăng nhập lại, rồi đổi mật khẩu nếu nghi bị lộ.")
    )
    return redirect("accounts:sign_in")


@territory("accounts.change_user")
@require_POST
def device_let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a member of a team a code for a new device, shown once."""
    person = visible_or_404(request, User, pk=pk)
    try:
        code = actions.let_in(by=_me(request), user=person)
    except BeyondOwnPowers:
        messages.error(request, _("Không cấp được mã cho tài khoản này: vượt quyền."))
        return redirect("accounts:list")
    context = {"person": person, "code": code, "hours": CODE_HOURS}
    return render(request, "accounts/devices/let_in.html", context)


def _me(request: HttpRequest) -> Any:
    return request.user
