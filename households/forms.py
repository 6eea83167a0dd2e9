"""Forms of households. Only the head's name is ever required."""

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from households.models import PrintedSheet, Resident, Status
from skills.catalogue import SKILLS, Result

FIRST_YEAR = 1900


def clean_phone(text: str) -> str:
    """Return a telephone number as written, or raise with an example."""
    text = text.strip()
    if text and not re.fullmatch(r"\+?[\d .]{8,16}", text):
        raise ValidationError(_("Số điện thoại chỉ gồm chữ số, ví dụ 0905 123 456."))
    return text


def results_of(ticked: list[str], *, platforms: bool) -> Sequence[int | None]:
    """Return five results of ticked skills; skill 5 is not assessed where no platform is named."""
    found: list[int | None] = [
        Result.ALONE if str(skill.number) in ticked else Result.NONE for skill in SKILLS
    ]
    return found if platforms else [*found[:4], None]


def ticked_of(results: Sequence[int | None]) -> list[str]:
    """Return the numbers of the skills that stand as known alone."""
    pairs = zip(SKILLS, results, strict=True)
    return [str(skill.number) for skill, result in pairs if result == Result.ALONE]


class BirthYear(forms.IntegerField):
    """A year of birth: four digits, not in the future."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Năm sinh"),
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """Refuse a year that cannot be one."""
        year = super().clean(value)
        if year is not None and not FIRST_YEAR <= year <= timezone.localdate().year:
            raise ValidationError(_("Năm sinh gồm bốn chữ số, ví dụ 1979."))
        return year


class HouseholdForm(forms.Form):
    """Name, hamlet and telephone of a household."""

    head_name = TypedName(
        label=_("Họ tên chủ hộ"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
        error_messages={"required": _("Ghi họ tên chủ hộ.")},
    )
    hamlet = TypedName(label=_("Xóm, số nhà"), max_length=120, required=False)
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_head_name(self) -> str:
        """Refuse a name without a letter."""
        name = str(self.cleaned_data["head_name"])
        if not any(char.isalpha() for char in name):
            raise ValidationError(_("Họ tên phải có chữ."))
        return name

    def clean_phone(self) -> str:
        """Check the telephone number."""
        return clean_phone(str(self.cleaned_data["phone"]))


class NewHouseholdForm(HouseholdForm):
    """A new household with what its head knows.

    Nothing ticked and "Lưu" leaves it unsurveyed; "Không ai biết" records five times "not yet".
    """

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    birth_year = BirthYear()
    skill = forms.MultipleChoiceField(
        required=False, choices=[(str(skill.number), skill.name) for skill in SKILLS]
    )
    how = forms.ChoiceField(
        required=False,
        choices=[("", ""), ("next", ""), ("nobody_knows", ""), ("nobody_home", "")],
    )
    field_order = ["head_name", "birth_year", "hamlet", "phone", "skill", "uuid", "how"]

    def __init__(self, *args: Any, platforms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.platforms = platforms
        self.fields["uuid"].initial = uuid.uuid4

    def clean_skill(self) -> list[str]:
        """Refuse skill 5 where no local platform was named."""
        ticked: list[str] = self.cleaned_data["skill"]
        if "5" in ticked and not self.platforms:
            raise ValidationError(
                _("Chưa nêu nền tảng số địa phương nên chưa khảo sát được kỹ năng 5.")
            )
        return ticked

    @property
    def results(self) -> Sequence[int | None] | None:
        """Five results of the head, or None when nobody was surveyed."""
        ticked = self.cleaned_data["skill"]
        if self.cleaned_data["how"] == "nobody_home":
            return None
        if not ticked and self.cleaned_data["how"] != "nobody_knows":
            return None
        return results_of(ticked, platforms=self.platforms)

    @property
    def status(self) -> str:
        """Where the household is: at home unless "Vắng nhà" was pressed."""
        away = self.cleaned_data["how"] == "nobody_home"
        return Status.NOBODY_HOME if away else Status.RESIDENT


class ResidentForm(forms.Form):
    """A person of a household."""

    full_name = TypedName(label=_("Họ tên"), max_length=200)
    relation = forms.ChoiceField(
        label=_("Quan hệ với chủ hộ"),
        choices=[c for c in Resident.Relation.choices if c[0] != Resident.Relation.HEAD],
        initial=Resident.Relation.SPOUSE,
    )
    birth_year = BirthYear()
    sex = forms.ChoiceField(
        label=_("Giới"), choices=[("", _("Chưa ghi")), *Resident.Sex.choices], required=False
    )


class AssessmentForm(forms.Form):
    """What one person was found to know, on a day that is not later than today."""

    assessed_on = forms.DateField(label=_("Ngày khảo sát"), required=False)
    skill = forms.MultipleChoiceField(
        required=False, choices=[(str(skill.number), skill.name) for skill in SKILLS]
    )

    def results(self, *, platforms: bool) -> Sequence[int | None]:
        """Return five results; skill 5 is not assessed where no platform was named."""
        return results_of(self.cleaned_data["skill"], platforms=platforms)

    def clean_assessed_on(self) -> Any:
        """Refuse a day that is still to come; empty means today."""
        day = self.cleaned_data["assessed_on"] or timezone.localdate()
        if day > timezone.localdate():
            raise ValidationError(_("Ngày khảo sát không thể sau hôm nay."))
        return day


class KeyingForm(forms.Form):
    """The day of the survey of a printed sheet: from its printing to today."""

    on = forms.DateField(
        label=_("Ngày khảo sát"), help_text=_("Ghi trên phiếu; mặc định là ngày in.")
    )

    def __init__(self, *args: Any, sheet: PrintedSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.fields["on"].initial = sheet.printed_on

    def clean_on(self) -> Any:
        """Refuse a day before the sheet was printed, and one that is still to come."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Ngày khảo sát không thể sau hôm nay."))
        if day < self.sheet.printed_on:
            raise ValidationError(
                _("Ngày khảo sát không thể trước ngày in phiếu, %(day)s."),
                params={"day": date_format(self.sheet.printed_on)},
            )
        return day
