"""Admin of the steps that were kept: read only, for `manage.py snapshot` keeps them."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from reports.models import StepSpan


@admin.register(StepSpan)
class StepSpanAdmin(ReadOnlyPlacedAdmin):
    """On which step communes of the territory stood."""

    list_display = ("commune", "step", "since", "until")
    shown = list_display
