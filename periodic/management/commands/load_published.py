"""`manage.py load_published`: figures that others published, from a file; by default those of the country."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from areas.kinds import Level
from areas.models import Area
from periodic.naming.rules import Named
from periodic.published.actions import load_figures
from periodic.published.forms import OURS, Unreadable, read_rows


class Command(BaseCommand):
    help = "Nạp số đã công bố từ tệp CSV, mỗi số kèm nguồn; chạy lại không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another file, and of which unit it speaks."""
        parser.add_argument("--file", type=Path, default=OURS, help="tệp CSV cùng các cột như vậy")
        parser.add_argument(
            "--unit", type=int, default=0, help="số của đơn vị; không ghi là cả nước"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all or nothing, and say what was done."""
        area = _unit(options["unit"])
        try:
            with override("vi"):
                rows, left_out = read_rows(options["file"].read_text(encoding="utf-8-sig"))
        except Unreadable as error:
            raise CommandError(str(error)) from error
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Không đọc được tệp: {error}") from error
        try:
            made = load_figures(area=area, rows=rows)
        except Named as error:
            raise CommandError(
                "Tệp nêu tên người dân ở tên chỉ tiêu hoặc ghi chú: bỏ tên."
            ) from error
        self.stdout.write(
            f"Thêm {len(made)} số đã công bố; {left_out} số chưa xác nhận, không nạp."
        )


def _unit(pk: int) -> Area:
    found = Area.unscoped.filter(level__lt=Level.VILLAGE)
    area = found.filter(pk=pk) if pk else found.filter(level=Level.COUNTRY)
    if unit := area.first():
        return unit
    raise CommandError("Không có đơn vị này. Nạp danh mục đơn vị trước: manage.py load_units.")
