from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Dashboards and homes: reads and sums, never writes."""

    name = "reports"
    verbose_name = _("Tổng quan")

    def ready(self) -> None:
        """Let the day's work know which households other communes offer."""
        from reports.today.queries.arriving import (  # noqa: PLC0415 - models are ready by now
            tasks_of_arriving,
        )
        from reports.today.queries.tasks import more_from  # noqa: PLC0415 - the same

        more_from(tasks_of_arriving)
