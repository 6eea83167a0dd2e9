from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RollupConfig(AppConfig):
    """One row of sums for each village and each commune; other apps bring what is counted."""

    name = "rollup"
    verbose_name = _("Số liệu cộng sẵn")

    def ready(self) -> None:
        """Count villages, which the tree itself cannot: it lies below this app."""
        from areas import actions as areas  # noqa: PLC0415 - needs loaded apps
        from rollup.counts import add_rows, lock, recount_villages  # noqa: PLC0415 - needs loaded apps
        from rollup.placing import place_rows  # noqa: PLC0415 - needs loaded apps

        areas.counted_by(lock, recount_villages, add_rows, place_rows)
