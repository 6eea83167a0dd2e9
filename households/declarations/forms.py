"""Forms of declared numbers, and of registers that are complete."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from areas.dated import DoneDay
from areas.fields import TypedName
from areas.models import Area
from households.declarations.actions import Said
from households.models import MEASURED, MOST_HOUSEHOLDS, MOST_VILLAGES, NUMBERS, Declaration
from web.fields import WholeNumberField, WholeNumberInput

_MOST = {"households": MOST_HOUSEHOLDS, "villages": MOST_VILLAGES}
_LABELS = {"households": _("Số hộ"), "villages": _("Số thôn")}


def _number(name: str, label: Any, **attrs: Any) -> WholeNumberField:
    """Return the field of one declared number; blank is not declared."""
    widget, most = WholeNumberInput(attrs), _MOST[name]
    return WholeNumberField(label=label, required=False, min_value=0, max_value=most, widget=widget)


class SourceForm(forms.Form):
    """Who says so, and as of which day."""

    source = TypedName(
        label=_("Nguồn"),
        max_length=120,
        help_text=_("Cần ghi. Ví dụ: báo cáo của xã, niên giám thống kê."),
    )
    declared_on = DoneDay(
        label=_("Tính đến ngày"), required=False, help_text=_("Để trống là hôm nay.")
    )


class CommuneDeclarationForm(SourceForm):
    """How many households and villages one commune has."""

    households = _number("households", _("Số hộ của xã"))
    villages = _number("villages", _("Số thôn của xã"))
    field_order = ("households", "villages", "source", "declared_on")

    def clean(self) -> dict[str, Any]:
        """Refuse a declaration without a number."""
        data = super().clean() or {}
        if not self.errors.keys() & set(NUMBERS) and all(data.get(n) is None for n in NUMBERS):
            raise ValidationError(_("Ghi số hộ, hoặc số thôn, hoặc cả hai."))
        return data


@dataclass(frozen=True)
class Line:
    """One commune of the table: what stands, and its two fields."""

    area: Area
    stands: Mapping[str, Declaration]
    fields: Sequence[BoundField]

    @property
    def said(self) -> list[Declaration]:
        """The declarations that stand, one where both numbers come from the same."""
        return list({row.pk: row for row in self.stands.values()}.values())


class ManyForm(SourceForm):
    """Two numbers for each commune, one source and day for all. What is blank stays as it stands."""

    def __init__(
        self, *args: Any, communes: Sequence[Area], stands: Mapping[int, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.communes, self.stands = communes, stands
        for commune in communes:
            for name in NUMBERS:
                label = f"{commune.full_name}, {str(_LABELS[name]).lower()}"
                attrs = {"class": "in", "aria-label": label, "data-column": name}
                self.fields[f"{name}-{commune.pk}"] = _number(name, label, **attrs)

    def lines(self) -> Iterator[Line]:
        """Yield the communes with their fields."""
        for commune in self.communes:
            fields = [self[f"{name}-{commune.pk}"] for name in NUMBERS]
            yield Line(commune, self.stands.get(commune.pk, {}), fields)

    def said(self) -> list[Said]:
        """Return what is declared, for `actions.declare_many`."""
        rows = [
            Said(commune, *(self.cleaned_data[f"{name}-{commune.pk}"] for name in NUMBERS))
            for commune in self.communes
        ]
        return [row for row in rows if row.numbers]

    def refuse(self, refused: Mapping[int, str]) -> None:
        """Put the reasons of refusal at the fields that were filled in."""
        for said in self.said():
            if why := refused.get(said.area.pk):
                self.add_error(f"{next(iter(said.numbers))}-{said.area.pk}", why)

    def clean(self) -> dict[str, Any]:
        """Refuse a table without a number."""
        data = super().clean() or {}
        names = [name for name in self.fields if "-" in name]
        if not self.errors.keys() & set(names) and all(data.get(name) is None for name in names):
            raise ValidationError(_("Chưa có số nào. Ghi số cho ít nhất một xã."))
        return data


class CompletionForm(forms.Form):
    """From which day a register is complete, and why, where little of it is there."""

    from_day = DoneDay(label=_("Đủ từ ngày"), required=False, help_text=_("Để trống là hôm nay."))
    reason = TypedName(
        label=_("Lý do"),
        max_length=255,
        required=False,
        help_text=_("Cần khi trong sổ chưa tới 90% số khai báo."),
    )


class UndoForm(forms.Form):
    """From which day it is complete no longer: not before the day of the act."""

    undone_on = DoneDay(label=_("Không còn đủ từ ngày"), required=False)
    undone_reason = TypedName(label=_("Lý do bỏ"), max_length=255, required=False)

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_undone_on(self) -> date:
        """Refuse a day before the act."""
        day: date = self.cleaned_data["undone_on"]
        if day < self.since:
            raise ValidationError(
                _("Không trước ngày ghi là đủ, %(day)s."),
                params={"day": self.since.strftime("%d/%m/%Y")},
            )
        return day


class SeenForm(forms.Form):
    """Which numbers stood on the page from which an act is confirmed; none declared is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {name: forms.IntegerField(required=False) for name in MEASURED}

    @property
    def seen(self) -> dict[str, int | None]:
        """The numbers by name, None for whatever is none."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in MEASURED}


class QuestionForm(forms.Form):
    """What the upper level asks about an act."""

    question = TypedName(
        label=_("Hỏi lại"),
        max_length=255,
        error_messages={"required": _("Ghi điều cần hỏi, ví dụ: vì sao chỉ có 58 trên 96 hộ?")},
    )


class DeclarationForm(forms.Form):
    """How many households a village says it has, who says so, and as of which day."""

    households = WholeNumberField(
        label=_("Số hộ khai báo"),
        min_value=0,
        max_value=100_000,
        widget=WholeNumberInput,
    )
    source = TypedName(
        label=_("Nguồn"), max_length=120, help_text=_("Ví dụ: trưởng thôn, sổ hộ khẩu của công an.")
    )
    declared_on = DoneDay(label=_("Tính đến ngày"), required=False)
