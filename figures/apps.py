from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    """Rates, indicators, figures of today and of past days: no pages."""

    name = "figures"
    verbose_name = _("Số liệu theo thời gian")
