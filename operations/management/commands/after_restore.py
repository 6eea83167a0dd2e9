"""`manage.py after_restore`: make fit to be opened what PostgreSQL's own means put back to a minute before a mistake."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from erasure.rules.listed import LIST
from operations.backup.actions.returning import Returned, make_fit
from operations.backup.rules.faults import Fault
from operations.management.commands._key_file import key_in, there
from operations.management.commands.restore import clean, of_erasures
from operations.sealing.actions.exporting import set_aside

# What must agree before anybody sees it.
CHECKS = (("recount", "--check"), ("audit", "verify"))


class Command(BaseCommand):
    help = (
        "Sau khi khôi phục PostgreSQL về một thời điểm (pgBackRest): cho mọi người đăng nhập lại, xóa lại người đã "
        "xóa, tìm tệp thiếu, đếm lại, xem nhật ký. Chạy trước khi mở trang; chạy lại không hại gì."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take lists of erasures that lie elsewhere, and a backup for files that went since."""
        parser.add_argument(
            "--erasures",
            action="append",
            default=[],
            metavar="TỆP",
            help=f"danh sách người đã xóa ({LIST}) ở nơi khác; dùng được nhiều lần",
        )
        parser.add_argument(
            "--files", default="", metavar="TỆP", help="bản sao lưu để lấy lại tệp thiếu"
        )
        parser.add_argument("--key-file", default="", help="tệp có khóa bí mật (backup_key)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it all, and say what is left to a person."""
        lists = [there(one) for one in options["erasures"]]
        backup = there(options["files"]) if options["files"] else None
        try:
            done = make_fit(backup=backup, identity=key_in(options["key_file"]), erasures=lists)
        except Fault as fault:
            raise CommandError(f"Chưa mở được. {fault}") from fault
        for line in [*of_erasures(done.erasures), *_of_files(done)]:
            self.stdout.write(line)
        if done.erasures.lines:
            clean(self.stdout)
        for aside in set_aside():
            self.stdout.write(f"Đầu chuỗi nhật ký mới hơn lúc này, để riêng: {aside}.")
        wrong = [name for name, deed in CHECKS if self._is_wrong(name, deed)]
        if wrong:
            raise CommandError(f"Chưa mở trang: xem {', '.join(wrong)} ở trên.")
        self.stdout.write(
            "Mọi người phải đăng nhập lại. Báo các xã nhập lại những gì đã nhập sau thời điểm này."
        )

    def _is_wrong(self, name: str, deed: str) -> bool:
        try:
            call_command(name, deed, stdout=self.stdout, stderr=self.stderr)
        except (SystemExit, CommandError) as error:
            self.stdout.write(f"{name}: {error}")
            return True
        return False


def _of_files(done: Returned) -> list[str]:
    lines = [f"Tệp: {done.files} tệp có tên trong sổ, {done.fetched} lấy lại từ bản sao lưu."]
    if done.missing:
        lines.append(
            f"CHÚ Ý: {len(done.missing)} tệp không có trên đĩa ({', '.join(done.missing[:5])}): đã xóa sau thời điểm "
            "này. Chạy lại với --files BẢN-SAO-LƯU --key-file KHÓA của ngày trước đó."
        )
    return lines
