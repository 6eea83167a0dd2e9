"""`manage.py stop_unused_accounts`: the daily work of accounts."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.sign_in.actions import forget_old
from accounts.unused.actions import stop_unused


class Command(BaseCommand):
    help = (
        "Ngừng tài khoản lâu không dùng (ACCOUNT_STOP_DAYS), xóa lượt đăng nhập cũ. Chạy mỗi ngày."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop them, forget old sign-ins, and say how many stopped."""
        forget_old(now=timezone.now())
        self.stdout.write(f"Ngừng {stop_unused()} tài khoản lâu không dùng.")
