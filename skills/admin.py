"""Admin of local platforms: named from a day on, and no longer named from a day on."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin
from areas.kinds import Level
from skills.actions import end_platform, name_platform
from skills.catalogue import SKILLS
from skills.models import LocalPlatform
from web.admin_parts import WORDS, ActionForm, Writes

WORDS.update({skill.column: skill.short for skill in SKILLS})


class PlatformForm(ActionForm):
    """A platform, or the day it is no longer named."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "valid_to" in self.fields:
            self.fields["valid_to"].required = True

    def clean_valid_to(self) -> Any:
        """Refuse an end before the beginning."""
        day = self.cleaned_data["valid_to"]
        if day <= self.instance.valid_from:
            raise ValidationError(_("Ngày thôi phải sau ngày bắt đầu nêu nền tảng."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse to name twice what is still named."""
        data = super().clean()
        if self.instance.pk is None and data.get("area") and data.get("name"):
            named = LocalPlatform.objects.visible_to(self.by).filter(
                area=data["area"], name=data["name"], valid_to=None
            )
            if named.exists():
                raise ValidationError({"name": _("Nền tảng này đã được nêu ở đây rồi.")})
        return data


@admin.register(LocalPlatform)
class LocalPlatformAdmin(PlacedAdmin):
    """What skill 5 means, place by place."""

    form = PlatformForm
    list_display = ("name", "area", "valid_from", "valid_to", "document")
    list_filter = (("valid_to", EmptyFieldListFilter),)
    change_fields = ("valid_to",)
    add_fields = shown = ("area", "name", "valid_from", "document")
    levels = (Level.PROVINCE, Level.COMMUNE)
    writes = Writes(name_platform)

    def write_change(
        self, by: Any, obj: LocalPlatform, changed: dict[str, Any], data: dict[str, Any]
    ) -> LocalPlatform:
        """Stop naming it."""
        return end_platform(by=by, platform=obj, on=data["valid_to"])
