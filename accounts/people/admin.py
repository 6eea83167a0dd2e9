"""Admin of people: invited, changed, stopped, let in again, given a code; nobody is deleted. What waits for two."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.codes.exports import send_cards
from accounts.codes.queries import latest_codes, state_of
from accounts.models import AccountRequest, Notice, User
from accounts.names import is_sign_in_name, sign_in_name
from accounts.people.actions import (
    BeyondOwnPowers,
    Issued,
    NameTaken,
    change_or_ask,
    invite_or_ask,
    renew_or_ask,
    resume,
    revoke,
    stop,
)
from accounts.roles import Role, grants_of
from areas.admin_base import PlacedAdmin, ReadOnlyPlacedAdmin
from web.admin_base import ScopedAdmin
from web.admin_parts import ActionForm

BEYOND = _(
    "Vai trò hoặc địa bàn này vượt quá quyền được giao, hoặc vai trò không đặt được ở cấp của địa bàn. "
    "Chọn vai trò hoặc địa bàn khác."
)
TAKEN = _("Tên đăng nhập này đã có người dùng. Chọn tên khác.")
ASKED = _("Đã gửi đề nghị về “%(name)s”. Một người thứ hai có quyền duyệt ở trang Tài khoản.")


# An action is offered in the list and on the page of one object.
_BOTH: Any = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]


class UserForm(ActionForm):
    """A person, their role and their area."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            field: Any = self.fields["role"]
            mine = grants_of(self.by.role, self.by.area)
            field.choices = [(role.value, role.label) for role in Role if role in mine]
        if "area" in self.fields:
            self.fields["area"].required = True

    def clean_username(self) -> str:
        """Refuse other signs, and a name that is taken."""
        name = sign_in_name(str(self.cleaned_data["username"]))
        if not is_sign_in_name(name):
            raise ValidationError(_("Chỉ dùng chữ thường không dấu, số và dấu chấm, từ 3 ký tự."))
        if User.unscoped.filter(username__iexact=name).exists():
            raise ValidationError(TAKEN)
        return name


@admin.register(User)
class UserAdmin(PlacedAdmin):
    """People of the territory."""

    form = UserForm
    refusals = {**ScopedAdmin.refusals, BeyondOwnPowers: BEYOND, NameTaken: TAKEN}
    list_display = ("full_name", "username", "role", "area", "title", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("search_key",)
    add_fields = ("username", "full_name", "phone", "email", "title", "role", "area")
    change_fields = ("full_name", "phone", "email", "title", "role", "area")
    shown = ("username", "is_active", "code_words", "last_login", "created_at", "stopped_at")
    actions = ("stop_accounts", "resume_accounts", "give_codes", "revoke_codes")

    def offered(self, field: str, found: Any) -> Any:
        """Send nobody to a unit that has ended."""
        return found.filter(closed_on=None)

    @admin.display(description=_("mã dùng một lần"), empty_value="–")
    def code_words(self, person: User) -> str:
        """Say what became of the latest code of a person."""
        return state_of(latest_codes([person]).get(person.pk))

    def get_change_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Leave role and area out of one's own page: nobody changes them of themself."""
        match = request.resolver_match
        own = match and match.kwargs.get("object_id") == str(request.user.pk)
        return tuple(f for f in self.change_fields if not own or f not in {"role", "area"})

    def write_new(self, by: Any, data: dict[str, Any]) -> Any:
        """Invite a person, or ask for it; the code is kept nowhere but in the answer."""
        made = invite_or_ask(by=by, **{name: data[name] for name in self.add_fields})
        if isinstance(made, AccountRequest):
            return made
        made.person.issued = made  # type: ignore[attr-defined]  # for the page that follows
        return made.person

    def write_change(
        self, by: Any, obj: Any, changed: dict[str, Any], data: dict[str, Any]
    ) -> User:
        """Change a person; another role or area may be asked."""
        asked = change_or_ask(by=by, user=obj, **changed)
        person = User.unscoped.get(pk=obj.pk)
        person.asked = asked  # type: ignore[attr-defined]  # for the page that follows
        return person

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Answer with the card, this once, or lead to what waits for a second person."""
        if isinstance(obj, AccountRequest):
            self.message_user(request, ASKED % {"name": obj.full_name}, messages.WARNING)
            return redirect("admin:accounts_user_changelist")
        return send_cards(request, [obj.issued])

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Say what waits for a second person."""
        if not getattr(obj, "asked", None):
            return super().response_change(request, obj)
        self.message_user(request, ASKED % {"name": obj}, messages.WARNING)
        return redirect("admin:accounts_user_changelist")

    @admin.action(description=_("Ngừng tài khoản đã chọn"), permissions=["change"], location=_BOTH)
    def stop_accounts(self, request: HttpRequest, queryset: Any) -> None:
        """Stop the accounts; what the people entered stays."""
        self._each(request, queryset.filter(is_active=True), stop)

    @admin.action(description=_("Mở lại tài khoản đã chọn"), permissions=["change"], location=_BOTH)
    def resume_accounts(self, request: HttpRequest, queryset: Any) -> None:
        """Let the people in again."""
        self._each(request, queryset.filter(is_active=False), resume)

    @admin.action(description=_("Cấp mã mới"), permissions=["change"], location=_BOTH)
    def give_codes(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Give new codes; their cards are the answer, once."""
        made = self._each(request, queryset, renew_or_ask)
        for one in made:
            if isinstance(one, AccountRequest):
                self.message_user(request, ASKED % {"name": one.person}, messages.WARNING)
        issued = [one for one in made if isinstance(one, Issued)]
        return send_cards(request, issued) if issued else None

    @admin.action(description=_("Thu hồi mã"), permissions=["change"], location=_BOTH)
    def revoke_codes(self, request: HttpRequest, queryset: Any) -> None:
        """Revoke the codes that wait."""
        self._each(request, queryset, revoke)

    def _each(self, request: HttpRequest, queryset: Any, act: Callable[..., Any]) -> list[Any]:
        """Do one thing to each account, say for which it was refused, and return what came of the others."""
        made = []
        for user in queryset:
            try:
                made.append(act(by=request.user, user=user))
            except BeyondOwnPowers:
                text = _("Không làm được với tài khoản “%(name)s”: vượt quá quyền được giao.")
                self.message_user(request, text % {"name": user}, messages.ERROR)
        if made:
            text = _("Đã làm xong với %(count)s tài khoản.")
            self.message_user(request, text % {"count": len(made)}, messages.SUCCESS)
        return made


@admin.register(AccountRequest)
class AccountRequestAdmin(ReadOnlyPlacedAdmin):
    """What one person asked and a second answers, on the page of accounts."""

    list_display = ("kind", "person", "full_name", "role", "area", "asked_by", "answer")
    list_filter = ("kind", "answer")
    shown = (
        *list_display,
        "username",
        "title",
        "asked_at",
        "expires_at",
        "answered_by",
        "answered_at",
    )


@admin.register(Notice)
class NoticeAdmin(ReadOnlyPlacedAdmin):
    """What people were told."""

    list_display = ("person", "kind", "to", "from_above", "by", "at")
    list_filter = ("kind", "from_above")
    journal = "person"
