"""A later day is asked for, and answered."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from web.fields import DayField

_LINES = forms.Textarea(attrs={"rows": 3})


class LaterForm(forms.Form):
    """Until when, and why."""

    wanted = DayField(label=_("Xin lùi đến hết ngày"))
    reason = TypedName(label=_("Lý do"), max_length=300, widget=_LINES)


class How(TextChoices):
    """How it is answered."""

    GRANT = "grant", _("Lùi hạn")
    DECLINE = "decline", _("Không lùi")


class AnswerForm(forms.Form):
    """A later day, or why there is none."""

    how = forms.ChoiceField(
        label=_("Trả lời"), choices=How.choices, widget=forms.RadioSelect, initial=How.GRANT
    )
    until = DayField(label=_("Được lùi đến hết ngày"), required=False)
    why = TypedName(label=_("Lý do không lùi"), max_length=300, required=False, widget=_LINES)

    def clean(self) -> dict[str, Any]:
        """Ask for what goes with the answer."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("how") == How.GRANT and not said.get("until") and "until" not in self.errors:
            self.add_error("until", _("Ghi ngày được lùi đến."))
        if said.get("how") == How.DECLINE and not said.get("why") and "why" not in self.errors:
            self.add_error("why", _("Ghi lý do không lùi."))
        return said
