"""What a decision does to villages: a form for each kind of change, with the paper on the same page."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _, ngettext

from areas.fields import TypedName
from areas.forms import without_kind_word
from areas.kinds import VILLAGE_KINDS, Kind as UnitKind
from areas.models import Area
from reorganisations.drafting.actions import Change, Unit
from reorganisations.drafting.forms.paper import PaperForm
from reorganisations.drafting.queries.villages import Village
from reorganisations.models import Operation, Part

Kind = Operation.Kind


class OperationForm(PaperForm):
    """The paper, and one change; `villages` are those that it may name."""

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
        **kwargs: Any,
    ) -> None:
        self.commune = commune
        self.by_key = {str(one.area.pk): one.area for one in villages}
        first = self.first_of(operation) if operation else {}
        super().__init__(data, initial={**kwargs.pop("initial", {}), **first}, **kwargs)
        self.choices = [(str(one.area.pk), _labelled(one)) for one in villages]
        kinds = Counter(one.area.kind for one in villages)
        self.usual_kind = kinds.most_common(1)[0][0] if kinds else UnitKind.THON.value

    def first_of(self, operation: Operation) -> dict[str, Any]:
        """Return what the form shows of an operation that is there."""
        return {"villages": [str(one.area_id) for one in operation.parts.sources()]}  # type: ignore[attr-defined]  # its own queryset

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
        others = Area.unscoped.filter(commune=self.commune).exclude(pk__in=[one.pk for one in but])
        return bool(name) and others.called(name).filter(kind=kind).exists()


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
        error_messages={"required": required},
    )


def name_field(label: Any, **kwargs: Any) -> TypedName:
    """Return the field of a village's name."""
    return TypedName(label=label, max_length=120, required=False, **kwargs)


class MergeForm(OperationForm):
    """Villages are put together, into a new one or into one of them."""

    kind_of_change, part = Kind.MERGE, "merge"
    villages = villages_field(_("Thôn nhập vào nhau"), _("Chọn từ hai thôn trở lên."))
    keeps = forms.ChoiceField(label=_("Sau khi nhập"), required=False)
    kind = forms.ChoiceField(label=_("Loại"), choices=VILLAGE_KINDS)
    name = name_field(
        _("Tên, không ghi chữ “thôn”"), help_text=_("Giữ một thôn cũ thì để trống là giữ tên ấy")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["villages"].choices = self.choices  # type: ignore[attr-defined]  # a field of choices
        self.fields["keeps"].choices = [  # type: ignore[attr-defined]  # a field of choices
            ("", _("Lập đơn vị mới")),
            *(
                (key, _("Giữ %(name)s") % {"name": one.full_name})
                for key, one in self.by_key.items()
            ),
        ]
        self.initial.setdefault("kind", self.usual_kind)

    def first_of(self, operation: Operation) -> dict[str, Any]:
        """Return what the form shows of a merger that is there."""
        part = operation.parts.get(side=Part.Side.TO)
        first = {"keeps": str(part.area_id or ""), "kind": part.kind, "name": part.name}
        return {**super().first_of(operation), **first}

    def clean_villages(self) -> list[str]:
        """Ask for two at least."""
        keys: list[str] = self.cleaned_data["villages"]
        if len(keys) < 2:
            raise ValidationError(_("Chọn từ hai thôn trở lên."))
        return keys

    def clean_name(self) -> str:
        """Take away a kind word written twice."""
        return without_kind_word(str(self.cleaned_data["name"]))

    def clean(self) -> dict[str, Any]:
        """Let the one that is kept be among those put together, and the name be nobody else's."""
        data: dict[str, Any] = super().clean() or {}
        keys, keeps, name = data.get("villages"), data.get("keeps"), data.get("name")
        if keys and keeps and keeps not in keys:
            self.add_error("keeps", _("Thôn được giữ phải ở trong các thôn đã chọn."))
        if not name and keeps:
            data["name"], data["kind"] = self.by_key[keeps].name, self.by_key[keeps].kind
        elif not name:
            self.add_error("name", _("Ghi tên sau khi nhập."))
        elif keys is not None and self.is_taken(data.get("kind", ""), name, self.sources):
            self.add_error("name", TAKEN)
        return data

    @property
    def units(self) -> list[Unit]:
        """The village that comes of it."""
        data = self.cleaned_data
        kept = self.by_key.get(data["keeps"])
        return [Unit(kind=data["kind"], name=data["name"], parent=self.commune, area=kept)]


FORMS: dict[str, type[OperationForm]] = {"nhap": MergeForm}
