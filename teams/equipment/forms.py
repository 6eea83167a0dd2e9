"""Forms of what a team works with, what it lacks, and what its people learn."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from areas.models import Area
from teams.models import Course, Equipment, Member, Need, Team
from teams.training.queries import MOST, lines_of

Status = Need.Status

# Django's classes take type arguments only in their stubs.
if TYPE_CHECKING:
    AnyMemberField = forms.ModelChoiceField[Member]
    AnyAreaField = forms.ModelChoiceField[Area]
else:
    AnyMemberField = AnyAreaField = forms.ModelChoiceField

_DAY = {"placeholder": "dd/mm/yyyy"}
_FUTURE = _("Ngày còn ở phía trước. Ghi khi việc đã xong.")


def done_day(label: Any, **kwargs: Any) -> forms.DateField:
    """Return a field for a day that is over, or today, and may be unknown."""
    kwargs = {"required": False, "validators": [_not_in_future], **kwargs}
    return forms.DateField(label=label, widget=forms.DateInput(attrs=_DAY), **kwargs)


def _not_in_future(day: Any) -> None:
    if day > timezone.localdate():
        raise ValidationError(_FUTURE)


def _whole(label: Any, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a number that may be unknown, and is never nought: that would be no need."""
    kwargs = {"max_value": 100_000, **kwargs}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
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
    custodian = AnyMemberField(
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
        self.fields["custodian"].queryset = members  # type: ignore[attr-defined]

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


class PlaceChoice(AnyAreaField):
    """A village or commune, called by its name with its kind word."""

    def label_from_instance(self, obj: Area) -> str:
        """Name the unit."""
        return obj.full_name


class NeedForm(forms.Form):
    """What a village or commune lacks, and who says so."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    area = PlaceChoice(
        label=_("Nơi cần"), queryset=Area.objects.none(), empty_label=_("Chọn thôn hoặc xã")
    )
    kind = forms.ChoiceField(label=_("Thiếu gì"), choices=Need.Kind.choices)
    words = TypedName(
        label=_("Cần gì, để làm gì"),
        max_length=300,
        help_text=_("Không ghi tên hay số điện thoại của người dân"),
    )
    number = _whole(_("Số lượng"), help_text=_("Bao nhiêu người, máy, điểm; để trống nếu chưa rõ"))
    amount = _whole(
        _("Số tiền (đồng)"), help_text=_("Để trống nếu chưa rõ"), max_value=10**12, localize=True
    )
    asked_by = TypedName(
        label=_("Người nêu"), max_length=200, required=False, help_text=_("Ví dụ: tổ trưởng")
    )
    asked_on = done_day(_("Nêu ngày"), help_text=_("Để trống nếu là hôm nay"))

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = places  # type: ignore[attr-defined]

    def clean_asked_on(self) -> Any:
        """Default to today."""
        return self.cleaned_data["asked_on"] or timezone.localdate()


class AnswerForm(forms.Form):
    """What becomes of a request."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[(s.value, s.label) for s in (Status.LOOKING, Status.MET, Status.UNMET)],
        widget=forms.RadioSelect,
        initial=Status.LOOKING,
    )
    answer = TypedName(
        label=_("Trả lời"),
        max_length=500,
        help_text=_("Ai làm gì, đến bao giờ; hoặc vì sao chưa được"),
    )
    given = _whole(
        _("Số tiền đã cấp (đồng)"),
        help_text=_("Chỉ khi đã đáp ứng; để trống nếu không phải tiền"),
        max_value=10**12,
        localize=True,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse money that was given for what was not met."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("given") and data.get("status") != Status.MET:
            self.add_error("given", _("Chỉ ghi số tiền khi đã đáp ứng."))
        return data


class CourseForm(forms.Form):
    """A course: only its name is required."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = TypedName(label=_("Tên khoá"), max_length=200)
    kind = forms.ChoiceField(label=_("Hình thức"), choices=Course.Kind.choices)
    hours = _whole(_("Số giờ"), max_value=1000, help_text=_("Để trống nếu chưa rõ"))
    organiser = TypedName(label=_("Ai dạy"), max_length=200, required=False)


class SessionForm(forms.Form):
    """A session of a course, held or still to come."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    held_on = forms.DateField(label=_("Ngày"), widget=forms.DateInput(attrs=_DAY))
    place = TypedName(label=_("Nơi"), max_length=120, required=False)


class NamesForm(forms.Form):
    """Names pasted from a list, one a line; and the day all of them finished, where they did."""

    text = forms.CharField(
        label=_("Danh sách"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Mỗi dòng một người: họ tên, sau dấu phẩy hoặc ô Excel là tên thôn nếu cần"),
    )
    certified_on = done_day(
        _("Ngày chứng nhận"), help_text=_("Chỉ ghi khi cả danh sách đã học xong")
    )

    def clean_text(self) -> str:
        """Refuse a list too long to look through."""
        text: str = self.cleaned_data["text"]
        if len(lines_of(text)) > MOST:
            raise ValidationError(_("Nhiều nhất %(n)s dòng mỗi lần.") % {"n": MOST})
        return text


class CertificateForm(forms.Form):
    """A person's certificate; both empty takes back what was written in error."""

    certificate = TypedName(label=_("Số chứng nhận"), max_length=60, required=False)
    certified_on = done_day(_("Ngày chứng nhận"))

    def clean(self) -> dict[str, Any]:
        """Refuse a number without its day."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        lacks = data.get("certificate") and not data.get("certified_on")
        if lacks and "certified_on" not in self.errors:
            self.add_error("certified_on", _("Có số chứng nhận thì ghi ngày."))
        return data
