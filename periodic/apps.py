from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeriodicConfig(AppConfig):
    """Reports of a period: written from the register, sent, approved, frozen."""

    name = "periodic"
    verbose_name = _("Báo cáo kỳ")
