"""The people of one's territory."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions
from accounts.forms import InviteForm, PersonForm
from accounts.models import User
from accounts.roles import Role
from web.answers import done, is_sent, refusals_on
from web.exports import Book, Column, send_book, wants_book, with_book
from web.paging import page_of
from web.scope import territory, visible_or_404

PAGE, COUNTED = 50, 1000
COLUMNS = (
    Column[User](gettext_lazy("Họ tên"), lambda person: person.full_name, 28),
    Column[User](gettext_lazy("Tên đăng nhập"), lambda person: person.username, 20),
    Column[User](gettext_lazy("Vai trò"), lambda person: person.get_role_display(), 24),
    Column[User](gettext_lazy("Địa bàn"), lambda person: str(person.area or ""), 28),
    Column[User](gettext_lazy("Chức danh"), lambda person: person.title, 24),
    Column[User](gettext_lazy("Điện thoại"), lambda person: person.phone, 16),
    Column[User](gettext_lazy("Đăng nhập gần nhất"), lambda person: person.last_login, 18),
    Column[User](
        gettext_lazy("Tình trạng"),
        lambda person: _("Đang dùng") if person.is_active else _("Đã ngừng"),
    ),
)


@with_book
@territory("accounts.view_user")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponseBase:
    """List the accounts of the territory, searched by name or telephone.

    Words to search come by POST, which writes nothing: names must not stand in addresses.
    """
    words, role = request.POST.get("q", "")[:80], (request.POST or request.GET).get("vai-tro", "")
    if request.method == "POST" and not words:
        return redirect(f"{request.path}?{urlencode({'vai-tro': role})}")
    user: Any = request.user
    area, everybody = user.area, User.objects.visible_to(user)
    shown = everybody.matching(words).select_related("area").by_place()
    if role in Role.values:
        shown = shown.filter(role=role)
    if wants_book(request):
        filters = [str(dict(Role.choices).get(role, ""))]
        book = Book(_("Tài khoản"), "tai-khoan", COLUMNS, [one for one in filters if one])
        return send_book(request, book, shown, subject=area)
    page = page_of(shown, {} if words else request.GET, PAGE, among=everybody)
    context = {
        "page": page,
        "words": words,
        "role": role,
        "roles": Role.choices,
        "area": area,
        "crumbs": area.trail(user),
        "in_use": _up_to(everybody.filter(is_active=True, last_login__isnull=False)),
        "waiting": _up_to(everybody.filter(is_active=True, last_login=None)),
        "stopped": _up_to(everybody.filter(is_active=False)),
    }
    return render(request, "accounts/people.html", context)


def _up_to(people: Any) -> str:
    """Count people as far as anybody wants to know."""
    n = people.order_by()[: COUNTED + 1].count()
    return _("hơn %(n)s") % {"n": number_format(COUNTED)} if n > COUNTED else number_format(n)


@territory("accounts.add_user")
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account; its temporary password is shown once, on the answer page."""
    by: Any = request.user
    form = InviteForm(request.POST or None, by=by)
    if is_sent(request, form):
        person, password = actions.invite(by=by, **form.cleaned_data)
        return render(request, "accounts/invited.html", {"person": person, "password": password})
    return render(request, "accounts/person_form.html", {"form": form})


@territory("accounts.change_user")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a person of one's territory."""
    by: Any = request.user
    person = visible_or_404(request, User, pk=pk)
    start = {name: getattr(person, name) for name in ("full_name", "phone", "title", "role")}
    form = PersonForm(
        request.POST or None, by=by, person=person, initial={**start, "area": person.area_id}
    )
    if is_sent(request, form):
        beyond = _("Vai trò này vượt quyền của tài khoản đang dùng.")
        with refusals_on(form, {actions.BeyondOwnPowers: ("role", beyond)}):
            actions.change(by=by, user=person, **form.cleaned_data)
            return done(request, _("Đã lưu."), "accounts:list")
    return render(request, "accounts/person_form.html", {"form": form, "person": person})


@territory("accounts.change_user")
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an account, or let it in again."""
    by: Any = request.user
    person = visible_or_404(request, User, pk=pk)
    try:
        if person.is_active:
            actions.stop(by=by, user=person)
            messages.success(request, _("Đã ngừng tài khoản. Số liệu người này nhập vẫn còn."))
        else:
            actions.resume(by=by, user=person)
            messages.success(request, _("Đã mở lại tài khoản."))
    except actions.BeyondOwnPowers:
        messages.error(
            request, _("Không đổi được tài khoản này: vượt quyền hoặc là của chính mình.")
        )
    return redirect("accounts:list")


@territory("accounts.change_user")
@require_POST
def renew_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a new temporary password, shown once."""
    by: Any = request.user
    person = visible_or_404(request, User, pk=pk)
    try:
        password = actions.renew_password(by=by, user=person)
    except actions.BeyondOwnPowers:
        messages.error(request, _("Không cấp được mật khẩu cho tài khoản này: vượt quyền."))
        return redirect("accounts:list")
    return render(request, "accounts/invited.html", {"person": person, "password": password})
