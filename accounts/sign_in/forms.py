"""The form of name and password."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Name and password; the message says what to try and whom to ask."""

    error_messages = {
        "invalid_login": _(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra chữ hoa, chữ thường rồi thử lại. "
            "Mã trên giấy mời không gõ ở đây: bấm “Nhận tài khoản”."
        ),
        "inactive": _("Tài khoản này đã ngừng. Hỏi người quản lý tài khoản của xã."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Tên đăng nhập")
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = _("Mật khẩu")
