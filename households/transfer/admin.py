"""Admin of households that go to another commune: read, found by code, never changed by hand; no names."""

from typing import Any

from django.contrib import admin
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from households.lifecycle.admin import LifeAdmin
from households.models import Transfer
from web.admin_parts import WORDS
from web.scope import territory_path

WORDS.update(to_commune=_("đến xã"), from_commune=_("từ xã"))


@admin.register(Transfer)
class TransferAdmin(LifeAdmin):
    """Offers and what became of them; the commune that a household goes to reads neither its code nor its village here either."""

    list_display = ("__str__", "of_household", "of_commune", "to_commune", "moved_on", "state")
    list_select_related = ("household", "from_village__commune", "to_commune")
    list_filter = ("state",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Say of each whether the household stands where the person may see it."""
        path = territory_path(request.user) or "-"
        here = Q(household__village__path__within=path)
        known = ExpressionWrapper(here, output_field=BooleanField())
        return super().get_queryset(request).annotate(is_known=known)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Search the code of a household that the person knows."""
        found, twice = super().get_search_results(request, queryset, search_term)
        return (found.filter(is_known=True) if search_term.strip() else found), twice

    @admin.display(description=_("hộ"))
    def of_household(self, transfer: Any) -> str:
        """Name the household to those who may see it."""
        return str(transfer.household) if transfer.is_known else ""

    @admin.display(description=_("từ xã"))
    def of_commune(self, transfer: Transfer) -> str:
        """Name the commune that it is offered by."""
        return str(transfer.from_village.commune)

    def audited_as(self, obj: Any) -> Any:
        """Find it in the audit by itself: what is told of the household is of its own commune."""
        return obj
