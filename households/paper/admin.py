"""Admin of printed sheets and of what was typed in from them: read, never changed by hand."""

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.utils.translation import gettext_lazy as _

from households.models import KeyedRow, PrintedSheet
from web.admin_base import ReadOnlyAdmin


@admin.register(PrintedSheet)
class PrintedSheetAdmin(ReadOnlyAdmin):
    """Sheets printed for a round on foot."""

    list_display = ("__str__", "village", "printed_at", "printed_by", "n_rows")
    shown = ("village", "printed_at", "printed_by", "n_rows")

    @admin.display(description=_("số dòng"))
    def n_rows(self, obj: PrintedSheet) -> int:
        """Count the rows on the paper."""
        return len(obj.rows)


@admin.register(KeyedRow)
class KeyedRowAdmin(ReadOnlyAdmin):
    """Rows keyed back from sheets."""

    list_display = ("__str__", "household", "what", "surveyed_on", "keyed_by", "keyed_at")
    list_filter = (("withdrawn_at", EmptyFieldListFilter),)
    shown = ("sheet", "number", *list_display[1:], "withdrawn_at")
