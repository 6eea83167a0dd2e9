"""`manage.py clean_erased`: data of erased people go from the files of the database; run daily."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.wiping.actions import InUse, NotOwner, wipe
from operations.wiping.queries import is_due


class Command(BaseCommand):
    help = (
        "Dữ liệu cá nhân đã xóa không còn trong tệp của cơ sở dữ liệu; chỉ chạy khi có người được xóa "
        "sau lần trước. PostgreSQL: ghi lại các bảng liên quan, trang báo bận trong lúc đó."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Let somebody have it done now."""
        parser.add_argument("--now", action="store_true", help="làm ngay, dù chưa ai được xóa thêm")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it if it is due, and say what was done."""
        if not (options["now"] or is_due()):
            self.stdout.write("Không có ai được xóa từ lần trước.")
            return
        began = time.monotonic()
        try:
            names = wipe()
        except NotOwner as error:
            raise CommandError(
                f"Chủ của các bảng {error} phải chạy lệnh này: đặt WORK_DATABASE_URL là người đó."
            ) from error
        except InUse as error:
            raise CommandError("Cơ sở dữ liệu đang bận. Chạy lại sau.") from error
        done = f"Đã ghi lại {len(names)} bảng" if names else "Đã dọn tệp nhật ký của SQLite"
        self.stdout.write(f"{done} trong {time.monotonic() - began:.1f} giây.")
