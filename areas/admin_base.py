"""Admin of what stands at a place: found by the folded names of the place, or by its own."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from areas.names import fold
from web.admin_base import ReadOnlyAdmin, ScopedAdmin


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
