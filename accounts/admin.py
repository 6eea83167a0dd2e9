"""Admin of accounts: people are invited, changed, stopped and let in again; nobody is deleted."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.actions import BeyondOwnPowers, change, invite, renew_password, resume, stop
from accounts.devices import admin as devices  # noqa: F401 - registers
from accounts.models import User
from accounts.names import is_sign_in_name, sign_in_name
from accounts.roles import Role, powers_of
from accounts.second_factor import admin as second_factor  # noqa: F401 - takes pages away
from areas.admin_base import PlacedAdmin
from web.admin_base import ScopedAdmin
from web.admin_parts import ActionForm, Writes

BEYOND = _(
    "Vai trò hoặc địa bàn này vượt quá quyền của bạn, hoặc vai trò không đặt được ở cấp của địa bàn. "
    "Chọn vai trò hoặc địa bàn khác."
)


# An action is offered in the list and on the page of one object.
_BOTH: Any = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]


class UserForm(ActionForm):
    """A person, his role and his area."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            field: Any = self.fields["role"]
            mine = powers_of(self.by.role).invites
            field.choices = [(role.value, role.label) for role in Role if role in mine]
        if "area" in self.fields:
            self.fields["area"].required = True

    def clean_username(self) -> str:
        """Refuse other signs, and a name that is taken."""
        name = sign_in_name(str(self.cleaned_data["username"]))
        if not is_sign_in_name(name):
            raise ValidationError(_("Chỉ dùng chữ thường không dấu, số và dấu chấm, từ 3 ký tự."))
        if User.unscoped.filter(username__iexact=name).exists():
            raise ValidationError(_("Tên đăng nhập này đã có người dùng. Chọn tên khác."))
        return name


@admin.register(User)
class UserAdmin(PlacedAdmin):
    """People of the territory."""

    form = UserForm
    refusals = {**ScopedAdmin.refusals, BeyondOwnPowers: BEYOND}
    list_display = ("full_name", "username", "role", "area", "title", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("search_key",)
    add_fields = ("username", "full_name", "phone", "title", "role", "area")
    change_fields = ("full_name", "phone", "title", "role", "area")
    shown = (
        "username",
        "is_active",
        "must_change_password",
        "temporary_until",
        "last_login",
        "created_at",
        "stopped_at",
    )
    writes = Writes(change=change, row="user")
    actions = ("stop_accounts", "resume_accounts", "renew_passwords")

    def offered(self, field: str, found: Any) -> Any:
        """Send nobody to a unit that has ended."""
        return found.filter(closed_on=None)

    def write_new(self, by: Any, data: dict[str, Any]) -> User:
        """Invite a person; the temporary password stays on the account only until it is shown."""
        user, password = invite(by=by, **{name: data[name] for name in self.add_fields})
        user.shown_password = password  # type: ignore[attr-defined]
        return user

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the temporary password, this once."""
        self._show_password(request, obj, obj.shown_password)
        return super().response_add(request, obj, post_url_continue)

    @admin.action(description=_("Ngừng tài khoản đã chọn"), permissions=["change"], location=_BOTH)
    def stop_accounts(self, request: HttpRequest, queryset: Any) -> None:
        """Stop the accounts; what the people entered stays."""
        self._each(request, queryset.filter(is_active=True), stop)

    @admin.action(description=_("Mở lại tài khoản đã chọn"), permissions=["change"], location=_BOTH)
    def resume_accounts(self, request: HttpRequest, queryset: Any) -> None:
        """Let the people in again."""
        self._each(request, queryset.filter(is_active=False), resume)

    @admin.action(description=_("Cấp lại mật khẩu tạm"), permissions=["change"], location=_BOTH)
    def renew_passwords(self, request: HttpRequest, queryset: Any) -> None:
        """Give new temporary passwords, and show each once."""

        def renew(*, by: User, user: User) -> None:
            self._show_password(request, user, renew_password(by=by, user=user))

        self._each(request, queryset, renew)

    def _each(self, request: HttpRequest, queryset: Any, act: Callable[..., Any]) -> None:
        """Do one thing to each account, and say for which it was refused."""
        done = 0
        for user in queryset:
            try:
                act(by=request.user, user=user)
                done += 1
            except BeyondOwnPowers:
                text = _("Không làm được với tài khoản “%(name)s”: vượt quá quyền của bạn.")
                self.message_user(request, text % {"name": user}, messages.ERROR)
        if done:
            text = _("Đã làm xong với %(count)s tài khoản.")
            self.message_user(request, text % {"count": done}, messages.SUCCESS)

    def _show_password(self, request: HttpRequest, user: User, password: str) -> None:
        text = _(
            "Mật khẩu tạm của %(username)s: %(password)s. Đọc cho người dùng ngay, "
            "trang này không hiện lại lần nữa."
        )
        shown = text % {"username": user.username, "password": password}
        self.message_user(request, shown, messages.WARNING)
