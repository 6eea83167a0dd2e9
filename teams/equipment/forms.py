"""Forms of what a team works with, what it lacks, and what its people learn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.dated import done_on
from areas.fields import TypedName
from teams.models import Equipment, Member, Team
from web.fields import DayField, DayInput, WholeNumberField, WholeNumberInput


def done_day(label: Any, **kwargs: Any) -> DayField:
    """Return a field for a day that is over, or today, and may be unknown."""
    kwargs = {"required": False, "validators": [done_on], **kwargs}
    return DayField(label=label, widget=DayInput(past=True), **kwargs)


def whole_number(label: Any, **kwargs: Any) -> WholeNumberField:
    """Return a field for a number that may be unknown, and is never nought: that would be no need."""
    kwargs = {"max_value": 100_000, **kwargs}
    return WholeNumberField(
        label=label,
        required=False,
        min_value=1,
        widget=WholeNumberInput,
        **kwargs,
    )


class EquipmentForm(forms.Form):
    """An item of a team: what it is, how it is, who has it."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Loại thiết bị"), choices=Equipment.Kind.choices)
    name = TypedName(
        label=_("Tên thiết bị"), max_length=120, help_text=_("Hiệu, số máy hoặc số thuê bao")
    )
    state = forms.ChoiceField(
        label=_("Tình trạng"), choices=Equipment.State.choices, initial=Equipment.State.GOOD
    )
    custodian = forms.ModelChoiceField(
        label=_("Người giữ"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("Chưa giao cho ai"),
    )
    source = TypedName(
        label=_("Nguồn"),
        max_length=120,
        required=False,
        help_text=_("Ai cấp, ai tặng, hay của thành viên"),
    )
    received_on = done_day(_("Nhận ngày"), help_text=_("Để trống nếu không rõ"))
    checked_on = done_day(_("Kiểm tra ngày"), help_text=_("Để trống nếu chưa kiểm tra"))
    ended_on = done_day(
        _("Mất hoặc trả từ ngày"), help_text=_("Chỉ ghi khi tình trạng là mất hoặc đã trả")
    )

    def __init__(self, *args: Any, team: Team, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        self.fields["custodian"].queryset = members  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        """Refuse days that contradict each other or the state."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        received, ended = data.get("received_on"), data.get("ended_on")
        gone = data.get("state") in Equipment.ENDS
        if gone and not ended and "ended_on" not in self.errors:
            self.add_error("ended_on", _("Ghi ngày mất hoặc ngày trả."))
        if ended and not gone:
            text = _("Thiết bị còn ở tổ thì để trống ngày này, hoặc chọn “Mất”, “Đã trả”.")
            self.add_error("ended_on", text)
        for name in ("checked_on", "ended_on"):
            day = data.get(name)
            if received and day and day < received:
                self.add_error(name, _("Ngày này phải sau ngày nhận."))
        return data
