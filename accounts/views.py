"""Sign in and out, and one's own password."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.forms import OwnPasswordForm, SignInForm
from web.answers import done, is_sent
from web.scope import own, public


class SignIn(LoginView):
    """Name and password; the first time is written down, after Django has noted the sign-in itself.

    So what is read by then, and kept, is at most newer than the journal says.
    """

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in."""
        user: Any = form.get_user()
        is_first = user.last_login is None
        answer = super().form_valid(form)
        if is_first:
            actions.note_first_sign_in(user=user)
        return answer


sign_in = public(
    SignIn.as_view(
        template_name="accounts/sign_in.html",
        authentication_form=SignInForm,
        redirect_authenticated_user=True,
    )
)
sign_out = own(LogoutView.as_view())


@own
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Choose one's own password."""
    user: Any = request.user
    form = OwnPasswordForm(user, request.POST or None)
    if is_sent(request, form):
        user = actions.change_own_password(user=user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        return done(request, _("Đã đổi mật khẩu."), "home")
    return render(request, "accounts/change_password.html", {"form": form})
