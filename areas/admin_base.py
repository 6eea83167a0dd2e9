"""Admin of what stands at a place: found by the folded names of the place, or by its own."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from areas.kinds import Kind, Level
from areas.names import sought
from web.admin_base import ReadOnlyAdmin, ScopedAdmin


class PlacedAdmin(ScopedAdmin):
    """Search by stored keys, so that no marks are needed: every word must be in one of them.

    Without `search_fields` it is the key of the place. Where a unit is chosen, `levels` are those of
    today that are offered; none named: whatever the person may see.
    """

    search_help_text = _("Gõ không dấu cũng được")
    levels: tuple[Level, ...] = ()

    def get_search_fields(self, request: HttpRequest) -> Any:
        """Search the place of the rows, by the path that their scope names."""
        place: str = self.model.unscoped.all().place
        return self.search_fields or (place.removesuffix("path") + "search_key",)

    def offered(self, field: str, found: Any) -> Any:
        """Offer units of today; what no village is known of is none of them."""
        if not self.levels:
            return super().offered(field, found)
        today = found.filter(level__in=self.levels, closed_on=None)
        return today.exclude(kind=Kind.UNASSIGNED)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Keep the rows where each word is in one of the keys."""
        keys, asked = self.get_search_fields(request), Q()
        # In one question: over a row of many, each of several would join all its tables once more.
        for word in sought(search_term).split():
            asked &= reduce(or_, (Q((f"{key}__contains", word)) for key in keys))
        return queryset.filter(asked), False


class ProvincialAdmin(PlacedAdmin):
    """What a province decides: it is chosen once, and its facts are changed."""

    levels = (Level.PROVINCE,)
    shown = ("province",)


class ReadOnlyPlacedAdmin(ReadOnlyAdmin, PlacedAdmin):
    """The same, of what no person changes by hand."""
