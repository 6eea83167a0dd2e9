from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HouseholdsConfig(AppConfig):
    """Households, their residents, and what each resident was found to know."""

    name = "households"
    verbose_name = _("Hộ gia đình")
