"""Forms of requests and their answers."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from areas.models import Area
from teams.equipment.forms import done_day, whole_number
from teams.models import Need


class NeedForm(forms.Form):
    """What a village or commune lacks, and who says so."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    area = forms.ModelChoiceField(
        label=_("Nơi cần"), queryset=Area.objects.none(), empty_label=_("Chọn thôn hoặc xã")
    )
    # The first of them would be sent by whoever looks past it.
    kind = forms.ChoiceField(
        label=_("Thiếu gì"), choices=[("", _("Chọn trong danh sách")), *Need.Kind.choices]
    )
    words = TypedName(
        label=_("Cần gì, để làm gì"),
        max_length=300,
        help_text=_("Không ghi tên hay số điện thoại của người dân"),
    )
    number = whole_number(
        _("Số lượng"), help_text=_("Bao nhiêu người, máy, điểm; để trống nếu chưa rõ")
    )
    amount = whole_number(
        _("Số tiền (đồng)"), help_text=_("Để trống nếu chưa rõ"), max_value=10**12
    )
    asked_by = TypedName(
        label=_("Người đề nghị"), max_length=200, required=False, help_text=_("Ví dụ: tổ trưởng")
    )
    asked_on = done_day(_("Gửi ngày"), help_text=_("Để trống nếu là hôm nay"))

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = places  # type: ignore[attr-defined]  # a field of choices

    def clean_asked_on(self) -> Any:
        """Default to today."""
        return self.cleaned_data["asked_on"] or timezone.localdate()


class AnswerForm(forms.Form):
    """What becomes of a request."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[
            (s.value, s.label) for s in (Need.Status.LOOKING, Need.Status.MET, Need.Status.UNMET)
        ],
        widget=forms.RadioSelect,
        initial=Need.Status.LOOKING,
    )
    answer = TypedName(
        label=_("Trả lời"),
        max_length=500,
        help_text=_("Ai làm gì, đến bao giờ; hoặc vì sao chưa được"),
    )
    given = whole_number(
        _("Số tiền đã cấp (đồng)"),
        help_text=_("Chỉ khi đã đáp ứng; để trống nếu không phải tiền"),
        max_value=10**12,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse money that was given for what was not met."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("given") and data.get("status") != Need.Status.MET:
            self.add_error("given", _("Chỉ ghi số tiền khi đã đáp ứng."))
        return data
