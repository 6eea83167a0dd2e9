"""Why something that waits is not written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName


class LeaveOutForm(forms.Form):
    """The reason; whoever entered it reads that."""

    why = TypedName(
        label=_("Vì sao không ghi"),
        max_length=300,
        help_text=_("Ví dụ: hộ này đã chuyển đi thật; đã ghi lại khi có mạng."),
    )
