from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """How a server runs itself: web, worker, daily work, backup, and how it says that it is ill."""

    name = "operations"
    verbose_name = _("Vận hành")
