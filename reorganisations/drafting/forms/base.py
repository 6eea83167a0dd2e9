"""A form for one change of a decision, with the paper on the same page."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _, ngettext

from areas.fields import TypedName
from areas.kinds import Kind as UnitKind
from areas.models import Area
from reorganisations.drafting.actions import Change, Unit
from reorganisations.drafting.forms.paper import PaperForm
from reorganisations.drafting.queries.villages import Village, is_called
from reorganisations.models import Operation


class OperationForm(PaperForm):
    """The paper, and one change; `villages` are those that it may name, `reach` is the unit of whoever writes."""

    kind_of_change: ClassVar[str]
    # The template that draws its own fields.
    part: ClassVar[str]

    def __init__(
        self,
        data: Any = None,
        *,
        commune: Area,
        villages: Sequence[Village],
        operation: Operation | None = None,
        reach: Area | None = None,
        **kwargs: Any,
    ) -> None:
        self.commune, self.reach = commune, reach or commune
        self.by_key = {str(one.area.pk): one.area for one in villages}
        first = self.first_of(operation) if operation else {}
        super().__init__(data, initial={**kwargs.pop("initial", {}), **first}, **kwargs)
        self.choices = [(str(one.area.pk), _labelled(one)) for one in villages]
        kinds = Counter(one.area.kind for one in villages)
        self.usual_kind = kinds.most_common(1)[0][0] if kinds else UnitKind.THON.value

    def first_of(self, operation: Operation) -> dict[str, Any]:
        """Return what the form shows of an operation that is there."""
        return {"villages": [str(one.area_id) for one in operation.parts.sources()]}

    @property
    def sources(self) -> list[Area]:
        """The villages that change."""
        return [self.by_key[key] for key in self.cleaned_data["villages"]]

    @property
    def units(self) -> list[Unit]:
        """What comes of them."""
        return []

    @property
    def change(self) -> Change:
        """What the form says is done."""
        return Change(self.kind_of_change, self.sources, self.units)

    def is_taken(self, kind: str, name: str, but: Sequence[Area]) -> bool:
        """Say whether another village of the commune is called so already."""
        return bool(name) and is_called(self.commune, kind, name, but)


def _labelled(one: Village) -> Any:
    homes = ngettext("%(n)s hộ", "%(n)s hộ", one.households)
    return format_html(
        '{} <small class="xs">{}</small>',
        one.area.full_name,
        homes % {"n": number_format(one.households)},
    )


TAKEN = _("Xã đã có một đơn vị tên này. Đặt tên khác.")


def villages_field(label: Any, required: Any) -> Any:
    """Return the field in which villages are ticked."""
    return forms.MultipleChoiceField(
        label=label,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": required,
            "invalid_choice": _("Có thôn vừa kết thúc hoặc đã đứng ở việc khác. Chọn lại."),
        },
    )


def name_field(label: Any, **kwargs: Any) -> TypedName:
    """Return the field of a village's name."""
    return TypedName(label=label, max_length=120, required=False, **kwargs)


class TickedForm(OperationForm):
    """Villages are ticked, and the same is done to each."""

    villages = villages_field(_("Thôn"), _("Chọn ít nhất một thôn."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["villages"].choices = self.choices  # type: ignore[attr-defined]  # a field of choices

    def unit(self, village: Area, **changed: Any) -> Unit:
        """Return a village that lives on, with what is changed of it."""
        facts = {"kind": village.kind, "name": village.name, "parent": self.commune}
        return Unit(area=village, **{**facts, **changed})
