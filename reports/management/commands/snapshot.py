"""`manage.py snapshot`: keep the figures of every month that is over and the steps of today, publish; run it every day."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from figures.actions import take_snapshots
from reports.public.actions import publish
from reports.rollout.actions import keep_steps


class Command(BaseCommand):
    help = (
        "Chụp số liệu cuối tháng của mọi đơn vị, cả những tháng bị lỡ (tối đa 24 tháng), và bước của từng xã hôm nay. "
        "Chạy hằng ngày; chạy lại không ghi gì thêm. Mở trang công khai (PUBLIC_PAGE) thì công bố luôn số liệu của ngày."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Take what is missing, and say so."""
        today = timezone.localdate()
        months = take_snapshots(by=None, today=today, say=self.stdout.write)
        if not months:
            self.stdout.write("Không có tháng nào cần chụp.")
        if kept := keep_steps(by=None, today=today):
            self.stdout.write(f"Ghi bước mới của {kept} xã.")
        if settings.PUBLIC_PAGE and (n := publish(by=None, today=today)):
            self.stdout.write(f"Công bố số liệu của {n} xã.")
