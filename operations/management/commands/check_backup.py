"""`manage.py check_backup FILE`: read a backup to its last byte, and put nothing anywhere."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backup.rules.faults import Fault, of_the_system
from operations.backup.rules.reading import read_through
from operations.management.commands._key_file import add_file_arguments, key_in


class Command(BaseCommand):
    help = "Đọc hết một bản sao lưu, so từng mã kiểm với bảng kê; không ghi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the backup, and the file with the secret key."""
        add_file_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read it, and say what is in it."""
        path = Path(options["file"])
        try:
            about, manifest = read_through(path, key_in(options["key_file"]))
        except Fault as fault:
            raise CommandError(str(fault)) from fault
        except OSError as fault:
            raise CommandError(str(of_the_system(fault, path))) from fault
        self.stdout.write(
            f"Đúng từng byte. {about.database}, lúc {about.made_at}: {manifest.row_count} dòng, "
            f"{len(manifest.files)} tệp."
        )
