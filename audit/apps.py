from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The lowest app: accountability. It knows no other."""

    name = "audit"
    verbose_name = _("Nhật ký")
