"""What an invited person types, who is not signed in: name and code, then a password of their own."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from accounts.models import User

REFUSED = _(
    "Tên đăng nhập, mã hoặc số điện thoại chưa đúng, hoặc mã đã dùng, đã hết hạn. "
    "Xem lại giấy; vẫn không được thì xin giấy mới ở người ghi trên giấy."
)
WAITS = _(
    "Nhập sai nhiều lần. Chờ 15 phút rồi thử lại; mã và mật khẩu của người khác vẫn dùng bình thường."
)


class CodeForm(forms.Form):
    """Name, code and, for a renewal, telephone: one answer for whatever is wrong."""

    username = forms.CharField(label=_("Tên đăng nhập"), max_length=60)
    code = forms.CharField(
        label=_("Mã dùng một lần"), max_length=20, help_text=_("Tám chữ và số trên giấy")
    )
    phone = forms.CharField(
        label=_("Điện thoại của mình"),
        max_length=20,
        required=False,
        help_text=_("Chỉ gõ khi giấy hỏi số điện thoại; không hỏi thì để trống"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["username"].widget.attrs |= {**plain, "autocomplete": "username"}
        self.fields["code"].widget.attrs |= {
            "autocapitalize": "characters",
            "spellcheck": "false",
            "autocomplete": "one-time-code",
            "placeholder": "K7M4-2Q9X",
        }
        self.fields["phone"].widget.attrs |= {"inputmode": "tel", "autocomplete": "tel"}


class ChosenPasswordForm(SetPasswordForm[User]):
    """The password that its owner alone knows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Mật khẩu mới")
        self.fields["new_password2"].label = _("Nhập lại mật khẩu")
        self.fields["new_password1"].help_text = _(
            "Từ 12 ký tự. Dễ nhớ: ghép bốn, năm từ không liên quan"
        )

    def validate_password_for_user(self, user: User, password_field_name: str = "") -> None:
        """Say what is wrong with the password beside it, also where the second one differs: one round, not two."""
        super().validate_password_for_user(user, "new_password1")
