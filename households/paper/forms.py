"""The form of a printed sheet that is keyed back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from areas.dated import DoneDay
from households.models import PrintedSheet


class KeyingForm(forms.Form):
    """The day of the survey of a printed sheet: from its printing to today."""

    on = DoneDay(label=_("Ngày khảo sát"), help_text=_("Ghi trên phiếu; mặc định là ngày in."))

    def __init__(self, *args: Any, sheet: PrintedSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.fields["on"].initial = sheet.printed_on

    def clean_on(self) -> Any:
        """Refuse a day before the sheet was printed."""
        day = self.cleaned_data["on"]
        if day < self.sheet.printed_on:
            raise ValidationError(
                _("Ngày khảo sát không thể trước ngày in phiếu, %(day)s."),
                params={"day": date_format(self.sheet.printed_on)},
            )
        return day
