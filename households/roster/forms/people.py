"""Forms of the people of a household."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from households.models import Resident
from households.register.forms import BirthYear, PhoneField
from households.survey.forms import PastDateField


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


class LeavingForm(forms.Form):
    """The day from which a person is no longer of the household; empty means today."""

    left_on = PastDateField(label=_("Không còn ở hộ từ ngày"), required=False)
