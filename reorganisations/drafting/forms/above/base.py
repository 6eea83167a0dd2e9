"""A form for one change of communes, districts or provinces, with the paper on the same page.

Units are found by name and ticked; a search is no mistake and keeps all that was typed.
"""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.fields import TypedName
from areas.forms import without_kind_word
from areas.kinds import KINDS_OF_LEVEL, Kind, Level
from areas.models import Area, AreaQuerySet
from reorganisations.drafting.actions import Change, Unit
from reorganisations.drafting.forms.base import name_field
from reorganisations.drafting.forms.paper import PaperForm, is_search, typed
from reorganisations.drafting.queries.units import (
    Choice,
    Choices,
    choices_of,
    has_code,
    is_called,
    parents_in,
    units_in,
)
from reorganisations.models import Operation, Reorganisation
from web.fields import SeveralField
from web.scope import key_of

TAKEN = _("Đã có một đơn vị tên này. Đặt tên khác.")
USUAL = {Level.COMMUNE: Kind.XA, Level.DISTRICT: Kind.HUYEN, Level.PROVINCE: Kind.TINH}
CODE_TAKEN = _("Mã này đang là của đơn vị khác.")


class AboveForm(PaperForm):
    """The paper, and one change of units of a level inside `place`."""

    kind_of_change: ClassVar[str]
    # The template that draws its own fields.
    part: ClassVar[str]
    # How many units at least.
    least: ClassVar[int] = 1
    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=120)
    units = SeveralField(
        label=_("Chọn đơn vị"),
        queryset=Area.objects.none(),
        error_messages={
            "required": _("Chọn ít nhất một đơn vị."),
            "invalid_choice": _("Có đơn vị vừa kết thúc hoặc đã đứng ở việc khác. Chọn lại."),
        },
    )

    def __init__(
        self,
        data: Any = None,
        *,
        user: Any,
        place: Area,
        level: Level,
        decision: Reorganisation | None = None,
        operation: Operation | None = None,
        initial: Any = None,
        **kwargs: Any,
    ) -> None:
        self.user, self.place, self.level = user, place, level
        first = {**(initial or {}), **(self.first_of(operation) if operation else {})}
        if is_search(data):
            first, data = typed(data, "units"), None
        super().__init__(data, decision=decision, initial=first, **kwargs)
        self.found = units_in(user, place, self.level_of_sources, decision, operation)
        fields: Any = self.fields
        fields["units"].queryset = self.found.select_related("parent").in_order()
        if "kind" in fields:
            kinds = [(one.value, one.label) for one in KINDS_OF_LEVEL[level]]
            fields["kind"].choices = [*self.no_kind, *kinds]
            self.initial.setdefault("kind", "" if self.no_kind else USUAL[level])
        if "parent" in fields:
            self._take_parents()

    # What stands before the kinds to choose among.
    no_kind: ClassVar[list[tuple[str, Any]]] = []

    @property
    def level_of_sources(self) -> Level:
        """The level of the units that are ticked."""
        return self.level

    def first_of(self, operation: Operation) -> dict[str, Any]:
        """Return what the form shows of an operation that is there."""
        keys = operation.parts.sources().values_list("area_id", flat=True)
        return {"units": list(keys)}

    @cached_property
    def choices(self) -> Choices:
        """The units to tick."""
        return choices_of(self.found, str(self["q"].value() or ""), self.ticked)

    @property
    def rows(self) -> list[tuple[Choice, bool]]:
        """The units to tick, each with whether it is."""
        return [(one, one.area.pk in self.ticked) for one in self.choices.rows]

    @cached_property
    def ticked(self) -> set[int]:
        """The keys that are ticked."""
        return {key_of(getattr(key, "pk", key)) for key in self["units"].value() or ()} - {0}

    def _take_parents(self) -> None:
        """Let one choose under what it stands, where there is a choice."""
        fields: Any = self.fields
        self.parents: AreaQuerySet = parents_in(self.user, self.place, self.level)
        if len(first := list(self.parents[:2])) == 1:
            del fields["parent"]
            self.only_parent = first[0]
        else:
            fields["parent"].queryset = self.parents

    only_parent: Area | None = None

    def clean_units(self) -> list[Area]:
        """Ask for as many as the change is of."""
        units = list(self.cleaned_data["units"])
        if len(units) < self.least:
            raise ValidationError(_("Chọn từ hai đơn vị trở lên."))
        return units

    def clean_name(self) -> str:
        """Take away a kind word written twice."""
        words = [(one.value, one.label) for one in KINDS_OF_LEVEL[self.level]]
        return without_kind_word(str(self.cleaned_data["name"]), words)

    @property
    def sources(self) -> list[Area]:
        """The units that change."""
        return list(self.cleaned_data["units"])

    @property
    def comes(self) -> list[Unit]:
        """What comes of them."""
        return []

    @property
    def change(self) -> Change:
        """What the form says is done."""
        return Change(self.kind_of_change, self.sources, self.comes)

    def refuse_taken(self, unit: Unit, but: Collection[Area]) -> None:
        """Say at its field where a name or a code is another one's."""
        if is_called(unit.parent, unit.kind, unit.name, but):
            self.add_error("name", TAKEN)
        if unit.code and has_code(self.level, unit.code, but):
            self.add_error("code", CODE_TAKEN)


def code_field() -> TypedName:
    """Return the field of an official code."""
    return TypedName(
        label=_("Mã"),
        max_length=8,
        required=False,
        help_text=_("Mã đơn vị hành chính; chưa có thì để trống"),
    )


def parent_field(label: Any, **kwargs: Any) -> Any:
    """Return the field of the unit above."""
    return forms.ModelChoiceField(label=label, queryset=Area.objects.none(), **kwargs)


def new_name_field() -> TypedName:
    """Return the field of a name without its kind word."""
    return name_field(_("Tên"), help_text=_("Không ghi chữ “xã”, “phường”, “huyện”, “tỉnh”"))


def shared_parent(units: Sequence[Area]) -> Area | None:
    """Return the unit right above all of these; None where they stand under several."""
    parents = {one.parent_id: one.parent for one in units}
    return next(iter(parents.values())) if len(parents) == 1 else None
