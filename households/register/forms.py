"""Forms of households. Only the head's name is ever required."""

import re
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from households.models import PrintedSheet, Resident, Status
from households.survey.forms import ASKED, all_five, not_later, rest_unknown
from skills.catalogue import SKILLS, Result
from skills.wording import NO_PLATFORM

FIRST_YEAR = 1900


def clean_phone(text: str) -> str:
    """Return a telephone number as written, or raise with an example."""
    text = text.strip()
    if text and not re.fullmatch(r"\+?[\d .]{8,16}", text):
        raise ValidationError(_("Số điện thoại chỉ gồm chữ số, ví dụ 0905 123 456."))
    return text


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


# Answers of one tap: what the head knows, or that nobody was there.
QUICK = ("knows_all", "nobody_knows", "nobody_home")


class NewHouseholdForm(HouseholdForm):
    """A new household with what its head knows.

    A skill that is left alone was not asked. "Biết cả 5", "Chưa biết kỹ năng nào" and "Còn lại: chưa
    biết" alone answer skills that nobody touched.
    """

    uuid = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    birth_year = BirthYear()
    rest = forms.BooleanField(label=_("Còn lại: chưa biết"), required=False)
    how = forms.ChoiceField(
        required=False,
        choices=[(how, "") for how in ("", "next", *QUICK)],
    )
    field_order = ["head_name", "birth_year", "hamlet", "phone", "uuid", "how"]

    def __init__(self, *args: Any, platforms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.platforms = platforms
        self.fields["uuid"].initial = uuid.uuid4
        for skill in SKILLS:
            self.fields[f"skill_{skill.number}"] = forms.ChoiceField(
                label=str(skill.name), required=False, choices=ASKED
            )

    def clean_skill_5(self) -> str:
        """Refuse skill 5 where no local platform was named."""
        answer = str(self.cleaned_data["skill_5"])
        if answer and not self.platforms:
            raise ValidationError(NO_PLATFORM)
        return answer

    @property
    def skill_cells(self) -> list[tuple[Any, str]]:
        """Each skill with its answer as it stands in the form: "" was not asked."""
        return [(s, str(self[f"skill_{s.number}"].value() or "")) for s in SKILLS]

    @property
    def results(self) -> Sequence[int | None] | None:
        """Five answers of the head, or None when nothing was asked."""
        match self.cleaned_data["how"]:
            case "knows_all":
                return all_five(Result.ALONE, platforms=self.platforms)
            case "nobody_knows":
                return all_five(Result.NONE, platforms=self.platforms)
            case "nobody_home":
                return None
        said = [self.cleaned_data[f"skill_{skill.number}"] for skill in SKILLS]
        found = [int(answer) if answer else None for answer in said]
        if self.cleaned_data["rest"]:
            found = rest_unknown(found, platforms=self.platforms)
        return None if all(answer is None for answer in found) else found

    @property
    def leads_on(self) -> bool:
        """Whether the next household is entered after this one."""
        return bool(self.cleaned_data["how"])

    @property
    def status(self) -> str:
        """Where the household is: at home unless "Vắng nhà" was pressed."""
        away = self.cleaned_data["how"] == "nobody_home"
        return Status.NOBODY_HOME if away else Status.RESIDENT


class ResidentForm(forms.Form):
    """A person of a household; the head stays its head."""

    full_name = TypedName(
        label=_("Họ tên"), max_length=200, error_messages={"required": _("Ghi họ tên.")}
    )
    relation = forms.ChoiceField(
        label=_("Quan hệ với chủ hộ"),
        choices=[c for c in Resident.Relation.choices if c[0] != Resident.Relation.HEAD],
        initial=Resident.Relation.SPOUSE,
    )
    birth_year = BirthYear()
    sex = forms.ChoiceField(
        label=_("Giới"), choices=[("", _("Chưa ghi")), *Resident.Sex.choices], required=False
    )
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, is_head: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_head:  # Their number is the household's.
            del self.fields["relation"], self.fields["phone"]

    def clean_phone(self) -> str:
        """Check the telephone number."""
        return clean_phone(str(self.cleaned_data["phone"]))


class LeavingForm(forms.Form):
    """The day from which a person is no longer of the household; empty means today."""

    left_on = forms.DateField(label=_("Không còn ở hộ từ ngày"), required=False)

    def clean_left_on(self) -> date:
        """Refuse a day that is still to come."""
        return not_later(self.cleaned_data["left_on"])


class DeclarationForm(forms.Form):
    """How many households a village says it has, who says so, and as of which day."""

    households = forms.IntegerField(
        label=_("Số hộ khai báo"), min_value=0, max_value=100_000, localize=True
    )
    source = TypedName(
        label=_("Nguồn"), max_length=120, help_text=_("Ví dụ: trưởng thôn, sổ hộ khẩu của công an.")
    )
    declared_on = forms.DateField(label=_("Tính đến ngày"), required=False)

    def clean_declared_on(self) -> date:
        """Refuse a day that is still to come."""
        return not_later(self.cleaned_data["declared_on"])


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
        day = not_later(self.cleaned_data["on"])
        if day < self.sheet.printed_on:
            raise ValidationError(
                _("Ngày khảo sát không thể trước ngày in phiếu, %(day)s."),
                params={"day": date_format(self.sheet.printed_on)},
            )
        return day
