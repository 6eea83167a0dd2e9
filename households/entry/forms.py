"""The form of a new household."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import Status
from households.register.forms import QUICK, BirthYear, HouseholdForm
from households.survey.forms import ASKED
from skills.catalogue import NO_PLATFORM, SKILLS, Result
from skills.coverage import all_five, rest_unknown

# One tap that answers all five skills.
ALL_AT_ONCE = {"knows_all": Result.ALONE, "nobody_knows": Result.NONE}


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
        self.skill_cells = [(skill, self[f"skill_{skill.number}"]) for skill in SKILLS]

    def clean(self) -> dict[str, Any]:
        """Work out five answers of the head, None when nothing was asked, and where the household is.

        Refuses skill 5 where no local platform was named.
        """
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("skill_5") and not self.platforms:
            self.add_error("skill_5", NO_PLATFORM)
        how = data.get("how", "")
        results = all_five(ALL_AT_ONCE.get(how, Result.NONE), platforms=self.platforms)
        if how not in ALL_AT_ONCE:
            answers = [data.get(f"skill_{skill.number}") for skill in SKILLS]
            results = [int(answer) if answer else None for answer in answers]
        if data.get("rest") and how not in QUICK:
            results = rest_unknown(results, platforms=self.platforms)
        is_away = how == "nobody_home"
        was_asked = not is_away and any(answer is not None for answer in results)
        data["results"] = results if was_asked else None
        data["status"] = Status.NOBODY_HOME if is_away else Status.RESIDENT
        return data
