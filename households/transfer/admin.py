"""Admin of households that go to another commune: read, found by code, never changed by hand; no names."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from households.lifecycle.admin import LifeAdmin
from households.models import Transfer
from web.admin_parts import WORDS

WORDS.update(to_commune=_("đến xã"), from_commune=_("từ xã"))


@admin.register(Transfer)
class TransferAdmin(LifeAdmin):
    """Offers and what became of them; the commune that a household goes to reads no name of it here either."""

    list_display = ("__str__", "household", "from_village", "to_commune", "moved_on", "state")
    list_select_related = ("household", "from_village", "to_commune")
    list_filter = ("state",)

    def audited_as(self, obj: Any) -> Any:
        """Find it in the audit by itself: what is told of the household is of its own commune."""
        return obj
