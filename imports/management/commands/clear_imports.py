"""`manage.py clear_imports`: the daily clearing of files whose days are over."""

from typing import Any

from django.core.management.base import BaseCommand

from imports.jobs.actions import clear


class Command(BaseCommand):
    help = "Dọn các tệp đã nhập quá số ngày giữ (IMPORT_KEEP_DAYS); chạy lại không sao."

    def handle(self, *args: Any, **options: Any) -> None:
        """Clear, and say how many."""
        self.stdout.write(f"{clear()} tệp đã dọn.")
