"""The forms of the admin of households: what they offer and refuse."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.dated import FUTURE, is_to_come
from households.models import CLOSED, Resident, Status
from skills.catalogue import COLUMNS, SKILLS
from skills.models import FifthDue
from web.admin_parts import ActionForm

CLASHED = _(
    "Trong lúc trang này mở, người khác vừa ghi kết quả khác cho người này. Chưa ghi đè gì. "
    "Xem lịch sử của hộ, rồi mở trang mới và ghi lại nếu kết quả này mới đúng."
)
MERGED = _("Hộ này đã gộp vào hộ khác. Mở hộ kia rồi ghi ở đó.")
ERASED = _(
    "Dữ liệu của người này đã được xóa theo yêu cầu. Muốn ghi lại thì ghi ở trang của hộ, ở đó sẽ hỏi."
)
# To the millionth of a second, so that nothing falls between.
_SECONDS = "%Y-%m-%dT%H:%M:%S.%f"


class PastForm(ActionForm):
    """A form whose days are never later than today."""

    def not_later(self, name: str) -> Any:
        """Return the day of a field, refused when it is still to come."""
        day = self.cleaned_data[name]
        if is_to_come(day):
            raise ValidationError(FUTURE)
        return day


class HouseholdForm(PastForm):
    """A household; a new one is not closed yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status: Any = self.fields.get("status")
        new = self.instance.pk is None
        hidden = CLOSED if new else {Status.MERGED} - {self.instance.status}
        if status:
            status.choices = [pair for pair in Status.choices if pair[0] not in hidden]
        if new:
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
    """What a person was found to know; skill 5 only where a platform is named.

    `seen_at` is when the page was opened.
    """

    seen_at = forms.DateTimeField(
        label=_("mở trang lúc"), required=False, widget=forms.HiddenInput, input_formats=[_SECONDS]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for skill in SKILLS:
            if skill.column in self.fields:
                field: Any = self.fields[skill.column]
                field.label = skill.name
        if COLUMNS[4] in self.fields:
            self.fields[COLUMNS[4]].required = False
        self.initial.setdefault("assessed_on", timezone.localdate())
        self.initial["seen_at"] = timezone.localtime().strftime(_SECONDS)

    def clean_assessed_on(self) -> Any:
        """Refuse a day to come."""
        return self.not_later("assessed_on")

    def clean(self) -> dict[str, Any]:
        """Refuse a result of skill 5 where nobody named a platform."""
        data = super().clean()
        person, day = data.get("resident"), data.get("assessed_on")
        if person and day and data.get(COLUMNS[4]) is not None:
            village = person.household.village
            if not FifthDue().accepts(village, day):
                text = _("Chưa nền tảng số nào được nêu ở đây vào ngày này. Để trống kỹ năng 5.")
                raise ValidationError({COLUMNS[4]: text})
        return data


class DeclarationForm(PastForm):
    """Declared numbers; as of today unless another day is said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("declared_on", timezone.localdate())

    def clean_declared_on(self) -> Any:
        """Refuse a day to come."""
        return self.not_later("declared_on")

    def clean(self) -> dict[str, Any]:
        """Refuse nothing at all, and a village that declares villages."""
        data: dict[str, Any] = super().clean()
        area, villages = data.get("area"), data.get("villages")
        if villages is not None and area and area.is_village:
            raise ValidationError({"villages": _("Thôn chỉ khai báo số hộ. Để trống số thôn.")})
        if data.get("households") is None and villages is None:
            raise ValidationError({"households": _("Ghi số hộ, hoặc số thôn của xã.")})
        return data
