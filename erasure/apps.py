from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ErasureConfig(AppConfig):
    """A resident or a household erased wherever their names stand."""

    name = "erasure"
    verbose_name = _("Xóa dữ liệu cá nhân")
