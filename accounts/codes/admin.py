"""Admin of one-time codes: what became of them. The codes themselves are nowhere."""

from django.contrib import admin

from accounts.models import CardSheet, Code, CodeTry
from areas.admin_base import ReadOnlyPlacedAdmin
from web.admin_base import ReadOnlyAdmin


@admin.register(Code)
class CodeAdmin(ReadOnlyPlacedAdmin):
    """Codes of the people of the territory."""

    list_display = ("person", "kind", "made_by", "made_at", "expires_at", "used_at", "revoked_at")
    list_filter = ("kind",)
    journal = "person"


@admin.register(CardSheet)
class CardSheetAdmin(ReadOnlyPlacedAdmin):
    """Sheets of invitation cards of the territory."""

    list_display = ("__str__", "area", "form", "cards", "made_by", "made_at", "revoked_at")
    list_filter = ("form",)


@admin.register(CodeTry)
class CodeTryAdmin(ReadOnlyAdmin):
    """Codes that were tried in vain, for administrators of the whole country."""

    list_display = ("name", "address", "wrong", "since")
