"""Villages put together, and one split into several."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.forms import without_kind_word
from areas.kinds import VILLAGE_KINDS
from areas.models import Area
from areas.names import fold
from reorganisations.drafting.actions import Unit
from reorganisations.drafting.forms.base import TAKEN, OperationForm, name_field, villages_field
from reorganisations.models import Operation, Part

Kind = Operation.Kind
# Villages that come of one split at most.
ROWS = range(1, 7)


class MergeForm(OperationForm):
    """Villages are put together, into a new one or into one of them."""

    kind_of_change = Kind.MERGE
    part = "reorganisations/drafting/merge.html"
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


class SplitForm(OperationForm):
    """A village becomes several; the old one may be one of them."""

    kind_of_change = Kind.SPLIT
    part = "reorganisations/drafting/split.html"
    village = forms.ChoiceField(label=_("Thôn tách"))
    kind = forms.ChoiceField(label=_("Loại"), choices=VILLAGE_KINDS)
    stays = forms.BooleanField(
        label=_("Dòng 1 là thôn cũ: giữ lại, không lập mới (đổi tên được)"), required=False
    )
    teams = forms.TypedChoiceField(
        label=_("Tổ của thôn cũ phụ trách"),
        coerce=int,
        choices=[(n, _("Thôn ở dòng %(n)s") % {"n": n}) for n in ROWS],
        initial=1,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = self.choices  # type: ignore[attr-defined]  # a field of choices
        self.initial.setdefault("kind", self.usual_kind)
        for n in ROWS:
            self.fields[f"name{n}"] = name_field(_("%(n)s. Tên") % {"n": n})

    def first_of(self, operation: Operation) -> dict[str, Any]:
        """Return what the form shows of a split that is there."""
        parts = list(operation.parts.targets().order_by("pk"))
        (source,) = operation.parts.sources()
        takes = [n for n, part in enumerate(parts, 1) if part.takes_teams]
        return {
            "village": str(source.area_id),
            "kind": parts[0].kind,
            "stays": parts[0].area_id is not None,
            "teams": takes[0] if takes else 1,
            **{f"name{n}": part.name for n, part in enumerate(parts, 1)},
        }

    @property
    def names(self) -> list[forms.BoundField]:
        """The fields of the names."""
        return [self[f"name{n}"] for n in ROWS]

    @property
    def sources(self) -> list[Area]:
        """The village that is split."""
        return [self.by_key[self.cleaned_data["village"]]]

    def clean(self) -> dict[str, Any]:
        """Ask for two names at least, each of one village alone."""
        data: dict[str, Any] = super().clean() or {}
        said = {n: without_kind_word(data.get(f"name{n}") or "") for n in ROWS}
        self.called = {n: name for n, name in said.items() if name}
        if len(self.called) < 2:
            self.add_error("name2", _("Ghi tên từ hai thôn trở lên."))
        if data.get("stays") and 1 not in self.called:
            self.add_error("name1", _("Ghi tên của thôn cũ."))
        if self.called and data.get("teams", 1) not in self.called:
            self.add_error("teams", _("Dòng này chưa có tên thôn."))
        self._let_no_name_be_taken(data)
        return data

    def _let_no_name_be_taken(self, data: dict[str, Any]) -> None:
        """Refuse a name that another one has: the old village's is free where that ends, or is in the first row."""
        seen, source = set[str](), self.by_key.get(data.get("village", ""))
        for n, name in self.called.items():
            but = [source] if source and (n == 1 or not data.get("stays")) else []
            if fold(name) in seen or self.is_taken(data.get("kind", ""), name, but):
                self.add_error(f"name{n}", TAKEN)
            seen.add(fold(name))

    @property
    def units(self) -> list[Unit]:
        """The villages that come of it."""
        data, (source,) = self.cleaned_data, self.sources
        return [
            Unit(
                kind=data["kind"],
                name=name,
                parent=self.commune,
                area=source if n == 1 and data["stays"] else None,
                takes_teams=n == data["teams"],
            )
            for n, name in self.called.items()
        ]
