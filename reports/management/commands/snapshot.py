"""`manage.py snapshot`: keep the figures of every month that is over; run it every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from figures.actions import take_snapshots


class Command(BaseCommand):
    help = (
        "Chụp số liệu cuối tháng của mọi đơn vị, cả những tháng bị lỡ (tối đa 24 tháng). "
        "Chạy hằng ngày; chạy lại không ghi gì thêm."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Take what is missing, and say so."""
        months = take_snapshots(by=None, today=timezone.localdate(), say=self.stdout.write)
        if not months:
            self.stdout.write("Không có tháng nào cần chụp.")
