"""The form of one's own password."""

from typing import Any

from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class OwnPasswordForm(PasswordChangeForm):
    """A new password of one's own: the old one is asked first, and will not do again."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": _("Mật khẩu đang dùng chưa đúng. Gõ lại mật khẩu vừa đăng nhập."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Mật khẩu đang dùng")
        self.fields["old_password"].widget.attrs["autocomplete"] = "current-password"

    def clean_new_password1(self) -> str:
        """Refuse the password in use: somebody else may have seen it."""
        password = str(self.cleaned_data["new_password1"])
        if password and self.user.check_password(password):
            raise ValidationError(_("Đặt mật khẩu khác mật khẩu đang dùng."))
        return password
