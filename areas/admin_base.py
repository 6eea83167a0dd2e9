"""Admin of what stands at a place: found by the folded names of the place, or by its own."""

from functools import reduce
from operator import or_
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from areas.counts import CountRow
from areas.names import fold
from audit.admin_base import ReadOnlyAdmin, ScopedAdmin


class PlacedAdmin(ScopedAdmin):
    """Search by stored keys, so that no marks are needed: every word must be in one of them."""

    search_help_text = _("Gõ không dấu cũng được")

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Keep the rows where each word is in one of the keys."""
        keys = self.get_search_fields(request)
        for word in fold(search_term).split():
            queryset = queryset.filter(reduce(or_, (Q((f"{key}__contains", word)) for key in keys)))
        return queryset, False


class ReadOnlyPlacedAdmin(ReadOnlyAdmin, PlacedAdmin):
    """The same, of what no person changes by hand."""


class CountRowAdmin(ReadOnlyPlacedAdmin):
    """Sums of a village or a commune, kept by the actions; `sums` are their columns."""

    sums: tuple[Any, ...] = ()
    search_fields = ("area__search_key",)
    list_select_related = ("area", "commune", "province")

    def get_list_display(self, request: HttpRequest) -> Any:
        """Show the place and its sums."""
        return ("area", "above", *self.sums)

    def get_shown(self, request: HttpRequest) -> tuple[Any, ...]:
        """Show the place and its sums."""
        return ("area", "above", *self.sums, "version")

    @admin.display(description=_("thuộc"))
    def above(self, row: CountRow) -> str:
        """Name the commune of a village, the province of a commune."""
        return str(row.province if row.commune_id == row.pk else row.commune)
