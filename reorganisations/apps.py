from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReorganisationsConfig(AppConfig):
    """Units are merged, split, ended, moved and called otherwise by numbered decisions."""

    name = "reorganisations"
    verbose_name = _("Sắp xếp đơn vị")

    def ready(self) -> None:
        """Let the day's work know what decisions on units want."""
        from reorganisations.drafting.queries.tasks import (  # noqa: PLC0415 - models are ready by now
            tasks_of_decisions,
        )
        from reports.today.queries.tasks import more_from  # noqa: PLC0415 - the same

        more_from(tasks_of_decisions)
