"""Forms of a refusal: when, why, and until when nobody asks again; and why it holds no longer."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.dated import done_on, months_after
from households.models import Refusal
from web.fields import DayField, DayInput

TODAY, YESTERDAY, OTHER = "0", "1", ""
NEVER = "0"
# Months after which it may be asked again.
MONTHS = (("6", _("Hỏi lại sau 6 tháng")), ("12", _("Hỏi lại sau 1 năm")))
REASONS = [one for one in Refusal.Reason.choices if one[0] != Refusal.Reason.UNKNOWN]
AGREED, MISTAKE = "agreed", "mistake"


class RefusalForm(forms.Form):
    """A refusal. Of a chip and the box beside it, the box is believed."""

    day = forms.ChoiceField(
        label=_("Ngày"),
        required=False,
        choices=((TODAY, _("Hôm nay")), (YESTERDAY, _("Hôm qua")), (OTHER, _("Khác"))),
        initial=TODAY,
        widget=forms.RadioSelect,
    )
    refused_on = DayField(label=_("Ngày khác"), required=False, widget=DayInput(past=True))
    reason = forms.ChoiceField(
        label=_("Lý do"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn lý do; hộ không nói thì chọn Không nói lý do.")},
    )
    again = forms.ChoiceField(
        label=_("Có đến nữa không"),
        required=False,
        choices=((NEVER, _("Đừng hỏi lại")), *MONTHS),
        initial=NEVER,
        widget=forms.RadioSelect,
    )
    until = DayField(
        label=_("Đừng hỏi lại đến hết ngày"),
        required=False,
        help_text=_("Bỏ trống là không bao giờ hỏi lại, hoặc theo ô đã chọn ở trên."),
    )

    def clean_refused_on(self) -> date:
        """Take the date that was typed, else today or yesterday as the chip says."""
        typed, chip = self.cleaned_data["refused_on"], self.data.get("day", TODAY)
        if not typed and chip == OTHER:
            raise ValidationError(_("Ghi ngày hộ từ chối."))
        return done_on(typed or timezone.localdate() - timedelta(days=chip == YESTERDAY))

    def clean(self) -> dict[str, Any]:
        """Work out the last day on which nobody asks; None is never again."""
        data = super().clean() or self.cleaned_data
        day, until = data.get("refused_on"), data.get("until")
        if day is None:
            return data
        if until is None and (months := data.get("again")) not in (None, "", NEVER):
            data["until"] = months_after(day, int(months))
        elif until is not None and until < day:
            self.add_error("until", _("Ngày này trước ngày hộ từ chối."))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {"on": data["refused_on"], "reason": data["reason"], "until": data["until"]}


class ReopeningForm(forms.Form):
    """Why a household may be asked again before its day: it said so, or it never refused."""

    why = forms.ChoiceField(
        label=_("Vì sao mở lại"),
        choices=(
            (AGREED, _("Hộ đã đồng ý trả lời")),
            (MISTAKE, _("Ghi nhầm, hộ không từ chối")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn vì sao mở lại.")},
    )
