"""`manage.py load_tiles`: where units stand on the map without shapes, from the project's file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.tile_map.actions import load_tiles


class Command(BaseCommand):
    help = "Đặt chỗ các đơn vị trên sơ đồ ô; chạy lại không đổi gì, giữ nguyên ô đã sửa bằng tay."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to give up what people placed."""
        parser.add_argument(
            "--reset", action="store_true", help="đặt lại cả những ô đã sửa bằng tay"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        made, moved = load_tiles(reset=options["reset"])
        self.stdout.write(f"Thêm {made} ô, dời {moved} ô.")
