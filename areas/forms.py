"""Forms of this app."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.dated import done_on
from areas.fields import TypedName
from areas.kinds import VILLAGE_KINDS
from areas.models import Area
from areas.names import fold
from web.fields import DayField, DayInput


def without_kind_word(name: str, kinds: Iterable[tuple[str, str]] = VILLAGE_KINDS) -> str:
    """Take away a kind word written twice ("thôn Thôn Hội Phú")."""
    name = name.strip()
    for _value, label in kinds:
        head, rest = name[: len(label) + 1], name[len(label) + 1 :]
        if rest and fold(head) == fold(label) and head.endswith(" "):
            return rest.strip()
    return name


class VillageForm(forms.Form):
    """A new village, or a village whose name is put right."""

    kind = forms.ChoiceField(label=_("Loại"), choices=VILLAGE_KINDS)
    name = TypedName(
        label=_("Tên, không ghi chữ “thôn”"),
        max_length=120,
        help_text=_("Ví dụ: Hội Phú; khu phố 3 thì ghi 3"),
    )
    same_name = forms.BooleanField(
        label=_("Đúng là thôn khác, trùng tên"), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, commune: Area, village: Area | None = None, **kwargs: Any
    ) -> None:
        self.commune, self.present_key = commune, village.pk if village else 0
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        """Take away a kind word written twice."""
        return without_kind_word(str(self.cleaned_data["name"]))

    @property
    def called(self) -> dict[str, Any]:
        """What the village is called: kind and name."""
        return {name: self.cleaned_data[name] for name in ("kind", "name")}

    def clean(self) -> dict[str, Any]:
        """Warn once of a namesake in the commune; a second "Lưu" means it."""
        data = super().clean() or {}
        name = data.get("name")
        others = Area.unscoped.filter(commune=self.commune).exclude(pk=self.present_key)
        if name and not data.get("same_name") and others.called(name).exists():
            self.data = {**self.data.dict(), "same_name": "on"}  # type: ignore[attr-defined]  # of a request
            self.fields["same_name"].widget = forms.CheckboxInput()
            raise ValidationError(
                {"name": _("Xã đã có một thôn tên này. Nếu đúng là thôn khác, bấm Lưu lần nữa.")}
            )
        return data


class RenameForm(forms.Form):
    """A new name from a day on, by a document."""

    kind = forms.ChoiceField(label=_("Loại"), choices=VILLAGE_KINDS)
    name = TypedName(label=_("Tên mới"), max_length=120)
    on = DayField(label=_("Từ ngày"), widget=DayInput(past=True))
    document = TypedName(
        label=_("Văn bản"),
        max_length=255,
        help_text=_("Số và ngày, ví dụ: 12/NQ-HĐND ngày 01/07/2026"),
    )

    def clean_on(self) -> Any:
        """Refuse a day that is still to come."""
        words = _("Ngày này chưa đến. Ghi khi tên mới đã có hiệu lực.")
        return done_on(self.cleaned_data["on"], words)
