"""Pages of one's own security, and what a colleague may do about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.devices.actions import DEVICE
from accounts.devices.queries import devices_of, lately
from accounts.models import User
from accounts.own_password.views import WRONG, ended_by_guesses
from accounts.people.actions import BeyondOwnPowers
from accounts.second_factor import actions
from accounts.second_factor.forms import CodeForm, PasswordForm
from accounts.second_factor.queries import GIVEN, codes_left, gave_password_lately, typed_key
from accounts.second_factor.rules import CODES, FEW_CODES, in_fours, is_overdue, needs_factor
from web.answers import done, is_sent
from web.qr import qr_of
from web.scope import own, territory, visible_or_404

# In the session: which telephone it sets up.
BEGUN = "second_factor_begun"


@own
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Show the second factor, the password and the devices of the person signed in."""
    user: Any = request.user
    left = codes_left(user) if user.second_factor_at else 0
    context = {
        "devices": devices_of(user, request.session.get(DEVICE)),
        "lately": lately(user),
        "needs": needs_factor(user),
        "codes_left": left,
        "codes": CODES,
        "is_few": left <= FEW_CODES,
    }
    return render(request, "accounts/second_factor/security.html", context)


@own
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set the second factor up: scan or type the key, give one code, print the recovery codes.

    The key is shown to whoever gave the password a moment ago: a session left open makes nobody an owner.
    """
    user: Any = request.user
    if user.second_factor_at:
        return redirect("accounts:security")
    if not gave_password_lately(request):
        return _password_first(request)
    hint = _("6 số ứng dụng đang hiện, đổi mỗi 30 giây")
    form = CodeForm(request.POST or None, label=_("Mã 6 số"), hint=hint)
    begun = request.session.get(BEGUN, 0)
    if is_sent(request, form):
        codes = actions.turn_on(user=user, begun=begun, typed=form.cleaned_data["code"])
        if codes:
            return _show_codes(request, codes)
        form.add_error("code", _("Mã chưa đúng. Chờ mã mới hiện ra; xem giờ của điện thoại."))
    phone = actions.start(user=user, begun=begun)
    request.session[BEGUN] = phone.pk
    return render(request, "accounts/second_factor/set_up.html", _set_up(user, phone, form))


def _set_up(user: User, phone: TOTPDevice, form: CodeForm) -> dict[str, Any]:
    return {
        "form": form,
        "link": phone.config_url,
        "qr": qr_of(phone.config_url),
        "key": in_fours(typed_key(phone)),
        "is_overdue": is_overdue(user, timezone.now()),
    }


def _password_first(request: HttpRequest) -> HttpResponse:
    """Ask for the password, and lead to setting up."""
    user: Any = request.user
    form = PasswordForm(user, request.POST if "password" in request.POST else None)
    if _is_given(request, form):
        return redirect("accounts:second_factor")
    return _ask(
        request,
        form,
        heading=_("Bật lớp bảo vệ thứ hai"),
        words=_("Gõ lại mật khẩu, để không ai khác bật thay trên máy đang mở."),
        button=_("Tiếp tục"),
    )


@own
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_codes(request: HttpRequest) -> HttpResponse:
    """Print new recovery codes; the password is asked again."""
    user: Any = request.user
    if not user.second_factor_at:
        return redirect("accounts:second_factor")
    form = PasswordForm(user, request.POST or None)
    if _is_given(request, form):
        return _show_codes(request, actions.print_codes(user=user))
    return _ask(
        request,
        form,
        heading=_("Lập mã dự phòng mới"),
        words=_("Tám mã mới thay các mã cũ; mã cũ hết tác dụng."),
        button=_("Lập mã mới"),
    )


@own
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """Take one's own second factor away, to set it up on another telephone; the password is asked again."""
    user: Any = request.user
    if not user.second_factor_at:
        return redirect("accounts:second_factor")
    form = PasswordForm(user, request.POST or None)
    if _is_given(request, form):
        actions.turn_off(by=user, user=user)
        return done(request, _("Đã gỡ lớp bảo vệ thứ hai."), "accounts:second_factor")
    words = _(
        "Điện thoại đang dùng và tờ mã dự phòng hết tác dụng. Bật lại ngay trên điện thoại mới."
    )
    button = _("Gỡ, bật trên điện thoại khác")
    return _ask(request, form, heading=_("Đổi điện thoại"), words=words, button=button)


@territory("accounts.change_user")
@require_POST
def second_factor_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second factor of a colleague away who lost telephone and paper."""
    by: Any = request.user
    person = visible_or_404(request, User, pk=pk)
    if person.pk == by.pk:
        return redirect("accounts:second_factor_off")
    try:
        actions.turn_off(by=by, user=person)
        messages.success(
            request,
            _(
                "Đã gỡ lớp bảo vệ thứ hai. Người này bật lại ở lần đăng nhập tới và được báo việc này."
            ),
        )
    except BeyondOwnPowers:
        messages.error(request, _("Không gỡ được của tài khoản này: vượt quyền."))
    return redirect("accounts:change", pk)


def _is_given(request: HttpRequest, form: PasswordForm) -> bool:
    """Say whether the right password was sent; it is not asked for anew in the next minutes."""
    if not is_sent(request, form):
        return False
    request.session[GIVEN] = int(timezone.now().timestamp())
    request.session.pop(WRONG, None)
    return True


def _ask(request: HttpRequest, form: PasswordForm, **words: str) -> HttpResponse:
    """Ask for the password again; of wrong ones as few are let in as anywhere."""
    context = {"form": form, "is_overdue": is_overdue(form.user, timezone.now()), **words}
    return ended_by_guesses(request, form) or render(
        request, "accounts/second_factor/ask.html", context
    )


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {"codes": codes, "on": timezone.localdate()}
    return render(request, "accounts/second_factor/codes.html", context)
