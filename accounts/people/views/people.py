"""The people of one's territory: listed, invited, changed, stopped, given a new code."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.codes.exports import send_cards
from accounts.codes.queries import latest_codes, state_of
from accounts.models import AccountRequest, User
from accounts.people import actions
from accounts.people.forms import InviteForm, PersonForm
from accounts.people.queries import moved_words, waiting_for, waiting_words
from accounts.roles import Role
from web.answers import Refusals, done, is_sent, refusals_on
from web.exports import Book, Column, send_book, wants_book, with_book
from web.once import Outdated
from web.paging import page_of
from web.scope import territory, visible_or_404

ASKED = gettext_lazy("Đã gửi đề nghị. Cần một người thứ hai có quyền duyệt trong 14 ngày.")
TAKEN = gettext_lazy("Tên này đã có người dùng. Thêm số hoặc tên xã.")
PAGE, COUNTED = 50, 1000
_STARTS = ("full_name", "phone", "email", "title", "role")
COLUMNS = (
    Column[User](gettext_lazy("Họ tên"), lambda person: person.full_name, 28),
    Column[User](gettext_lazy("Tên đăng nhập"), lambda person: person.username, 20),
    Column[User](gettext_lazy("Vai trò"), lambda person: person.get_role_display(), 24),
    Column[User](gettext_lazy("Địa bàn"), lambda person: str(person.area or ""), 28),
    Column[User](gettext_lazy("Chức danh"), lambda person: person.title, 24),
    Column[User](gettext_lazy("Điện thoại"), lambda person: person.phone, 16),
    Column[User](gettext_lazy("Thư điện tử"), lambda person: person.email, 28),
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
    show_codes(page.object_list)
    context = {"page": page, "words": words, "role": role, "roles": Role.choices}
    context |= {"area": area, "crumbs": area.trail(user), **_counted(everybody)}
    context |= {"asked": waiting_words(waiting_for(user)), "moved": moved_words(user)}
    return render(request, "accounts/people/people.html", context)


def _counted(everybody: Any) -> dict[str, str]:
    """Count the accounts in use, those nobody opened yet, and those that were stopped."""
    return {
        "in_use": _up_to(everybody.filter(is_active=True, last_login__isnull=False)),
        "waiting": _up_to(everybody.filter(is_active=True, last_login=None)),
        "stopped": _up_to(everybody.filter(is_active=False)),
    }


def _up_to(people: Any) -> str:
    """Count people as far as anybody wants to know."""
    n = people.order_by()[: COUNTED + 1].count()
    return _("hơn %(n)s") % {"n": number_format(COUNTED)} if n > COUNTED else number_format(n)


def show_codes(people: Iterable[User]) -> None:
    """Give each person of a page what became of their latest code, to be shown beside them."""
    people = list(people)
    codes = latest_codes(people)
    for person in people:
        code = codes.get(person.pk)
        person.code_words = state_of(code)  # type: ignore[attr-defined]  # for the template
        person.has_code = bool(code and code.is_waiting)  # type: ignore[attr-defined]  # for the template


@territory("accounts.add_user")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account; its card is the answer, once. Some accounts wait for a second person."""
    by: Any = request.user
    form = InviteForm(request.POST or None, by=by)
    if is_sent(request, form):
        with refusals_on(form, {actions.NameTaken: ("username", TAKEN)}):
            made = actions.invite_or_ask(by=by, **form.cleaned_data)
            if isinstance(made, AccountRequest):
                return done(request, str(ASKED), "accounts:requests")
            return send_cards(request, [made])
    return render(request, "accounts/people/person_form.html", {"form": form})


@territory("accounts.change_user")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a person of one's territory."""
    by: Any = request.user
    person = visible_or_404(request, User, pk=pk)
    show_codes([person])
    start = {name: getattr(person, name) for name in _STARTS}
    form = PersonForm(
        request.POST or None, by=by, person=person, initial={**start, "area": person.area_id}
    )
    if is_sent(request, form):
        beyond = _("Vai trò này vượt quyền của tài khoản đang dùng.")
        field = "role" if "role" in form.fields else None
        late = _("Tài khoản này vừa được người khác sửa. Tải lại trang rồi sửa.")
        refusals: Refusals = {
            actions.BeyondOwnPowers: (field, beyond),
            Outdated: (None, late),
        }
        with refusals_on(form, refusals):
            asked = actions.change_or_ask(by=by, user=person, **form.cleaned_data)
            if asked:
                return done(request, str(ASKED), "accounts:requests")
            return done(request, _("Đã lưu."), "accounts:list")
    context = {"form": form, "person": person, "is_own": person.pk == by.pk}
    return render(request, "accounts/people/person_form.html", context)


@territory("accounts.change_user")
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an account, or let it in again (`mo=1`): what the button said, however often it is pressed."""
    by: Any = request.user
    person = visible_or_404(request, User, pk=pk)
    try:
        if request.POST.get("mo") == "1":
            actions.resume(by=by, user=person)
            messages.success(request, _("Đã mở lại tài khoản."))
        else:
            actions.stop(by=by, user=person)
            messages.success(request, _("Đã ngừng tài khoản. Số liệu người này nhập vẫn còn."))
    except actions.BeyondOwnPowers:
        messages.error(
            request, _("Không đổi được tài khoản này: vượt quyền hoặc là của chính mình.")
        )
    return redirect("accounts:list")


@territory("accounts.change_user")
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a new code; its card is the answer, once."""
    by: Any = request.user
    person = visible_or_404(request, User, pk=pk)
    try:
        made = actions.renew_or_ask(by=by, user=person)
    except actions.BeyondOwnPowers:
        words = _(
            "Không cấp được mã cho tài khoản này: vượt quyền, đã ngừng hoặc là của chính mình."
        )
        messages.error(request, words)
        return redirect("accounts:list")
    if isinstance(made, AccountRequest):
        return done(request, str(ASKED), "accounts:requests")
    return send_cards(request, [made])


@territory("accounts.change_user")
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke the code of a person that nobody has used yet."""
    by: Any = request.user
    person = visible_or_404(request, User, pk=pk)
    try:
        was_there = actions.revoke(by=by, user=person)
    except actions.BeyondOwnPowers:
        messages.error(request, _("Không thu hồi được mã của tài khoản này: vượt quyền."))
        return redirect("accounts:list")
    words = _("Đã thu hồi mã.") if was_there else _("Không còn mã nào chờ nhận.")
    return done(request, words, "accounts:change", pk)
