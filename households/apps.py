from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HouseholdsConfig(AppConfig):
    """Households, their residents, and what each resident was found to know."""

    name = "households"
    verbose_name = _("Hộ gia đình")

    def ready(self) -> None:
        """Bring the columns that are counted here."""
        from households.counts.rollup import SOURCE  # noqa: PLC0415 - needs loaded apps  # noqa: PLC0415 - needs loaded apps
        from rollup.counts import register  # noqa: PLC0415 - needs loaded apps

        register(SOURCE)
