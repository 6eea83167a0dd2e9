from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AreasConfig(AppConfig):
    """The dated tree of administrative units and villages."""

    name = "areas"
    verbose_name = _("Địa bàn")
