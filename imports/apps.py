from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """Files that come in: read in a sandbox, shown before anything is written, then written as pages do."""

    name = "imports"
    verbose_name = _("Nhập từ tệp")
