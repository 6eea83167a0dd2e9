"""Admin of units: villages are added and names put right; lineage and dates are read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from areas.actions import add_village, correct_name
from areas.admin_base import PlacedAdmin, ReadOnlyPlacedAdmin
from areas.dated import done_on
from areas.kinds import KINDS_OF_LEVEL, Level
from areas.models import BEFORE_RECORDS, Area, Placement, Succession
from web.admin_parts import ActionForm, column


class AreaForm(ActionForm):
    """A new village of a commune, or a name put right."""

    document = forms.CharField(label=_("văn bản"), max_length=255, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = Level(self.instance.level) if self.instance.pk else Level.VILLAGE
        fields: Any = self.fields
        if "kind" in fields:
            fields["kind"].choices = [(one.value, one.label) for one in KINDS_OF_LEVEL[level]]
        if "parent" in fields:
            fields["parent"].required, fields["parent"].label = True, _("xã")
            fields["opened_on"].help_text = _("Để 01/01/1900 nếu không rõ: thôn đã có từ trước")

    def clean_opened_on(self) -> Any:
        """Refuse a day that is still to come."""
        words = _("Ngày này chưa đến. Thêm thôn khi thôn đã có.")
        return done_on(self.cleaned_data["opened_on"], words)

    def clean(self) -> dict[str, Any]:
        """Refuse a second village of one name: a person of the commune can say if it is another."""
        data = super().clean()
        new = self.instance.pk is None
        commune = data.get("parent") if new else self.instance.commune
        others = Area.objects.visible_to(self.by).exclude(pk=self.instance.pk)
        named = commune and data.get("name")
        if named and others.filter(commune=commune).called(data["name"]).exists():
            text = _("Xã đã có một thôn tên này. Nếu đúng là thôn khác, thêm ở mục Địa bàn.")
            raise ValidationError({"name": text})
        return data


@admin.register(Area)
class AreaAdmin(PlacedAdmin):
    """Units of the territory. A rename by a decision has its own page, under Địa bàn."""

    form = AreaForm
    ordering = ("path",)
    list_display = (
        column("full_name", _("đơn vị")),
        "level",
        "code",
        "parent",
        "province",
        "opened_on",
        "closed_on",
    )
    list_filter = ("level", "kind", ("closed_on", EmptyFieldListFilter))
    search_fields = ("search_key",)
    add_fields = ("parent", "kind", "name", "opened_on", "document")
    change_fields = ("kind", "name", "code")
    shown = ("level", "parent", "province", "district", "commune", "opened_on", "closed_on")
    levels = (Level.COMMUNE,)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Search as the pages do: best first, former names included."""
        return (queryset.matching(search_term) if search_term.strip() else queryset), False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse to call "Chưa phân thôn" otherwise: it is no village."""
        is_place = obj is not None and obj.is_unassigned
        return not is_place and super().has_change_permission(request, obj)

    def write_new(self, by: Any, data: dict[str, Any]) -> Area:
        """Add a village."""
        return add_village(
            by=by,
            commune=data["parent"],
            kind=data["kind"],
            name=data["name"],
            opened_on=data["opened_on"] or BEFORE_RECORDS,
            document=data["document"],
        )

    def write_change(
        self, by: Any, obj: Area, changed: dict[str, Any], data: dict[str, Any]
    ) -> Area:
        """Put a name right."""
        return correct_name(
            by=by, area=obj, kind=data["kind"], name=data["name"], code=data["code"]
        )


@admin.register(Placement)
class PlacementAdmin(ReadOnlyPlacedAdmin):
    """What units were called, and where they stood, from when to when."""

    list_display = (
        column("full_name", _("tên")),
        "area",
        "parent",
        "valid_from",
        "valid_to",
        "document",
    )
    list_filter = (("valid_to", EmptyFieldListFilter),)
    shown = ("area", "name", "kind", "code", "parent", "valid_from", "valid_to", "document")
    journal = "area"


@admin.register(Succession)
class SuccessionAdmin(ReadOnlyPlacedAdmin):
    """Which unit went to which."""

    list_display = ("predecessor", "successor", "on", "undecided", "document")
    list_filter = ("undecided",)
    search_fields = ("predecessor__search_key", "successor__search_key")
    journal = "successor"
