"""Units above the village put together, and units put below a new one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.kinds import Level
from areas.models import Area
from reorganisations.drafting.actions import Unit
from reorganisations.drafting.forms.above.base import (
    AboveForm,
    code_field,
    new_name_field,
    parent_field,
    shared_parent,
)
from reorganisations.drafting.queries.units import level_below
from reorganisations.models import Operation, Part
from web.scope import key_of

Kind = Operation.Kind


class NewForm(AboveForm):
    """One unit comes of it: how it is called, its code, and under what it stands."""

    kind = forms.ChoiceField(label=_("Loại"))
    name = new_name_field()
    code = code_field()
    parent = parent_field(_("Đứng dưới"), required=False, empty_label=_("Như các đơn vị cũ"))

    def first_of(self, operation: Operation) -> dict[str, Any]:
        """Return what the form shows of a change that is there."""
        part = operation.parts.get(side=Part.Side.TO)
        first = {"kind": part.kind, "name": part.name, "code": part.code, "parent": part.parent_id}
        return {**super().first_of(operation), **first, "keeps": str(part.area_id or "")}

    def clean(self) -> dict[str, Any]:
        """Find under what it stands, and let name and code be nobody else's."""
        data: dict[str, Any] = super().clean() or {}
        self.kept = self._kept(data)
        if self.kept and not data.get("name"):
            data["name"], data["kind"] = self.kept.name, self.kept.kind
        elif not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Ghi tên của đơn vị mới."))
        data["parent"] = self._parent(data)
        if not self.errors:
            self.refuse_taken(self._unit(data), self.but)
        return data

    def _kept(self, _data: dict[str, Any]) -> Area | None:
        return None

    def _parent(self, data: dict[str, Any]) -> Area | None:
        parent: Area | None = self.only_parent or data.get("parent")
        parent = parent or self.parent_of_sources(data.get("units") or [])
        if parent is None and data.get("units") and "parent" not in self.errors:
            words = _("Các đơn vị đứng dưới nhiều cấp trên. Chọn cấp trên của đơn vị mới.")
            self.add_error("parent", words)
        return parent

    def parent_of_sources(self, units: list[Area]) -> Area | None:
        """Return under what all units stand."""
        return shared_parent(units)

    @property
    def but(self) -> list[Area]:
        """The units whose names are free."""
        return self.sources

    def _unit(self, data: dict[str, Any]) -> Unit:
        said = {name: data[name] for name in ("kind", "name", "code", "parent")}
        return Unit(**said, area=self.kept)

    @property
    def comes(self) -> list[Unit]:
        """The unit that comes of it."""
        return [self._unit(self.cleaned_data)]


class MergeForm(NewForm):
    """Units are put together, into a new one or into one of them."""

    kind_of_change = Kind.MERGE
    part = "reorganisations/drafting/above/merge.html"
    least = 2
    keeps = forms.ChoiceField(label=_("Sau khi nhập"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept: Any = self.fields["keeps"]
        kept.choices = [
            ("", _("Lập đơn vị mới")),
            *(
                (str(one.area.pk), _("Giữ %(name)s") % {"name": one.area.full_name})
                for one in self.choices.rows
            ),
        ]

    def _kept(self, data: dict[str, Any]) -> Area | None:
        if not (key := key_of(data.get("keeps"))) or "units" not in data:
            return None
        kept = next((one for one in data["units"] if one.pk == key), None)
        if kept is None:
            self.add_error("keeps", _("Đơn vị được giữ phải ở trong các đơn vị đã chọn."))
        return kept


class FormForm(NewForm):
    """Units, which live on, are put below a new one."""

    kind_of_change = Kind.FORM
    part = "reorganisations/drafting/above/form_new.html"

    @property
    def level_of_sources(self) -> Level:
        """Units right below: villages of a commune, communes of a district, of a province what stands below it."""
        return level_below(self.place, self.level)

    def parent_of_sources(self, units: list[Area]) -> Area | None:
        """Return under what the units above all of these stand; communes of a province may have been below it."""
        above = [one.parent for one in units if one.parent]
        if all(one.level < self.level for one in above):
            return shared_parent(units)
        return shared_parent(above)

    @property
    def but(self) -> list[Area]:
        """None: all that is ticked lives on."""
        return []
