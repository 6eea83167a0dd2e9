"""`manage.py backup`: database and files in one sealed file, while the site is in use; run daily."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.backup.actions.keeping import is_on_one_disk
from operations.backup.actions.making import Made, make
from operations.backup.rules.faults import Fault, mebibytes


class Command(BaseCommand):
    help = (
        "Sao lưu cơ sở dữ liệu và tệp vào một tệp có khóa ở BACKUP_DIR, kiểm tra lại, chép sang "
        "BACKUP_COPY, xóa bản quá BACKUP_KEEP_DAYS ngày; chạy khi trang đang dùng cũng được."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say what is in it."""
        try:
            made = make()
        except Fault as fault:
            raise CommandError(f"Chưa sao lưu được. {fault}") from fault
        for line in _said(made):
            self.stdout.write(line)
        if made.not_copied:
            raise CommandError(
                f"Bản sao lưu ở đây đã đúng, nhưng chưa có bản thứ hai. {made.not_copied}"
            )


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
