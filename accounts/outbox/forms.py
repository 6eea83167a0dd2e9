"""Where letters reach somebody, and whether they want any."""

from django import forms
from django.utils.translation import gettext_lazy as _

from web.fields import MailField


class MailForm(forms.Form):
    """One's own address, and the switch."""

    email = MailField(label=_("Thư điện tử của mình"), max_length=120, required=False)
    wants_mail = forms.BooleanField(
        label=_("Nhận thư tóm tắt khi có tin mới chưa đọc"), required=False
    )
