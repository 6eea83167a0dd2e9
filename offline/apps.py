from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfflineConfig(AppConfig):
    """Villages are taken along, written in without a network, and sent later: each operation once."""

    name = "offline"
    verbose_name = _("Nhập khi không có mạng")
