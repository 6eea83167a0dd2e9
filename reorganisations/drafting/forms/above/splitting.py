"""A unit above the village split into several: new ones, or units that are there already."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms import without_kind_word
from areas.kinds import KINDS_OF_LEVEL
from areas.models import Area
from areas.names import fold
from reorganisations.drafting.actions import Unit
from reorganisations.drafting.forms.above.base import (
    CODE_TAKEN,
    TAKEN,
    AboveForm,
    parent_field,
    shared_parent,
)
from reorganisations.drafting.forms.base import name_field
from reorganisations.drafting.queries.units import beside, has_code, is_called
from reorganisations.models import Operation

Kind = Operation.Kind
# Units that come of one split at most.
ROWS = range(1, 7)
# So many rows are shown before one asks for more.
FIRST = 3


class SplitForm(AboveForm):
    """One unit becomes several; those that are there already, itself too, are named and ticked."""

    kind_of_change = Kind.SPLIT
    part = "reorganisations/drafting/above/split.html"
    kind = forms.ChoiceField(label=_("Loại của đơn vị mới"))
    parent = parent_field(_("Đơn vị mới đứng dưới"), required=False, empty_label=_("Như đơn vị cũ"))
    teams = forms.TypedChoiceField(
        label=_("Tổ của chính đơn vị cũ về"),
        coerce=int,
        choices=[(n, _("Đơn vị ở dòng %(n)s") % {"n": n}) for n in ROWS],
        initial=1,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in ROWS:
            self.fields[f"name{n}"] = name_field(_("%(n)s. Tên") % {"n": n})
            self.fields[f"code{n}"] = forms.CharField(
                label=_("%(n)s. Mã") % {"n": n}, max_length=8, required=False
            )
            self.fields[f"there{n}"] = forms.BooleanField(
                label=_("%(n)s. Là đơn vị đang có") % {"n": n}, required=False
            )

    def first_of(self, operation: Operation) -> dict[str, Any]:
        """Return what the form shows of a split that is there."""
        first = super().first_of(operation)
        parts = list(operation.parts.targets().order_by("pk"))
        for n, part in enumerate(parts, 1):
            is_there = part.area_id is not None
            name = part.full_name if is_there else part.name
            first |= {f"name{n}": name, f"code{n}": part.code, f"there{n}": is_there}
            first |= {"teams": n} if part.takes_teams else {}
            first |= {} if is_there else {"kind": part.kind, "parent": part.parent_id}
        return first

    @property
    def lines(self) -> list[tuple[forms.BoundField, ...]]:
        """The fields of each unit that comes of it."""
        return [(self[f"name{n}"], self[f"code{n}"], self[f"there{n}"]) for n in ROWS]

    @property
    def has_more(self) -> bool:
        """Whether a row is used that is folded away at first."""
        return any(name.value() or name.errors for name, *_rest in self.lines[FIRST:])

    def clean_units(self) -> list[Area]:
        """Ask for one alone."""
        units = super().clean_units()
        if len(units) > 1:
            raise forms.ValidationError(_("Chọn một đơn vị: mỗi việc tách một đơn vị."))
        return units

    def clean(self) -> dict[str, Any]:
        """Find what is there already, and ask for two units at least, each of its own name and code."""
        data: dict[str, Any] = super().clean() or {}
        self.made = dict[int, Unit]()
        if not (units := data.get("units")):
            return data
        source, parent = units[0], self.only_parent or data.get("parent") or shared_parent(units)
        said = {n: data.get(f"name{n}") or "" for n in ROWS}
        for n, name in said.items():
            if name:
                unit = self._there(n, name, source) if data[f"there{n}"] else None
                if unit is None and not data[f"there{n}"]:
                    unit = self._new(n, name, source, parent)
                if unit:
                    self.made[n] = unit
        if sum(bool(name) for name in said.values()) < 2:
            self.add_error("name2", _("Ghi tên từ hai đơn vị trở lên."))
        elif not self.errors and data.get("teams") not in self.made:
            self.add_error("teams", _("Dòng này chưa có tên đơn vị."))
        return data

    def _there(self, n: int, name: str, source: Area) -> Unit | None:
        """Return the unit that a row names; which one is meant must be sure."""
        found = [
            one for one in beside(source) if fold(name) in (fold(one.full_name), fold(one.name))
        ]
        if len(found) != 1:
            few = _("Không có đơn vị đang có nào tên này, cùng cấp và cùng tỉnh.")
            many = _("Nhiều đơn vị tên này: ghi cả loại trước tên.")
            self.add_error(f"name{n}", many if found else few)
            return None
        (one,), parent = found, found[0].parent
        if any(one == unit.area for unit in self.made.values()):
            self.add_error(f"name{n}", TAKEN)
        takes = n == self.cleaned_data.get("teams")
        return Unit(one.kind, one.name, parent, one, takes_teams=takes) if parent else None

    def _new(self, n: int, name: str, source: Area, parent: Any) -> Unit | None:
        data, words = self.cleaned_data, [(one.value, one.label) for one in self._kinds]
        name, kind, code = without_kind_word(name, words), data.get("kind", ""), data[f"code{n}"]
        names = {fold(unit.name) for unit in self.made.values() if not unit.area}
        if fold(name) in names or is_called(parent, kind, name, [source]):
            self.add_error(f"name{n}", TAKEN)
            return None
        codes = {unit.code for unit in self.made.values()}
        if code and (code in codes or has_code(self.level, code, [source])):
            self.add_error(f"code{n}", CODE_TAKEN)
            return None
        return Unit(kind, name, parent, code=code, takes_teams=n == data.get("teams"))

    @property
    def _kinds(self) -> Any:
        return KINDS_OF_LEVEL[self.level]

    @property
    def comes(self) -> list[Unit]:
        """The units that come of it."""
        return list(self.made.values())
