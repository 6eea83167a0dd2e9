"""`manage.py backup`: database and files in one sealed file, while the site is in use; run daily."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backup.actions.keeping import is_on_one_disk
from operations.backup.actions.making import Made, copy_again, make
from operations.backup.queries import lacks_only_its_copy
from operations.backup.rules.faults import Fault, mebibytes
from operations.models import Backup


class Command(BaseCommand):
    help = (
        "Sao lưu cơ sở dữ liệu và tệp vào một tệp có khóa ở BACKUP_DIR, kiểm tra lại, chép sang "
        "BACKUP_COPY, xóa bản quá BACKUP_KEEP_DAYS ngày; chạy khi trang đang dùng cũng được."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Let whoever is about to change something ask for a new one."""
        parser.add_argument(
            "--new", action="store_true", help="tạo bản mới dù bản hôm nay chỉ còn thiếu bản chép"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say what is in it; where the last one lacks only its copy, copy it."""
        waiting = None if options["new"] else lacks_only_its_copy()
        try:
            not_copied = self.copy(waiting) if waiting else self.make()
        except Fault as fault:
            raise CommandError(f"Chưa sao lưu được. {fault}") from fault
        if not_copied:
            raise CommandError(
                f"Bản sao lưu ở đây đã đúng, nhưng chưa có bản thứ hai. {not_copied}"
            )

    def make(self) -> str:
        """Make a new one; return why it does not lie in the second place."""
        began = time.monotonic()
        made = make()
        for line in _said(made):
            self.stdout.write(line)
        self.stdout.write(f"Xong trong {time.monotonic() - began:.0f} giây.")
        return made.not_copied

    def copy(self, waiting: Backup) -> str:
        """Copy only; return why not."""
        self.stdout.write(
            f"{waiting.name} của hôm nay đã đúng: chỉ chép sang nơi thứ hai (--new: tạo mới)."
        )
        return copy_again()


def _said(made: Made) -> list[str]:
    kept, size = made.manifest, mebibytes(made.path.stat().st_size)
    lines = [
        f"Đã sao lưu: {made.path} ({size}), đã mở lại và đếm đủ: "
        f"{kept.row_count} dòng, {len(kept.files)} tệp."
    ]
    if made.path.suffix != ".age":
        lines.append(
            "Bản này KHÔNG khóa: ai có nó cũng đọc được. Đặt BACKUP_KEY (manage.py backup_key)."
        )
    if kept.missing:
        lines.append(
            f"{len(kept.missing)} tệp có tên trong sổ mà không có trên đĩa, ví dụ {kept.missing[0]}: "
            "báo người quản trị; bản sao lưu vẫn đủ mọi thứ khác."
        )
    if kept.changed:
        lines.append(
            f"{len(kept.changed)} tệp trên đĩa khác với lúc nhận, ví dụ {kept.changed[0]}."
        )
    if made.removed:
        lines.append(f"Đã xóa {len(made.removed)} bản quá hạn.")
    if is_on_one_disk(made.path.parent):
        lines.append("Lưu ý: BACKUP_COPY cùng đĩa với BACKUP_DIR; đĩa hỏng là mất cả hai.")
    return lines
