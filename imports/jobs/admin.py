"""Admin of files that came in: read, never changed by hand; no file names and no names of people."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from areas.admin_base import ReadOnlyPlacedAdmin
from imports.models import AnswerMemory, Import, ImportRow, RowResult
from web.admin_base import ReadOnlyAdmin


@admin.register(Import)
class ImportAdmin(ReadOnlyPlacedAdmin):
    """Files of a commune: what they are, how far they came."""

    list_display = ("__str__", "commune", "kind", "state", "rows_read", "added_at", "cleared_at")
    list_filter = ("state", "kind")
    shown = (*list_display[1:], "size", "sha256", "added_by", "progress", "finished_at")

    @admin.display(description=_("đã xử lý"))
    def progress(self, obj: Import) -> str:
        """Say how many rows were dealt with, of how many."""
        return f"{obj.done}/{obj.to_write}"


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnlyAdmin):
    """Rows of files, by number."""

    list_display = ("__str__", "kind", "village", "verdict", "household")
    list_filter = ("verdict", "kind")
    shown = ("number", "line", *list_display[1:])


@admin.register(RowResult)
class RowResultAdmin(ReadOnlyAdmin):
    """What became of rows."""

    list_display = ("row", "outcome", "why", "household", "is_new", "at")
    list_filter = ("outcome",)
    shown = (*list_display, "is_new_person")


@admin.register(AnswerMemory)
class AnswerMemoryAdmin(ReadOnlyPlacedAdmin):
    """What communes answered of their files."""

    list_display = ("subject", "kind", "choice", "commune")
    list_filter = ("kind",)
