"""The form of a new household: its head, and the other people who live there, in one form."""

import re
import uuid
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from households.models import Resident, Status
from households.register.forms import QUICK, BirthYear, HouseholdForm, ResidentForm
from households.survey.forms import ASKED
from skills.catalogue import NO_PLATFORM, SKILLS, Result, Skill
from skills.coverage import rest_as

# What a choice says of the skills that nobody touched.
ALL_AT_ONCE = {"knows_all": Result.ALONE, "nobody_knows": Result.NONE}
AWAY = "nobody_home"
# A field of somebody beside the head, by the number of that person.
_OF_A_PERSON = re.compile(r"p(\d{1,3})-")
# What a field of an empty person holds.
_NOTHING = ("", Resident.Relation.OTHER.value)


def _answer(skill: Skill) -> forms.ChoiceField:
    name: Any = skill.name
    return forms.ChoiceField(label=name, required=False, choices=ASKED)


class AnswersForm(forms.Form):
    """What somebody was asked: a skill that is left alone was not.

    "Biết cả 5", "Chưa biết kỹ năng nào" and "Còn lại: chưa biết" answer the skills that nobody touched, and
    nothing else does.
    """

    skill_1, skill_2, skill_3, skill_4, skill_5 = map(_answer, SKILLS)
    rest = forms.BooleanField(label=_("Còn lại: chưa biết"), required=False)
    how = forms.ChoiceField(required=False, choices=[(how, "") for how in ("", *QUICK)])

    def __init__(self, *args: Any, platforms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.platforms = platforms
        self.skill_cells = [(skill, self[f"skill_{skill.number}"]) for skill in SKILLS]

    def clean(self) -> dict[str, Any]:
        """Work out five answers, None when nothing was asked; skill 5 only where a platform was named."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("skill_5") and not self.platforms:
            self.add_error("skill_5", NO_PLATFORM)
        answers = [data.get(f"skill_{skill.number}") for skill in SKILLS]
        results = [int(answer) if answer else None for answer in answers]
        rest = ALL_AT_ONCE.get(data.get("how", ""), Result.NONE if data.get("rest") else None)
        if rest is not None:
            results = rest_as(rest, results, platforms=self.platforms)
        was_asked = data.get("how") != AWAY and any(one is not None for one in results)
        data["results"] = results if was_asked else None
        return data


class NextPersonForm(AnswersForm):
    """Somebody who lives in the household beside its head; a name is enough."""

    full_name, birth_year, sex, phone = (
        ResidentForm.base_fields[name] for name in ("full_name", "birth_year", "sex", "phone")
    )
    relation = forms.ChoiceField(
        label=_("Quan hệ với chủ hộ"),
        choices=[one for one in Resident.Relation.choices if one[0] != Resident.Relation.HEAD],
        initial=Resident.Relation.OTHER,
        required=False,
    )

    def facts(self) -> dict[str, Any]:
        """Return what is said of them, as the action takes it."""
        names = ("full_name", "birth_year", "sex", "phone", "results")
        relation = self.cleaned_data["relation"] or Resident.Relation.OTHER
        return {"relation": relation, **{name: self.cleaned_data[name] for name in names}}


class NewHouseholdForm(AnswersForm, HouseholdForm):
    """A new household with what its head knows, and its other people as `people`."""

    uuid = forms.UUIDField(
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}), initial=uuid.uuid4
    )
    birth_year = BirthYear()

    @cached_property
    def people(self) -> list[NextPersonForm]:
        """The forms of those who were begun, by a name, an answer or a fact, and an empty one after them."""
        typed = self.data if self.is_bound else self.initial
        begun = {
            int(found[1])
            for name, value in typed.items()
            if value not in _NOTHING and (found := _OF_A_PERSON.match(name))
        }
        empty = NextPersonForm(prefix=f"p{max(begun, default=1) + 1}", platforms=self.platforms)
        return [*map(self.person, sorted(begun)), empty]

    def person(self, number: int) -> NextPersonForm:
        """Return the form of the person of a number, with what was typed of them."""
        prefix = f"p{number}"
        typed = {
            name.removeprefix(f"{prefix}-"): value
            for name, value in self.initial.items()
            if name.startswith(f"{prefix}-")
        }
        data = self.data if self.is_bound else None
        return NextPersonForm(data, prefix=prefix, initial=typed, platforms=self.platforms)

    def clean(self) -> dict[str, Any]:
        """Take the people with it, each with a name; nobody is home only where nobody was asked anything."""
        data = super().clean()
        for person in self.people[:-1]:
            for name, errors in person.errors.items():
                self.errors[f"{person.prefix}-{name}"] = errors
        if self.errors:
            return data
        data["people"] = [person.facts() for person in self.people[:-1]]
        asked = any(person["results"] for person in data["people"])
        is_away = data["how"] == AWAY and not asked
        data["status"] = Status.NOBODY_HOME if is_away else Status.RESIDENT
        return data

    def faults(self) -> list[tuple[str, str]]:
        """Return all that is wrong: the field to go to, nothing where it is of the whole form, and the words."""
        found = [("", str(error)) for error in self.non_field_errors()]
        for number, form in enumerate([self, *self.people], 1):
            whose = gettext("Người thứ %(n)s, ") % {"n": number} if form is not self else ""
            for field in form:
                name = field.label.lower() if whose else field.label
                found += [(field.auto_id, f"{whose}{name}: {one}") for one in field.errors]
        return found
