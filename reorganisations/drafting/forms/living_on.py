"""Villages that end, go to another commune, or are called otherwise."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms import without_kind_word
from areas.kinds import VILLAGE_KINDS, Level
from areas.models import Area
from reorganisations.drafting.actions import Unit
from reorganisations.drafting.forms.base import TAKEN, TickedForm, name_field
from reorganisations.drafting.forms.paper import is_search, typed
from reorganisations.drafting.queries.villages import communes_in, provinces
from reorganisations.models import Operation
from web.scope import key_of

Kind = Operation.Kind


class EndForm(TickedForm):
    """Villages end; nothing may stand in them."""

    kind_of_change = Kind.END
    part = "reorganisations/drafting/end.html"


class MoveForm(TickedForm):
    """Villages go to another commune of the province, or of another one where the country writes, with all in them."""

    kind_of_change = Kind.MOVE
    part = "reorganisations/drafting/move.html"
    province = forms.ModelChoiceField(
        label=_("Sang tỉnh"), queryset=Area.objects.none(), empty_label=None
    )
    to = forms.ModelChoiceField(
        label=_("Sang xã, phường"),
        queryset=Area.objects.none(),
        empty_label=_("Chọn xã, phường"),
        error_messages={"required": _("Chọn xã, phường nhận thôn.")},
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        looks = is_search(data)
        super().__init__(None if looks else data, **kwargs)
        fields: Any = self.fields
        self.initial.setdefault("province", self.commune.province_id)
        if self.reach.level == Level.COUNTRY:
            self.initial.update(typed(data, "villages") if looks else {})
            fields["province"].queryset = provinces()
            province = key_of(self["province"].value())
        else:
            del fields["province"]
            province = self.initial["province"]
        fields["to"].queryset = communes_in(province, but=self.commune)

    def first_of(self, operation: Operation) -> dict[str, Any]:
        """Return what the form shows of a move that is there."""
        part = operation.parts.targets().select_related("parent").first()
        to = part and part.parent
        first = {"to": to and to.pk, "province": to and to.province_id}
        return {**super().first_of(operation), **first}

    @property
    def units(self) -> list[Unit]:
        """The villages in their new commune."""
        to = self.cleaned_data["to"]
        return [self.unit(one, parent=to) for one in self.sources]


class ChangeForm(TickedForm):
    """Villages are called otherwise: of another kind, or one by another name."""

    kind_of_change = Kind.CHANGE
    part = "reorganisations/drafting/restyle.html"
    kind = forms.ChoiceField(
        label=_("Loại mới"), required=False, choices=[("", _("Giữ loại cũ")), *VILLAGE_KINDS]
    )
    name = name_field(_("Tên mới"), help_text=_("Chỉ khi chọn một thôn; để trống là giữ tên cũ"))

    def first_of(self, operation: Operation) -> dict[str, Any]:
        """Return what the form shows of a change that is there."""
        parts = list(operation.parts.targets().select_related("area"))
        first = {"kind": parts[0].kind, "name": parts[0].name if len(parts) == 1 else ""}
        return {**super().first_of(operation), **first}

    def clean(self) -> dict[str, Any]:
        """Ask for something that changes, and for a name of its own."""
        data: dict[str, Any] = super().clean() or {}
        data["name"] = name = without_kind_word(data.get("name") or "")
        keys = data.get("villages") or []
        if not name and not data.get("kind"):
            self.add_error("kind", _("Chọn loại mới hoặc ghi tên mới."))
        if name and len(keys) > 1:
            self.add_error("name", _("Một tên chỉ của một thôn: chọn một thôn, hoặc bỏ trống tên."))
        elif name and keys:
            village = self.by_key[keys[0]]
            if self.is_taken(data.get("kind") or village.kind, name, [village]):
                self.add_error("name", TAKEN)
        return data

    @property
    def units(self) -> list[Unit]:
        """The villages as they are called afterwards."""
        said = {key: self.cleaned_data[key] for key in ("kind", "name") if self.cleaned_data[key]}
        return [self.unit(one, **said) for one in self.sources]
