"""The form of a new household."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from households.models import Status
from households.register.forms import QUICK, BirthYear, HouseholdForm
from households.survey.forms import ASKED, all_five, rest_unknown
from skills.catalogue import SKILLS, Result
from skills.wording import NO_PLATFORM


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
