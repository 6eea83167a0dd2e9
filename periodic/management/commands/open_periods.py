"""Open the reporting periods that have begun, and bring the forms that come with the software."""

from typing import Any

from django.core.management.base import BaseCommand

from periodic.catalogue.actions import bring_ours
from periodic.periods.actions import open_periods


class Command(BaseCommand):
    """Do it; a second time it does nothing."""

    help = "Open the reporting periods that have begun, and bring the forms that come with the software."

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring the forms and open the periods."""
        bring_ours()
        self.stdout.write(f"{open_periods()} periods opened")
