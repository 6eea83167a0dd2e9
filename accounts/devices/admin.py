"""Admin of devices: read, never changed by hand."""

from django.contrib import admin

from accounts.models import Device
from web.admin_base import ReadOnlyAdmin


@admin.register(Device)
class DeviceAdmin(ReadOnlyAdmin):
    """Browsers on which people of the territory sign in."""

    list_display = ("user", "browser", "made_at", "used_at", "ended_at")
    shown = ("user", "browser", "made_at", "used_at", "ended_at", "let_in_by", "code_until")
