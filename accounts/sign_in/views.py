"""Sign in and out: name and password, and where it is asked a code of the telephone, of paper or of the commune."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.devices.actions import spend_code
from accounts.devices.queries import must_be_let_in
from accounts.devices.rules import CODE_HOURS
from accounts.models import User
from accounts.second_factor.actions import Verdict, verify
from accounts.second_factor.forms import CodeForm
from accounts.sign_in.actions import admit
from accounts.sign_in.forms import SignInForm
from accounts.sign_in.queries import halfway, put_off
from web.answers import is_sent
from web.scope import own, public


class SignIn(LoginView):
    """Name and password."""

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in, or ask for a code first."""
        user: Any = form.get_user()
        if user.second_factor_at or must_be_let_in(self.request, user):
            put_off(self.request, user, self.get_success_url())
            return redirect("accounts:sign_in_code")
        return admit(self.request, user, self.get_success_url())


sign_in = public(
    SignIn.as_view(
        template_name="accounts/sign_in/sign_in.html",
        authentication_form=SignInForm,
        redirect_authenticated_user=True,
    )
)
sign_out = own(LogoutView.as_view())


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code, after the password: of the telephone or of paper, or of the commune for a new device."""
    found = halfway(request)
    if not found:
        return redirect("accounts:sign_in")
    user, to = found
    form = CodeForm(request.POST or None, **_words(user))
    if is_sent(request, form):
        answer = _judged(request, user, to, form)
        if answer:
            return answer
    context = {"form": form, "by_phone": bool(user.second_factor_at), "hours": CODE_HOURS}
    return render(request, "accounts/sign_in/code.html", context)


def _words(user: User) -> dict[str, str]:
    if user.second_factor_at:
        return {
            "label": _("Mã trong điện thoại"),
            "hint": _(
                "6 số trong ứng dụng xác thực; không có điện thoại thì một mã dự phòng trên giấy"
            ),
        }
    return {"label": _("Mã cho máy mới"), "hint": _("8 ký tự, xã cấp; dùng một lần")}


def _judged(request: HttpRequest, user: User, to: str, form: CodeForm) -> HttpResponse | None:
    """Let the person in by a right code; else say on the form what is wrong."""
    typed = form.cleaned_data["code"]
    if not user.second_factor_at:
        waiting = spend_code(user=user, typed=typed)
        if waiting:
            return admit(request, user, to, waiting=waiting)
        form.add_error("code", _("Mã chưa đúng hoặc hết hạn. Xem lại, hoặc xin xã mã khác."))
        return None
    verdict = verify(user=user, typed=typed)
    if verdict is Verdict.RIGHT:
        return admit(request, user, to)
    if verdict is Verdict.WAIT:
        form.add_error(
            "code", _("Vừa có mã sai. Chờ một lát rồi gõ mã mới; sai nữa thì chờ lâu hơn.")
        )
    else:
        form.add_error(
            "code", _("Mã chưa đúng hoặc đã dùng. Chờ mã mới hiện ra, xem giờ điện thoại.")
        )
    return None
