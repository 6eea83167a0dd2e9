"""Admin of the outbox: what is sent to whom and what became of it; nothing is written here."""

from django.contrib import admin

from accounts.models import Message
from areas.admin_base import ReadOnlyPlacedAdmin


@admin.register(Message)
class MessageAdmin(ReadOnlyPlacedAdmin):
    """Letters, without text and address."""

    list_display = ("to", "kind", "channel", "state", "tries", "fault", "made_at", "ended_at")
    list_filter = ("state", "kind")
    journal = "to"
