from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadingConfig(AppConfig):
    """Who read the names of residents."""

    name = "reading"
    verbose_name = _("Ai đã xem tên")
