"""Forms of the second factor."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class CodeForm(forms.Form):
    """A code of the telephone, or one of the printed ones."""

    code = forms.CharField(
        label=_("Mã"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "class": "in",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def __init__(self, *args: Any, label: Any = None, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = label or self.fields["code"].label
        self.fields["code"].help_text = hint


class PasswordForm(forms.Form):
    """One's own password, asked again before something that cannot be taken back."""

    password = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        widget=forms.PasswordInput(attrs={"class": "in", "autocomplete": "current-password"}),
        strip=False,
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse a wrong one."""
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise ValidationError(_("Mật khẩu chưa đúng."), code="password_incorrect")
        return password
