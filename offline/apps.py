from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfflineConfig(AppConfig):
    """Villages are taken along, written in without a network, and sent later: each operation once."""

    name = "offline"
    verbose_name = _("Nhập khi không có mạng")

    def ready(self) -> None:
        """Let the day's work know what waits for a decision, and lists of households what differs."""
        from households.roster.queries import say_more  # noqa: PLC0415 - models are ready by now
        from offline.pending.queries.marks import (  # noqa: PLC0415 - the same
            marks_of,
            note_on,
        )
        from offline.pending.queries.tasks import (  # noqa: PLC0415 - the same
            tasks_of_sent,
        )
        from reports.today.queries.tasks import more_from  # noqa: PLC0415 - the same

        more_from(tasks_of_sent)
        say_more(marks_of, note_on)
