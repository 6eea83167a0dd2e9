"""Forms of a month of support."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy as _, override

from areas.dated import read_month
from areas.fields import TypedName
from areas.names import clean
from web.fields import WholeNumberInput, closed_up, refuse_misgrouped


class MonthForm(forms.Form):
    """Which month a form is about."""

    # Without an id: several such forms stand on one page.
    thang = forms.CharField(max_length=7, widget=forms.HiddenInput(attrs={"id": False}))

    def clean_thang(self) -> date:
        """Read the month."""
        month = read_month(self.cleaned_data["thang"])
        if month is None:
            raise ValidationError(_("Không có tháng này."))
        return month


class ApproveForm(MonthForm):
    """What the approver read: its check code."""

    code = forms.CharField(max_length=16, widget=forms.HiddenInput)


class ReopenForm(MonthForm):
    """Why an approved month is taken back."""

    why = TypedName(label=_("Lý do mở lại"), max_length=200)


class TopUpForm(MonthForm):
    """What a commune adds to each team's month."""

    amount = forms.CharField(
        label=_("Thêm cho mỗi tổ, mỗi tháng (đồng)"),
        max_length=15,
        widget=WholeNumberInput,
        help_text=_("0 là thôi hỗ trợ thêm"),
    )
    document = TypedName(label=_("Văn bản của xã"), max_length=120)

    def __init__(self, *args: Any, limit: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit = limit

    def clean_amount(self) -> int:
        """Read an amount as it is written, "600.000" too, and refuse more than the policy allows."""
        said = clean(self.cleaned_data["amount"].replace("đ", ""))
        # In dong, as in Vietnam, whatever language the page speaks.
        with override("vi"):
            typed = closed_up(said)
            refuse_misgrouped(typed, is_whole=True)
        text = typed.replace(".", "")
        if not (text.isascii() and text.isdecimal()):
            raise ValidationError(_("Ghi số tiền bằng chữ số."))
        if int(text) > self.limit:
            most = {"limit": number_format(self.limit)}
            raise ValidationError(gettext("Chính sách cho thêm tối đa %(limit)s đồng.") % most)
        return int(text)
