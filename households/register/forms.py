"""Forms of households. Only the head's name is ever required."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from skills.catalogue import SKILLS, Result

FIRST_YEAR = 1900


class PhoneField(forms.CharField):
    """A telephone number as it is written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Điện thoại"),
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """Refuse what is no number, with an example of one."""
        text = super().clean(value)
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
    phone = PhoneField(max_length=20)

    def clean_head_name(self) -> str:
        """Refuse a name without a letter."""
        name = str(self.cleaned_data["head_name"])
        if not any(char.isalpha() for char in name):
            raise ValidationError(_("Họ tên phải có chữ."))
        return name


# Answers of one tap: what the head knows, or that nobody was there.
QUICK = ("knows_all", "nobody_knows", "nobody_home")


def all_five(result: int, *, platforms: bool) -> list[int | None]:
    """Return one answer to all five; skill 5 is not asked where no platform is named."""
    return [result if skill.number < 5 or platforms else None for skill in SKILLS]


def rest_unknown(results: Sequence[int | None], *, platforms: bool) -> list[int | None]:
    """Return five answers in which whatever was not asked is "not yet known"."""
    rest = all_five(Result.NONE, platforms=platforms)
    return [other if one is None else one for one, other in zip(results, rest, strict=True)]
