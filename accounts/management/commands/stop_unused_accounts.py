"""`manage.py stop_unused_accounts`: the daily work of accounts."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.unused.actions import stop_unused, tell_absent


class Command(BaseCommand):
    help = "Ngừng tài khoản lâu không dùng (ACCOUNT_STOP_DAYS). Chạy mỗi ngày."

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop them, and say how many; tell who has invited somebody that has not come."""
        tell_absent()
        self.stdout.write(f"Ngừng {stop_unused()} tài khoản lâu không dùng.")
