from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """What residents are told, ask and are answered about the data that is kept of them."""

    name = "privacy"
    verbose_name = _("Dữ liệu cá nhân")
