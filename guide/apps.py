from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuideConfig(AppConfig):
    """How each task is done, step by step, and whom to ask."""

    name = "guide"
    verbose_name = _("Hướng dẫn")
