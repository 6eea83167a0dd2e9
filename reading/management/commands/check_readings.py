"""`manage.py check_readings`: the daily look at who read names far above their habit."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reading.actions import flag_unusual

# Days looked at again: a day that a server did not run is made up for.
DAYS = 7


class Command(BaseCommand):
    help = "Đánh dấu ai xem tên nhiều khác thường; chạy lại không sao."

    def handle(self, *args: Any, **options: Any) -> None:
        """Flag, and say how many."""
        today = timezone.localdate()
        flagged = sum(flag_unusual(day=today - timedelta(days=ago)) for ago in range(DAYS))
        self.stdout.write(f"{flagged} ngày khác thường.")
