"""`manage.py stop_unused_accounts`: the daily work of accounts."""

from datetime import timedelta
from typing import Any

from axes.models import AccessFailureLog, AccessLog
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.sign_in.rules import OWN_ADDRESS
from accounts.unused.actions import stop_unused

# Wrong passwords are counted for hours only; a month of them is enough to look back.
WRONG = timedelta(days=30)


class Command(BaseCommand):
    help = (
        "Ngừng tài khoản lâu không dùng (ACCOUNT_STOP_DAYS), xóa lượt đăng nhập cũ. Chạy mỗi ngày."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop them, forget old sign-ins, and say how many stopped."""
        now = timezone.now()
        AccessFailureLog.objects.filter(attempt_time__lt=now - WRONG).delete()
        AccessLog.objects.filter(attempt_time__lt=now - OWN_ADDRESS).delete()
        self.stdout.write(f"Ngừng {stop_unused()} tài khoản lâu không dùng.")
