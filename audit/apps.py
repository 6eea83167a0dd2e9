from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The ground floor: accountability. Knows no other room."""

    name = "audit"
    verbose_name = _("Nhật ký")
