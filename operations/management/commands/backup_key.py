"""`manage.py backup_key`: make the pair of keys for backups, and print it this once."""

from typing import Any

from django.core.management.base import BaseCommand

from operations.backup.rules.sealing import new_pair


class Command(BaseCommand):
    help = "Tạo cặp khóa cho bản sao lưu và in ra một lần; không lưu lại gì."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print both, as age writes them, and say where each belongs."""
        public, secret = new_pair()
        self.stdout.write("# Khóa bí mật của bản sao lưu Tổ số. Không để ở máy chủ này.")
        self.stdout.write(f"# public key: {public}")
        self.stdout.write(secret)
        self.stderr.write(
            "Chỉ in một lần. Cất ba dòng trên vào hai nơi ngoài máy chủ: một tệp trong USB"
        )
        self.stderr.write(
            "để trong két, một tờ in để trong két khác. Mất khóa này là mất mọi bản sao lưu."
        )
        self.stderr.write(f"Trên máy chủ chỉ đặt khóa công khai: BACKUP_KEY={public}")
