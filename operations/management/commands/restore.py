"""`manage.py restore FILE`: put a backup into an empty place, and prove that it is what it was."""

import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper

from erasure.actions.applying import Applied
from erasure.rules.listed import LIST
from operations.backup.actions.restoring import Restored, restore
from operations.backup.rules.faults import Fault
from operations.management.commands._key_file import add_file_arguments, key_in, there
from operations.sealing.actions.exporting import set_aside


class Command(BaseCommand):
    help = (
        "Khôi phục một bản sao lưu vào chỗ trống (cơ sở dữ liệu mới, MEDIA_ROOT trống), "
        "đếm lại và so với bảng kê. Dừng trang trước khi chạy."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the backup, the file with the secret key, and lists of erasures that lie elsewhere."""
        add_file_arguments(parser)
        parser.add_argument(
            "--erasures",
            action="append",
            default=[],
            metavar="TỆP",
            help=f"danh sách người đã xóa ({LIST}) ở nơi khác; dùng được nhiều lần",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Put it back, count, and say what to do next."""
        path, began = Path(options["file"]), time.monotonic()
        try:
            lists = [there(one) for one in options["erasures"]]
            identity = key_in(options["key_file"])
            restored = restore(path=path, identity=identity, erasures=lists)
        except Fault as fault:
            raise CommandError(f"Chưa khôi phục. {fault}") from fault
        for line in _said(restored):
            self.stdout.write(line)
        if restored.erasures.lines:
            clean(self.stdout)
        for aside in set_aside():
            self.stdout.write(f"Đầu chuỗi nhật ký mới hơn bản này, để riêng: {aside}.")
        try:
            call_command("recount", check=True, stdout=self.stdout)
        except SystemExit as differs:
            raise CommandError(
                "Dữ liệu đã khôi phục đúng như lúc sao lưu, nhưng trong đó có số liệu đã lệch từ trước: "
                "chạy manage.py recount để đếm lại, báo người quản trị, rồi mới mở trang."
            ) from differs
        self.stdout.write(f"Xong trong {time.monotonic() - began:.0f} giây.")
        self.stdout.write("Mọi người phải đăng nhập lại. Chạy manage.py serve để mở trang.")


def clean(stdout: OutputWrapper) -> None:
    """Rid the files of the database of what was erased again; what cannot be now is the work of the night."""
    try:
        call_command("clean_erased", now=True, stdout=stdout)
    except CommandError as busy:
        stdout.write(f"Chưa dọn hết chữ đã xóa khỏi tệp: {busy} (manage.py clean_erased --now)")


def _said(restored: Restored) -> list[str]:
    about, manifest = restored.about, restored.manifest
    lines = [
        f"Đã khôi phục bản lúc {about.made_at}: {manifest.row_count} dòng, {len(manifest.files)} "
        "tệp, khớp bảng kê từng bảng và từng mã kiểm."
    ]
    if restored.migrated:
        lines.append(f"Bản này của phiên bản cũ hơn: đã nâng cấp thêm {restored.migrated} bước.")
    if manifest.missing:
        lines.append(f"{len(manifest.missing)} tệp đã không có trên đĩa từ lúc sao lưu.")
    if manifest.changed:
        lines.append(f"{len(manifest.changed)} tệp đã khác với lúc nhận từ lúc sao lưu.")
    return lines + of_erasures(restored.erasures)


def of_erasures(applied: Applied) -> list[str]:
    """Say whom the list of erasures erased again; that there was none, aloud."""
    if not applied.is_found:
        return [
            "CHÚ Ý: KHÔNG THẤY DANH SÁCH NGƯỜI ĐÃ XÓA. Tên đã xóa sau lúc sao lưu có thể đã sống lại. "
            f"Tìm tệp {LIST} ở BACKUP_DIR hoặc nơi thứ hai, khôi phục lại với --erasures TỆP."
        ]
    lines = [
        f"Danh sách người đã xóa: {applied.lines} dòng, {applied.erased} đã xóa lại, "
        f"{applied.unknown} chưa có trong bản này."
    ]
    if applied.broken:
        lines.append(
            f"CHÚ Ý: {applied.broken} dòng của danh sách không đọc được: tìm bản ở nơi thứ hai, "
            "khôi phục lại với --erasures TỆP."
        )
    return lines
