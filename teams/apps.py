from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    """Community digital technology teams: decisions, members, activities."""

    name = "teams"
    verbose_name = _("Tổ công nghệ số cộng đồng")

    def ready(self) -> None:
        """Bring the columns that are counted here."""
        from rollup.counts import register  # noqa: PLC0415 - needs loaded apps
        from teams.counts.rollup import SOURCE  # noqa: PLC0415 - needs loaded apps

        register(SOURCE)
