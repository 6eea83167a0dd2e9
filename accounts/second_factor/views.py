"""Pages of one's own security, and what a colleague may do about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.devices.actions import DEVICE
from accounts.devices.queries import devices_of, lately
from accounts.models import User
from accounts.people.actions import BeyondOwnPowers
from accounts.second_factor import actions
from accounts.second_factor.forms import CodeForm, PasswordForm
from accounts.second_factor.queries import codes_left, typed_key
from accounts.second_factor.rules import CODES, FEW_CODES, in_fours, is_overdue, needs_factor
from web.answers import done, is_sent
from web.qr import qr_of
from web.scope import own, territory, visible_or_404


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
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set the second factor up: scan or type the key, give one code, print the recovery codes."""
    user: Any = request.user
    if user.second_factor_at:
        return redirect("accounts:security")
    hint = _("6 số ứng dụng đang hiện, đổi mỗi 30 giây")
    form = CodeForm(request.POST or None, label=_("Mã 6 số"), hint=hint)
    if is_sent(request, form):
        codes = actions.turn_on(user=user, typed=form.cleaned_data["code"])
        if codes:
            return _show_codes(request, codes)
        form.add_error("code", _("Mã chưa đúng. Chờ mã mới hiện ra; xem giờ của điện thoại."))
    phone = actions.start(user=user)
    context = {
        "form": form,
        "link": phone.config_url,
        "qr": qr_of(phone.config_url),
        "key": in_fours(typed_key(phone)),
        "is_overdue": is_overdue(user, timezone.now()),
    }
    return render(request, "accounts/second_factor/set_up.html", context)


@own
@require_http_methods(["GET", "POST"])
def second_factor_codes(request: HttpRequest) -> HttpResponse:
    """Print new recovery codes; the password is asked again."""
    user: Any = request.user
    if not user.second_factor_at:
        return redirect("accounts:second_factor")
    form = PasswordForm(user, request.POST or None)
    if is_sent(request, form):
        return _show_codes(request, actions.print_codes(user=user))
    context = {
        "form": form,
        "heading": _("Lập mã dự phòng mới"),
        "words": _("Tám mã mới thay các mã cũ; mã cũ hết tác dụng."),
        "button": _("Lập mã mới"),
    }
    return render(request, "accounts/second_factor/ask.html", context)


@own
@require_http_methods(["GET", "POST"])
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """Take one's own second factor away, to set it up on another telephone; the password is asked again."""
    user: Any = request.user
    if not user.second_factor_at:
        return redirect("accounts:second_factor")
    form = PasswordForm(user, request.POST or None)
    if is_sent(request, form):
        actions.turn_off(by=user, user=user)
        return done(request, _("Đã gỡ lớp bảo vệ thứ hai."), "accounts:second_factor")
    words = _(
        "Điện thoại đang dùng và tờ mã dự phòng hết tác dụng. Bật lại ngay trên điện thoại mới."
    )
    context = {
        "form": form,
        "heading": _("Đổi điện thoại"),
        "words": words,
        "button": _("Gỡ, bật trên điện thoại khác"),
    }
    return render(request, "accounts/second_factor/ask.html", context)


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


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {"codes": codes, "on": timezone.localdate()}
    return render(request, "accounts/second_factor/codes.html", context)
