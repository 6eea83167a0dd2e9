"""`manage.py clear_old`: the daily clearing of what is kept no longer, kind by kind."""

from typing import Any

from django.core.management.base import BaseCommand

from operations.retention.actions import clear_due


class Command(BaseCommand):
    help = "Dọn dữ liệu quá hạn giữ, từng loại, theo bảng ở /van-hanh/luu-giu/; chạy lại không sao."

    def handle(self, *args: Any, **options: Any) -> None:
        """Clear, and say how many of each kind."""
        for kind, number in clear_due().items():
            self.stdout.write(f"{kind}: {number} dòng đã dọn.")
