"""What somebody was found to know, as forms and taps carry it."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.dated import DoneDay
from households.models import Assessment, Resident
from skills.catalogue import CLEARED, EVIDENCE, NO_PLATFORM, SKILLS, Result
from skills.models import FifthDue, fifth_was_assessable
from web.scope import key_of

NOT_ASKED = ("", _("Chưa hỏi"))
SAID = (NOT_ASKED, ("1", _("Có")), ("0", _("Không")))
# Of a form that was not saved yet: not asked, knows it, does not know it yet.
ASKED = (NOT_ASKED, (str(Result.ALONE.value), _("Biết")), (str(Result.NONE.value), _("Chưa biết")))


def written(results: Sequence[int | None]) -> str:
    """Write five results as a form carries them: "02-10", "-" where nobody was asked."""
    return "".join("-" if result is None else str(int(result)) for result in results)


def read(text: str) -> list[int | None]:
    """Read five results back."""
    return [None if char == "-" else int(char) for char in text]


class TapForm(forms.Form):
    """A tap on what somebody knows: who, what was seen there, what is now found, the tap's key.

    `number` and `result` say one skill, CLEARED that it was not asked; `results` says all five instead.
    """

    resident = forms.CharField(required=False)
    was = forms.RegexField(r"^[-012]{5}$", required=False)
    uuid = forms.UUIDField(required=False)
    number = forms.TypedChoiceField(
        required=False, coerce=int, choices=[(skill.number, "") for skill in SKILLS]
    )
    result = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[(CLEARED, ""), *Result.choices]
    )
    results = forms.RegexField(r"^[-012]{5}$", required=False)

    def clean_resident(self) -> int:
        """Read the key; whose it is, is asked of the territory."""
        return key_of(self.cleaned_data["resident"])

    def clean(self) -> dict[str, Any]:
        """Refuse a tap that says neither one skill nor all."""
        data = super().clean() or self.cleaned_data
        one = data.get("number") and data.get("result") is not None
        if not (one or data.get("results")):
            raise ValidationError(_("Không rõ kỹ năng nào. Tải lại trang rồi chọn lại."))
        return data


class AssessmentForm(forms.Form):
    """What one person was found to know, how, and on which day; only one result is needed.

    It opens empty: only what was asked on that day is of that day. What stands is shown beside.
    """

    was = forms.RegexField(r"^[-012]{5}$", required=False, widget=forms.HiddenInput)
    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    assessed_on = DoneDay(
        label=_("Ngày khảo sát"),
        required=False,
        help_text=_("Để trống là hôm nay. Có thể là ngày trước, không thể sau hôm nay."),
    )
    method = forms.ChoiceField(
        label=_("Cách biết"),
        choices=Assessment.Method.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, person: Resident, **kwargs: Any) -> None:
        self.village = person.household.village
        start = {
            "was": written(person.results),
            "uuid": uuid.uuid4(),
            "method": Assessment.Method.INTERVIEW,
        }
        kwargs["initial"] = start
        super().__init__(*args, **kwargs)
        self.stands = dict(enumerate(person.results, start=1))
        # Offered where a platform was ever named: the day of the survey is not known yet.
        fifth = fifth_was_assessable(self.village, timezone.localdate())
        for skill in SKILLS if fifth else SKILLS[:4]:
            choices = (NOT_ASKED, *Result.choices)
            self.fields[f"result_{skill.number}"] = three_states(skill.name, choices)
        for sign in EVIDENCE:
            self.fields[f"sign_{sign.number}"] = three_states(sign.name, SAID)

    @property
    def skill_fields(self) -> list[tuple[Any, int | None]]:
        """The fields of the skills, in order, each with what stands now."""
        pairs = ((f"result_{number}", now) for number, now in self.stands.items())
        return [(self[name], now) for name, now in pairs if name in self.fields]

    @property
    def sign_fields(self) -> list[Any]:
        """The fields of the signs, in order."""
        return [self[name] for name in self.fields if name.startswith("sign_")]

    def clean_method(self) -> str:
        """Take asking for the usual way."""
        return str(self.cleaned_data["method"] or Assessment.Method.INTERVIEW)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one result."""
        data = super().clean() or self.cleaned_data
        if not any(value for name, value in data.items() if name.startswith("result_")):
            raise ValidationError(_("Chọn kết quả của ít nhất một kỹ năng."))
        day = data.get("assessed_on")
        if day and data.get("result_5") and not FifthDue().accepts(self.village, day):
            self.add_error("result_5", NO_PLATFORM)
        return data

    @property
    def results(self) -> list[int | None]:
        """Five answers; None was not asked that day."""
        found = [self.cleaned_data.get(f"result_{skill.number}") for skill in SKILLS]
        return [int(value) if value else None for value in found]

    @property
    def seen(self) -> list[int | None] | None:
        """The five results that stood when it was opened, if it says so.

        None for one that was found again: if somebody found it differently meanwhile, that is asked.
        """
        shown = read(self.cleaned_data["was"])
        pairs = zip(self.results, shown, strict=True)
        return [None if new == old else old for new, old in pairs] if shown else None

    @property
    def evidence(self) -> tuple[int, int]:
        """The masks of signs said yes and said no."""
        said = {sign.bit: self.cleaned_data.get(f"sign_{sign.number}") for sign in EVIDENCE}
        yes = sum(bit for bit, word in said.items() if word == "1")
        return yes, sum(bit for bit, word in said.items() if word == "0")


def three_states(label: Any, choices: Any) -> forms.ChoiceField:
    """Return a question with three answers, none of them needed."""
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)
