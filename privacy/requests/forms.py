"""What is written of a request, of its answer, of more time, of a restriction that ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.dated import DoneDay
from areas.fields import TypedName
from households.models import Household
from privacy.models import Asker, Channel, Decision, Ground, Kind, SubjectRequest
from privacy.requests.rules import SAID

# What the form says instead of a person.
WHOLE = "ca-ho"


class _Lines(forms.Textarea):
    def __init__(self, rows: int = 3) -> None:
        super().__init__({"class": "in", "rows": rows})


class RequestForm(forms.Form):
    """Who asks what about whom. Without a household: about somebody who is not in the register."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    resident = forms.ChoiceField(label=_("Về ai"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Yêu cầu gì"), choices=Kind.choices, widget=forms.RadioSelect)
    words = TypedName(
        label=_("Nội dung"),
        max_length=500,
        required=False,
        help_text=_("Ví dụ: sửa năm sinh 1979 thành 1978. Không ghi số căn cước."),
    )
    asker = forms.ChoiceField(
        label=_("Ai yêu cầu"), choices=Asker.choices, widget=forms.RadioSelect
    )
    requester = TypedName(
        label=_("Họ tên người yêu cầu"),
        max_length=200,
        required=False,
        lettered=True,
        help_text=_("Để trống nếu là chính người đó"),
    )
    checked = forms.BooleanField(
        label=_("Đã xem giấy tờ hoặc giấy ủy quyền, đúng người"),
        required=False,
    )
    channel = forms.ChoiceField(
        label=_("Nhận qua"),
        choices=Channel.choices,
        initial=Channel.COUNTER,
        widget=forms.Select({"class": "in"}),
    )
    received_on = DoneDay(
        label=_("Ngày nhận"), required=False, help_text=_("Để trống nếu là hôm nay")
    )

    def __init__(self, *args: Any, household: Household | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(household.residents.living_here()) if household else []
        choice: Any = self.fields["resident"]
        choice.choices = [(str(one.pk), f"{one.full_name}, {one.described}") for one in self.people]
        if household:
            choice.choices = [*choice.choices, (WHOLE, _("Cả hộ"))]
        else:
            del self.fields["resident"]
            self.fields["requester"].required = True
            self.fields["requester"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Ask for what a kind of request cannot do without; the person asks by their own name."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        found = {str(one.pk): one for one in self.people}
        whole = data.get("resident") == WHOLE
        data["resident"] = person = found.get(data.get("resident", WHOLE))
        if whole and data.get("kind") == Kind.ACCESS:
            self.add_error("resident", _("Bản sao là của một người. Chọn người đó."))
        if data.get("kind") == Kind.CORRECTION and not data.get("words"):
            self.add_error("words", _("Ghi sai chỗ nào, sửa thành gì."))
        if not data.get("requester"):
            if person and data.get("asker") == Asker.SELF:
                data["requester"] = person.full_name
            elif "requester" not in self.errors:
                self.add_error("requester", _("Ghi họ tên người yêu cầu."))
        return data


class AnswerForm(forms.Form):
    """What becomes of a request, and what who asked is told."""

    decision = forms.ChoiceField(label=_("Quyết định"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Căn cứ, nếu từ chối"),
        choices=[("", _("Không từ chối")), *Ground.choices],
        required=False,
        widget=forms.Select({"class": "in"}),
    )
    text = TypedName(
        label=_("Trả lời người yêu cầu"),
        max_length=2000,
        help_text=_("In hoặc đọc cho người yêu cầu"),
        widget=_Lines(),
    )

    def __init__(self, *args: Any, request: SubjectRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["text"] = SAID[request.kind]
        choice: Any = self.fields["decision"]
        # What is erased is decided on the page that erases.
        left_out = Decision.DONE if request.kind == Kind.ERASURE and request.household_id else ""
        choice.choices = [one for one in Decision.choices if one[0] != left_out]
        if left_out:
            self.initial["text"] = ""

    def clean(self) -> dict[str, Any]:
        """Refuse nothing without a ground of the law."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decision") == Decision.REFUSED and not data.get("ground"):
            self.add_error("ground", _("Chọn căn cứ từ chối."))
        return data


class WhyForm(forms.Form):
    """Why more time is needed, or why a restriction ends."""

    why = TypedName(label=_("Lý do"), max_length=500)


class FindForm(forms.Form):
    """By which words a household is found."""

    q = TypedName(label=_("Tên chủ hộ hoặc số điện thoại"), max_length=120)
