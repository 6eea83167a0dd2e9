from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Dashboards and homes: reads and sums, never writes."""

    name = "reports"
    verbose_name = _("Tổng quan")
