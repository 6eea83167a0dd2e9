"""The form of a target."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.dated import DoneDay
from areas.fields import TypedName
from figures.indicators import TARGETED
from web.fields import DayField, NumberField

LEVEL_WRONG = _("Mức là số phần trăm lớn hơn 0, nhiều nhất 100.")
# Nobody plans further; a year typed wrong is caught here.
_YEARS = 15


class TargetForm(forms.Form):
    """A target: which indicator, how far, by when, by which document."""

    indicator = forms.ChoiceField(
        label=_("Chỉ tiêu"), choices=[(one.key, one.name) for one in TARGETED]
    )
    level = NumberField(
        label=_("Mức phải đạt (%)"),
        max_digits=4,
        decimal_places=1,
        validators=[MaxValueValidator(100, LEVEL_WRONG)],
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    due_on = DayField(label=_("Hạn"))
    document = TypedName(
        label=_("Số văn bản"),
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("Ví dụ: 640/UBND-KGVX")}),
    )
    document_on = DoneDay(label=_("Ngày ký"))

    def clean_level(self) -> Decimal:
        """Refuse nought and less."""
        level: Decimal = self.cleaned_data["level"]
        if level <= 0:
            raise ValidationError(LEVEL_WRONG)
        return level

    def clean(self) -> dict[str, Any]:
        """Refuse a day before the document, or one that must be mistyped."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        due, signed = data.get("due_on"), data.get("document_on")
        if due and signed and due <= signed:
            self.add_error("due_on", _("Hạn phải sau ngày ký văn bản."))
        if due and due.year > timezone.localdate().year + _YEARS:
            self.add_error("due_on", _("Năm này xa quá. Kiểm tra lại ngày."))
        return data
