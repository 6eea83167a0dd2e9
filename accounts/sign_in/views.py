"""Sign in and out."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse

from accounts.sign_in.actions import admit
from accounts.sign_in.forms import SignInForm
from web.scope import own, public


class SignIn(LoginView):
    """Name and password."""

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in."""
        user: Any = form.get_user()
        return admit(self.request, user, self.get_success_url())


sign_in = public(
    SignIn.as_view(
        template_name="accounts/sign_in/sign_in.html",
        authentication_form=SignInForm,
        redirect_authenticated_user=True,
    )
)
sign_out = own(LogoutView.as_view())
