"""Units above the village that go below another one, are called otherwise, or end."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from reorganisations.drafting.actions import Unit
from reorganisations.drafting.forms.above.base import (
    AboveForm,
    code_field,
    new_name_field,
    parent_field,
)
from reorganisations.models import Operation

Kind = Operation.Kind


class MoveForm(AboveForm):
    """Units go below another one, with all that stands in them."""

    kind_of_change = Kind.MOVE
    part = "reorganisations/drafting/above/move.html"
    parent = parent_field(
        _("Sang đơn vị"),
        empty_label=_("Chọn đơn vị cấp trên"),
        error_messages={"required": _("Chọn đơn vị cấp trên mới.")},
    )

    def first_of(self, operation: Operation) -> dict[str, Any]:
        """Return what the form shows of a move that is there."""
        part = operation.parts.targets().first()
        return {**super().first_of(operation), "parent": part and part.parent_id}

    def clean(self) -> dict[str, Any]:
        """Refuse what moves nothing."""
        data: dict[str, Any] = super().clean() or {}
        parent = self.only_parent or data.get("parent")
        for one in data.get("units") or ():
            if parent and one.parent_id == parent.pk:
                words = _("%(unit)s đang đứng dưới %(parent)s.")
                said = {"unit": one.full_name, "parent": parent.full_name}
                self.add_error("units", words % said)
        return data

    @property
    def comes(self) -> list[Unit]:
        """The units where they stand then."""
        parent: Area = self.only_parent or self.cleaned_data["parent"]
        return [Unit(one.kind, one.name, parent, one) for one in self.sources]


class ChangeForm(AboveForm):
    """Units are called otherwise: of another kind, or one by another name or code."""

    kind_of_change = Kind.CHANGE
    part = "reorganisations/drafting/above/restyle.html"
    no_kind: ClassVar[list[tuple[str, Any]]] = [("", _("Giữ loại cũ"))]
    kind = forms.ChoiceField(label=_("Loại mới"), required=False)
    name = new_name_field()
    code = code_field()

    def first_of(self, operation: Operation) -> dict[str, Any]:
        """Return what the form shows of a change that is there."""
        parts = list(operation.parts.targets())
        alone = parts[0] if len(parts) == 1 else None
        first = {"kind": parts[0].kind if parts else ""}
        first |= {"name": alone.name, "code": alone.code} if alone else {}
        return {**super().first_of(operation), **first}

    def clean(self) -> dict[str, Any]:
        """Ask for something that changes, and for a name and a code of its own."""
        data: dict[str, Any] = super().clean() or {}
        units = data.get("units") or []
        own = [name for name in ("name", "code") if data.get(name)]
        if not own and not data.get("kind"):
            self.add_error("kind", _("Chọn loại mới, ghi tên mới hoặc mã mới."))
        if own and len(units) > 1:
            words = _("Tên, mã là của một đơn vị: chọn một đơn vị, hoặc bỏ trống tên và mã.")
            self.add_error(own[0], words)
        elif not self.errors:
            for unit in self.comes:
                self.refuse_taken(unit, [unit.area] if unit.area else [])
        return data

    @property
    def comes(self) -> list[Unit]:
        """The units as they are called afterwards."""
        said = {key: self.cleaned_data[key] for key in ("kind", "name") if self.cleaned_data[key]}
        found = []
        for one in self.sources:
            parent: Any = one.parent
            facts = {"kind": one.kind, "name": one.name, **said}
            found.append(Unit(**facts, parent=parent, area=one, code=self.cleaned_data["code"]))
        return found


class EndForm(AboveForm):
    """Districts end, and what stood below them stands below the province; others end where nothing stands in them."""

    kind_of_change = Kind.END
    part = "reorganisations/drafting/above/end.html"
