"""Forms of calls."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.dated import DoneDay
from areas.fields import TypedName
from reports.models import Contact
from web.fields import DayField


class CallForm(forms.Form):
    """What came of a call, and when."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("Kết quả"), choices=Contact.Outcome.choices)
    promised_on = DayField(label=_("Hẹn ngày"), required=False)
    called_on = DoneDay(label=_("Ngày gọi"), required=False)
    note = TypedName(label=_("Ghi chú"), max_length=255, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a promise, and for no day where nothing was promised."""
        data = super().clean() or {}
        promised, day = data.get("promised_on"), data.get("called_on")
        if data.get("outcome") == Contact.Outcome.PROMISED:
            if not promised and "promised_on" not in self.errors:
                self.add_error("promised_on", _("Ghi ngày xã hẹn làm xong."))
            elif promised and day and promised < day:
                self.add_error("promised_on", _("Ngày hẹn không được trước ngày gọi."))
        elif promised:
            self.add_error(
                "promised_on", _("Chọn kết quả “Đã hẹn” nếu xã có hẹn, hoặc xóa ngày hẹn.")
            )
        return data
