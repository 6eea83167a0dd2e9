"""The page of one's own password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.devices.actions import follow_session
from accounts.own_password.forms import OwnPasswordForm
from web.answers import done, is_sent
from web.scope import own

# So often one's own password may be wrong, on all forms of a session together: whoever found an open session has no more guesses.
TRIES, WRONG = 5, "wrong_old_passwords"


@own
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Choose one's own password, by the old one; forced at the first use of a temporary one."""
    user: Any = request.user
    form = OwnPasswordForm(user, request.POST or None)
    if is_sent(request, form):
        user = actions.change_own_password(user=user, password=form.cleaned_data["new_password1"])
        request.session.pop(WRONG, None)
        update_session_auth_hash(request, user)
        follow_session(request=request)
        return done(request, _("Đã đổi mật khẩu. Máy khác đang mở tài khoản này đã thoát."), "home")
    return ended_by_guesses(request, form) or render(
        request, "accounts/own_password/change.html", {"form": form}
    )


def ended_by_guesses(request: HttpRequest, form: BaseForm) -> HttpResponse | None:
    """Count a wrong password on a form that asks for one's own, whichever it is; the fifth ends the session."""
    if not any(form.has_error(name, "password_incorrect") for name in form.fields):
        return None
    request.session[WRONG] = request.session.get(WRONG, 0) + 1
    if request.session[WRONG] < TRIES:
        return None
    logout(request)
    messages.error(request, _("Gõ sai mật khẩu đang dùng năm lần. Đăng nhập lại."))
    return redirect("accounts:sign_in")
