"""Admin of forms and their versions: made on the pages, read here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from areas.admin_base import ReadOnlyPlacedAdmin
from periodic.models import Form, FormVersion


@admin.register(Form)
class FormAdmin(ReadOnlyPlacedAdmin):
    """Forms that units of the territory made."""

    list_display = ("name", "area", "key", "retired_on")
    list_filter = ("retired_on",)
    shown = list_display


@admin.register(FormVersion)
class FormVersionAdmin(ReadOnlyPlacedAdmin):
    """Their versions, which never change."""

    list_display = ("form", "number", "made_by", "made_at")
    list_filter = ("made_at",)
    shown = (*list_display, "asked")

    @admin.display(description=_("các chỉ tiêu"))
    def asked(self, version: FormVersion) -> str:
        """Name what the version asks for; how it is stored tells a reader nothing."""
        return ", ".join(str(one["name"]) for one in version.columns)
