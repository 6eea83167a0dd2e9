"""Forms of a household's life: where it goes, who goes, and from which day."""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from areas.dated import DoneDay
from areas.fields import TypedName
from areas.models import Area
from households.models import Household, Resident

# Django's class takes type arguments only in its stubs.
if TYPE_CHECKING:
    AnyModelChoiceField = forms.ModelChoiceField[Area]
else:
    AnyModelChoiceField = forms.ModelChoiceField

NEW = "new"


class TurnForm(forms.Form):
    """The day of a turn in a household's life, and the version of the household that was seen."""

    on = DoneDay(label=_("Từ ngày"), help_text=_("Hôm nay hoặc một ngày trước đó."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        start = {"on": timezone.localdate(), "version": household.version}
        super().__init__(*args, **{**kwargs, "initial": {**start, **kwargs.get("initial", {})}})
        self.order_fields([name for name in self.fields if name != "on"])


class VillageChoice(AnyModelChoiceField):
    """A village, called by its name with its kind word."""

    def label_from_instance(self, obj: Area) -> str:
        """Name the village."""
        return obj.full_name


class MoveForm(TurnForm):
    """To which other village of the commune a household moves."""

    village = VillageChoice(
        label=_("Chuyển đến"), queryset=Area.objects.none(), empty_label=_("Chọn thôn")
    )

    def __init__(self, *args: Any, villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages  # type: ignore[attr-defined]  # a field of choices


def called(person: Resident) -> str:
    """Return how a person is called in a list to choose from: name, year, relation."""
    year = gettext(", sinh %(year)d") % {"year": person.birth_year} if person.birth_year else ""
    return f"{person.full_name}{year} ({person.relation_label})"


class PeopleForm(TurnForm):
    """A form that chooses among the people of a household."""

    def __init__(self, *args: Any, people: Sequence[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}

    def offer(self, name: str, *others: tuple[str, Any]) -> None:
        """Offer the people, and something else, in a field."""
        field: Any = self.fields[name]
        people = [(key, called(person)) for key, person in self.people.items()]
        field.choices = [*others[:1], *people, *others[1:]]

    def person(self, name: str) -> Resident | None:
        """Return the person chosen in a field, or None."""
        return self.people.get(self.cleaned_data[name])


class SplitForm(PeopleForm):
    """Who leaves to make a household of their own, and who heads both."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    going = forms.MultipleChoiceField(
        label=_("Ai tách ra"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kết quả khảo sát đi theo từng người."),
    )
    head = forms.ChoiceField(
        label=_("Chủ hộ của hộ mới"),
        required=False,
    )
    head_name = TypedName(
        label=_("Họ tên người chưa có trong sổ"),
        max_length=200,
        required=False,
        help_text=_("Chỉ ghi khi chủ hộ mới chưa có tên ở trên."),
        lettered=True,
    )
    next_head = forms.ChoiceField(
        label=_("Chủ hộ của hộ ở lại, nếu chủ hộ tách ra"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uuid"].initial = uuid.uuid4
        going: Any = self.fields["going"]
        going.choices = [(key, called(person)) for key, person in self.people.items()]
        oldest = ("", _("Người lớn tuổi nhất trong số đó"))
        self.offer("head", oldest, (NEW, _("Người chưa có trong sổ, ghi ở dưới")))
        self.offer("next_head", ("", _("Người lớn tuổi nhất trong số ở lại")))

    def clean(self) -> dict[str, Any]:
        """Ask for the name of somebody new, and for one who goes to head those who go."""
        data = super().clean() or self.cleaned_data
        if data.get("head") == NEW and not data.get("head_name"):
            self.add_error("head_name", _("Ghi họ tên chủ hộ mới."))
        elif data.get("head") and data["head"] not in [NEW, *data.get("going", [])]:
            self.add_error("head", _("Chủ hộ mới phải là một người tách ra."))
        if data.get("next_head") and data["next_head"] in data.get("going", []):
            self.add_error("next_head", _("Chọn một người ở lại."))
        return data

    @property
    def asked(self) -> dict[str, Any]:
        """What the action needs to know."""
        data = self.cleaned_data
        return {
            "residents": [self.people[key] for key in data["going"]],
            "head": self.person("head"),
            "head_name": "" if self.person("head") else data["head_name"],
            "next_head": self.person("next_head"),
            "on": data["on"],
            "uuid": data["uuid"],
            "version": data["version"],
        }


class HeadForm(PeopleForm):
    """Who heads the household from now on, and whether the head before has left it."""

    head = forms.ChoiceField(label=_("Chủ hộ mới"), widget=forms.RadioSelect)
    leaves = forms.ChoiceField(
        label=_("Chủ hộ cũ"),
        widget=forms.RadioSelect,
        choices=[("0", _("Vẫn ở hộ")), ("1", _("Không còn ở hộ"))],
        initial="0",
    )
    field_order = ("head", "leaves", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("head")


class MergeForm(TurnForm):
    """Which of two households is kept, and from which day."""

    other = forms.UUIDField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    keep = forms.ChoiceField(label=_("Giữ lại hộ nào"), widget=forms.RadioSelect)
    field_order = ("keep", "on")

    def __init__(self, *args: Any, household: Household, other: Household, **kwargs: Any) -> None:
        super().__init__(*args, household=household, **kwargs)
        field: Any = self.fields["keep"]
        field.choices = [(str(one.uuid), named(one)) for one in (household, other)]
        self.initial.update(other=other.uuid, other_version=other.version, keep=household.uuid)


def named(household: Household) -> str:
    """Return how a household is called beside another of the same name."""
    place = ", ".join(word for word in (household.hamlet, household.village.full_name) if word)
    return f"{household.head_name} ({place}; {household.code})"
