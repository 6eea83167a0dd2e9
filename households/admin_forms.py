"""The forms of the admin of households: what they offer and refuse."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.admin_parts import ActionForm
from households.models import CLOSED, Resident, Status
from skills.catalogue import COLUMNS, SKILLS
from skills.models import LocalPlatform

FUTURE = _("Ngày còn ở phía trước. Ghi khi việc đã làm.")


class PastForm(ActionForm):
    """A form whose days are never later than today."""

    def not_later(self, name: str) -> Any:
        """Return the day of a field, refused when it is still to come."""
        day = self.cleaned_data[name]
        if day and day > timezone.localdate():
            raise ValidationError(FUTURE)
        return day


class HouseholdForm(PastForm):
    """A household; a new one is not closed yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            status: Any = self.fields.get("status")
            if status:
                status.choices = [pair for pair in Status.choices if pair[0] not in CLOSED]
            self.initial.setdefault("opened_on", timezone.localdate())

    def clean_opened_on(self) -> Any:
        """Refuse a day to come."""
        return self.not_later("opened_on")


class ResidentForm(PastForm):
    """A person of a household. There is one head, who came with the household."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relation: Any = self.fields.get("relation")
        head = Resident.Relation.HEAD
        if relation:
            relation.choices = [
                pair
                for pair in Resident.Relation.choices
                if (pair[0] == head) == bool(self.instance.is_head)
            ]

    def clean_left_on(self) -> Any:
        """Refuse a day to come."""
        return self.not_later("left_on")


class AssessmentForm(PastForm):
    """What a person was found to know; skill 5 only where a platform is named."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for skill in SKILLS:
            if skill.column in self.fields:
                field: Any = self.fields[skill.column]
                field.label = skill.name
        if COLUMNS[4] in self.fields:
            self.fields[COLUMNS[4]].required = False
        self.initial.setdefault("assessed_on", timezone.localdate())

    def clean_assessed_on(self) -> Any:
        """Refuse a day to come."""
        return self.not_later("assessed_on")

    def clean(self) -> dict[str, Any]:
        """Refuse a result of skill 5 where nobody named a platform."""
        data = super().clean()
        person, day = data.get("resident"), data.get("assessed_on")
        if person and day and data.get(COLUMNS[4]) is not None:
            village = person.household.village
            if not LocalPlatform.unscoped.meant_in(village, day).exists():
                text = _("Chưa nền tảng số nào được nêu ở đây vào ngày này. Để trống kỹ năng 5.")
                raise ValidationError({COLUMNS[4]: text})
        return data


class DeclarationForm(PastForm):
    """A declared number; as of today unless another day is said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("declared_on", timezone.localdate())

    def clean_declared_on(self) -> Any:
        """Refuse a day to come."""
        return self.not_later("declared_on")
