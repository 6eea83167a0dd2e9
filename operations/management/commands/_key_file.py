"""What the commands that open a backup take: the backup, and the file with the secret key."""

from pathlib import Path

from django.core.management.base import CommandError, CommandParser
from pyrage.x25519 import Identity

from operations.backup.rules.faults import NoKey
from operations.backup.rules.sealing import identity_in


def add_file_arguments(parser: CommandParser) -> None:
    """Ask for both."""
    parser.add_argument("file", help="tệp sao lưu, to-so-….tar.age")
    parser.add_argument("--key-file", default="", help="tệp có khóa bí mật (backup_key)")


def key_in(path: str) -> Identity | None:
    """Read the secret key from its file; without a file there is none."""
    if not path:
        return None
    try:
        return identity_in(Path(path).read_text(encoding="utf-8", errors="replace"))
    except OSError as fault:
        raise CommandError(f"Không đọc được tệp khóa {path}: {fault.strerror}.") from fault
    except NoKey as fault:
        raise CommandError(str(fault)) from fault


def there(name: str) -> Path:
    """Return a file that was named; Raises CommandError where it is not there."""
    path = Path(name)
    if not path.is_file():
        raise CommandError(f"Không thấy tệp {path}.")
    return path
