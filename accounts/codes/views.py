"""The public page where an invited person opens their account: whose it is, they learn by a right code only."""

from typing import Any

from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.addresses import client_ip
from accounts.codes import actions
from accounts.codes.forms import REFUSED, WAITS, ChosenPasswordForm, CodeForm
from accounts.models import Code
from web.answers import done, is_sent
from web.scope import public

# What the second step brings back: which code was right, for as many seconds.
SALT, OPEN_FOR = "accounts.codes.right", 15 * 60


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def activate(request: HttpRequest) -> HttpResponse:
    """Ask for name and code; a right one shows whose account it is and asks for a password."""
    form = CodeForm(request.POST or None, initial={"username": request.GET.get("ten", "")[:60]})
    status = 200
    if is_sent(request, form):
        said = form.cleaned_data
        try:
            code = actions.try_code(
                name=said["username"].strip(),
                words=said["code"],
                phone=said["phone"],
                address=client_ip(request) or "",
            )
        except actions.TooManyTries:
            form.add_error(None, str(WAITS))
            status = 429
        else:
            if code:
                return _ask_password(request, code, None)
            form.add_error(None, str(REFUSED))
    return render(request, "accounts/codes/activate.html", {"form": form}, status=status)


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def choose_password(request: HttpRequest) -> HttpResponse:
    """Set the password of whoever brings a right code; then they sign in with it."""
    code = _right_code(request)
    if not code:
        return redirect("accounts:activate")
    form = ChosenPasswordForm(code.person, request.POST)
    if form.is_valid():
        try:
            actions.choose_password(code=code, password=form.cleaned_data["new_password1"])
        except actions.CodeIsOver:
            return redirect("accounts:activate")
        # Somebody else may be signed in on a shared machine.
        logout(request)
        return done(request, _("Đã đặt mật khẩu. Đăng nhập bằng mật khẩu này."), "accounts:sign_in")
    return _ask_password(request, code, form)


def _right_code(request: HttpRequest) -> Code | None:
    """Return the code that was right in the first step, while it is."""
    try:
        key = signing.loads(request.POST.get("right", ""), salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        return None
    code = Code.unscoped.select_related("person__area").filter(pk=key).first()
    return code if code and code.is_waiting and code.person.is_active else None


def _ask_password(request: HttpRequest, code: Code, form: Any) -> HttpResponse:
    person = code.person
    context = {
        "form": form or ChosenPasswordForm(person),
        "person": person,
        "whose": _("Tài khoản của %(name)s, %(role)s, %(place)s.")
        % {
            "name": person.full_name,
            "role": person.get_role_display().lower(),
            "place": person.area or "",
        },
        "right": signing.dumps(code.pk, salt=SALT),
    }
    return render(request, "accounts/codes/choose_password.html", context)
