"""Forms of courses, their sessions and the people on them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from teams.equipment.forms import done_day, whole_number
from teams.models import Course
from teams.training.queries import MOST, lines_of
from web.fields import DayField


class CourseForm(forms.Form):
    """A course: only its name is required."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = TypedName(label=_("Tên khóa"), max_length=200)
    kind = forms.ChoiceField(label=_("Hình thức"), choices=Course.Kind.choices)
    hours = whole_number(_("Số giờ"), max_value=1000, help_text=_("Để trống nếu chưa rõ"))
    organiser = TypedName(label=_("Ai dạy"), max_length=200, required=False)


class SessionForm(forms.Form):
    """A session of a course, held or still to come."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    held_on = DayField(label=_("Ngày"))
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
