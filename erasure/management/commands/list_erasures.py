"""`manage.py list_erasures`: the list of erasures beside the backups, written whole again."""

from typing import Any

from django.core.management.base import BaseCommand

from erasure.actions.applying import hand_on_files
from erasure.actions.listing import write_all


class Command(BaseCommand):
    help = "Ghi lại danh sách người đã xóa cạnh bản sao lưu (không có tên); chạy lại không sao."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say how many lines there are."""
        hand_on_files()
        self.stdout.write(f"{write_all()} dòng.")
