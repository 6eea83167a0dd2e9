"""Fields and forms of a household and of its people: a name, and all else where it is known."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.dated import DoneDay
from areas.fields import TypedName
from households.models import MEANS, Household, Resident, Status

FIRST_YEAR = 1900
NO_YEAR = _("Năm sinh gồm bốn chữ số, từ 1900 đến năm nay, ví dụ 1979.")


class PhoneField(forms.CharField):
    """A telephone number as it is written."""

    default_validators = [
        RegexValidator(
            r"\A\+?[\d .]{8,16}\Z", _("Số điện thoại chỉ gồm chữ số, ví dụ 0905 123 456.")
        )
    ]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Điện thoại"),
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
            **kwargs,
        )


class BirthYear(forms.IntegerField):
    """A year of birth: four digits, not in the future."""

    default_error_messages = {"invalid": NO_YEAR}
    default_validators = [
        MinValueValidator(FIRST_YEAR, NO_YEAR),
        MaxValueValidator(lambda: timezone.localdate().year, NO_YEAR),
    ]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Năm sinh"),
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
            **kwargs,
        )


def asked_of(label: Any) -> forms.TypedChoiceField:
    """Return a question that a household answers by yes or no; what is left alone was not asked."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("", _("Chưa hỏi")), ("True", _("Có")), ("False", _("Không"))],
        coerce=lambda said: said == "True",
        empty_value=None,
        widget=forms.RadioSelect,
    )


def as_written(household: Household) -> dict[str, Any]:
    """Return what the form of a household starts with."""
    return {name: getattr(household, name) for name in ("head_name", "hamlet", "phone", *MEANS)}


class HouseholdForm(forms.Form):
    """Name, hamlet and telephone of a household, and what it has to learn with."""

    head_name = TypedName(
        label=_("Họ tên chủ hộ"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
        error_messages={
            "required": _("Ghi họ tên chủ hộ; chưa biết tên thì ghi tạm, ví dụ Nhà số 12.")
        },
        lettered=True,
    )
    hamlet = TypedName(label=_("Xóm, số nhà"), max_length=120, required=False)
    phone = PhoneField(max_length=20)
    smartphone = asked_of(_("Có điện thoại thông minh"))
    internet = asked_of(_("Có internet ở nhà"))


# Answers of one tap: what the head knows, or that nobody was there.
QUICK = ("knows_all", "nobody_knows", "nobody_home")


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
    phone = PhoneField(max_length=20)

    def __init__(self, *args: Any, is_head: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_head:  # Their number is the household's.
            del self.fields["relation"], self.fields["phone"]


class NewResidentForm(ResidentForm):
    """A person to add; the key makes a form that was sent twice add one."""

    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("uuid", uuid4())


class StandingForm(HouseholdForm):
    """What of a household two people may change at once: its texts, and where it is."""

    status = forms.ChoiceField(
        label=_("Tình trạng"), choices=[c for c in Status.choices if c[0] != Status.MERGED]
    )


class LeavingForm(forms.Form):
    """The day from which a person is no longer of the household; empty means today."""

    left_on = DoneDay(label=_("Không còn ở hộ từ ngày"), required=False)
