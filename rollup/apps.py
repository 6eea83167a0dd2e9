from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RollupConfig(AppConfig):
    """One row of sums for each village and each commune; other apps bring what is counted."""

    name = "rollup"
    verbose_name = _("Số liệu cộng sẵn")

    def ready(self) -> None:
        """Count villages, which the tree itself cannot: it lies below this app."""
        from areas import counts as areas  # noqa: PLC0415 - needs loaded apps
        from rollup import villages  # noqa: PLC0415 - needs loaded apps
        from rollup.counts import register  # noqa: PLC0415 - needs loaded apps

        register(villages.SOURCE)
        areas.counted_by(villages.recount_villages, villages.add_rows)
