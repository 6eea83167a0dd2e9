from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReorganisationsConfig(AppConfig):
    """Units are merged, split, ended, moved and called otherwise by numbered decisions."""

    name = "reorganisations"
    verbose_name = _("Sắp xếp đơn vị")
