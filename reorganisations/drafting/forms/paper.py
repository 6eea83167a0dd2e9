"""What the paper of a decision on units says of itself."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.dated import is_to_come, month_of
from areas.fields import TypedName
from reorganisations.applying.rules.days import FAR, is_far
from reorganisations.models import Reorganisation
from web.fields import DayField, DayInput

FACTS = ("number", "signed_on", "effective_on")
# The button by which units are looked for, and nothing is kept.
SEARCH = "tim"


def next_month() -> date:
    """Return the first day of the next month: what most decisions take effect on."""
    return month_of(timezone.localdate(), -1)


class PaperForm(forms.Form):
    """The number and the days of a decision; number and signature may come later, but before it is proposed."""

    number = TypedName(
        label=_("Số nghị quyết, quyết định"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"placeholder": _("Ví dụ: 58/NQ-HĐND"), "autocomplete": "off"}),
    )
    signed_on = DayField(label=_("Ngày ký"), required=False, widget=DayInput(past=True))
    effective_on = DayField(
        label=_("Hiệu lực từ"), error_messages={"required": _("Ghi ngày hiệu lực.")}
    )
    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # Of a draft that is there: as it was when the form was opened.
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, decision: Reorganisation | None, **kwargs: Any) -> None:
        first: dict[str, Any] = {"effective_on": next_month()}
        if decision:
            first = {name: getattr(decision, name) for name in (*FACTS, "version")}
        super().__init__(data, initial={**first, **kwargs.pop("initial", {})}, **kwargs)

    def clean_signed_on(self) -> Any:
        """Refuse a signature that is still to come."""
        if is_to_come(self.cleaned_data["signed_on"]):
            raise ValidationError(_("Ngày ký chưa đến."))
        return self.cleaned_data["signed_on"]

    def clean_effective_on(self) -> Any:
        """Refuse a day of which the year must be wrong."""
        if is_far(self.cleaned_data["effective_on"], timezone.localdate()):
            raise ValidationError(FAR)
        return self.cleaned_data["effective_on"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the paper says."""
        return {name: self.cleaned_data[name] for name in FACTS}


def is_search(data: Any) -> bool:
    """Say whether only units were looked for: nothing is to be kept."""
    return bool(data) and SEARCH in data


def typed(data: Any, several: str) -> dict[str, Any]:
    """Return what was typed, to be shown as it was; `several` is the field with more values than one."""
    return {**{name: data.get(name) for name in data}, several: data.getlist(several)}
