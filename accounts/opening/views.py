"""The public pages where an invited person opens their account: whose it is, they learn by a right code only."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.addresses import client_ip
from accounts.codes import actions
from accounts.devices.queries import must_be_let_in
from accounts.models import Code, User
from accounts.opening.actions import return_card
from accounts.opening.forms import REFUSED, WAITS, ChosenPasswordForm, CodeForm
from accounts.sign_in.actions import admit
from accounts.sign_in.queries import as_signed_in
from areas.names import lower_first
from web.answers import done, is_sent
from web.scope import public

# What the second step brings back: which code was right, for as many seconds.
SALT, OPEN_FOR = "accounts.codes.right", 15 * 60


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
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
    return render(request, "accounts/opening/activate.html", {"form": form}, status=status)


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest) -> HttpResponse:
    """Set the password of whoever brings a right code, and let a newcomer in; after a renewal they sign in with it."""
    code = _right_code(request)
    if not code:
        return redirect("accounts:activate")
    form = ChosenPasswordForm(code.person, request.POST)
    if form.is_valid():
        try:
            person = actions.choose_password(code=code, password=form.cleaned_data["new_password1"])
        except actions.CodeIsOver:
            return redirect("accounts:activate")
        return _welcome(request, code, person)
    return _ask_password(request, code, form)


def _welcome(request: HttpRequest, code: Code, person: User) -> HttpResponse:
    """Open the first page of whoever has just come; nobody who is asked for more than a password is let in here."""
    # Somebody else may be signed in on a shared machine.
    logout(request)
    is_new = code.kind == Code.Kind.INVITATION and person.last_login is None
    if not is_new or person.second_factor_at or must_be_let_in(request, person):
        words = _("Đã đặt mật khẩu. Đăng nhập bằng mật khẩu này.")
        return done(request, words, "accounts:sign_in")
    messages.success(request, _("Đã đặt mật khẩu. Lần sau đăng nhập bằng tên và mật khẩu này."))
    return admit(request, as_signed_in(person), settings.LOGIN_REDIRECT_URL)


@public
@sensitive_post_parameters()
@require_POST
def not_me(request: HttpRequest) -> HttpResponse:
    """End a card that names somebody else, and tell whoever gave it out."""
    code = _right_code(request)
    if not code:
        return redirect("accounts:activate")
    try:
        return_card(code=code)
    except actions.CodeIsOver:
        return redirect("accounts:activate")
    words = _("Đã dừng và báo người gửi giấy. Giấy này không mở được tài khoản nào nữa.")
    return done(request, words, "accounts:sign_in")


def _right_code(request: HttpRequest) -> Code | None:
    """Return the code that was right in the first step, while it is."""
    try:
        key = signing.loads(request.POST.get("right", ""), salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        return None
    code = Code.unscoped.select_related("person__area__commune").filter(pk=key).first()
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
            "place": _place_of(person),
        },
        "right": signing.dumps(code.pk, salt=SALT),
    }
    return render(request, "accounts/opening/choose_password.html", context)


def _place_of(person: User) -> str:
    """Name where somebody works, of a village with its commune."""
    area = person.area
    return ", ".join(lower_first(one.full_name) for one in (area, area and area.commune) if one)
