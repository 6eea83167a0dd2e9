"""`manage.py demo`: invented people in the real communes of Phú Yên, ready to be looked at."""

import argparse
import gc
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from areas.loading import OtherMapLoaded
from audit.models import AuditEntry
from demo.accounts import print_accounts, reset_passwords
from demo.build import NotEmpty, build, refuse_real_data
from demo.build_record import BuildRecord, read_build_record

HOST = "127.0.0.1"
HOUSEHOLDS = 20_000
# The map on which the reform has happened already.
AFTER = 2025
OTHER_DATABASE = (
    "Hãy xóa tệp cơ sở dữ liệu minh họa (mặc định là db.sqlite3), hoặc đặt DATABASE_URL tới một "
    "cơ sở dữ liệu trống, ví dụ DATABASE_URL=sqlite:///minh-hoa.sqlite3, rồi chạy lại."
)


class Command(BaseCommand):
    help = "Dựng dữ liệu minh họa (hộ, người, tổ do máy bịa ra) rồi mở trang tại 127.0.0.1."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the map, the size, and where to serve."""
        parser.add_argument(
            "--map",
            type=int,
            choices=[2024, AFTER],
            help="2024: tỉnh Phú Yên còn cấp huyện (mặc định); 2025: tỉnh Đắk Lắk sau sáp nhập",
        )
        parser.add_argument(
            "--reform",
            action="store_true",
            help="dựng theo bản đồ 2024 rồi thực hiện sắp xếp đơn vị ngày 1/7/2025",
        )
        parser.add_argument("--households", type=int, help="số hộ, từ 50 trở lên (mặc định 20.000)")
        parser.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")
        parser.add_argument("--no-serve", action="store_true", help="chỉ dựng, không mở trang")
        # For tests: only a few communes.
        parser.add_argument("--communes", type=int, help=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Build once, say who may sign in, and serve."""
        self._check(options)
        found = read_build_record() if _has_tables() else None
        if found:
            self._same(found, options)
            call_command("migrate", interactive=False, verbosity=0)
        else:
            self._build(options)
        reset_passwords()
        address = f"{HOST}:{options['port']}"
        print_accounts(self.stdout.write, f"http://{address}/")
        if not options["no_serve"]:
            with _worker():
                call_command("runserver", address, use_reloader=False)

    def _check(self, options: dict[str, Any]) -> None:
        if options["reform"] and options["map"] == AFTER:
            raise CommandError(
                "--reform thực hiện sắp xếp trên bản đồ 2024, không đi cùng --map 2025."
            )
        size = options["households"]
        if size is not None and size < 50:
            raise CommandError("Số hộ phải từ 50 trở lên.")
        if options["no_serve"]:
            return
        if not _is_free(options["port"]):
            raise CommandError(
                f"Không mở được cổng {options['port']}: có chương trình khác đang dùng, hoặc số "
                f"cổng không đúng. Chọn cổng khác, ví dụ --port 8123."
            )

    def _same(self, found: BuildRecord, options: dict[str, Any]) -> None:
        """Refuse to show another demo than the one asked for."""
        wanted = BuildRecord(
            options["map"] or found.map_year,
            options["households"] or found.households,
            options["reform"] or found.reform,
        )
        if wanted != found:
            raise CommandError(
                f"Cơ sở dữ liệu này đã có dữ liệu minh họa khác: bản đồ {found.map_year}, "
                f"{found.households} hộ{', đã sắp xếp đơn vị' if found.reform else ''}. {OTHER_DATABASE}"
            )
        self.stdout.write(f"Dữ liệu minh họa đã có: bản đồ {found.map_year}, không dựng lại.")

    def _build(self, options: dict[str, Any]) -> None:
        start = time.monotonic()
        size = options["households"] or HOUSEHOLDS
        built = BuildRecord(options["map"] or 2024, size, options["reform"])
        try:
            refuse_real_data()
            self.stdout.write("Tạo cấu trúc cơ sở dữ liệu…")
            call_command("migrate", interactive=False, verbosity=0)
            with _without_collector():
                build(built, self.stdout.write, options["communes"])
        except NotEmpty as error:
            raise CommandError(
                f"Cơ sở dữ liệu này đã có dữ liệu thật ({error}), không trộn dữ liệu minh họa vào. "
                f"{OTHER_DATABASE}"
            ) from error
        except OtherMapLoaded as error:
            raise CommandError(
                f"Cơ sở dữ liệu này đã nạp một bản đồ khác ({error}). {OTHER_DATABASE}"
            ) from error
        self.stdout.write(f"Dựng xong trong {time.monotonic() - start:.1f} giây.")


@contextmanager
def _without_collector() -> Iterator[None]:
    """Let nobody look for circles among the many rows being made: a quarter of the time saved."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _worker() -> Iterator[None]:
    """Let a child do the work behind the pages as long as they are served."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", "--verbosity", "0"]
    child = subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603 - ourselves, no shell
    # Ended from outside, too, the child goes along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        yield
    finally:
        child.terminate()
        child.wait()


def _is_free(port: int) -> bool:
    """Say whether this machine's own address can be opened at the port: asked before building."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def _has_tables() -> bool:
    return AuditEntry._meta.db_table in connection.introspection.table_names()
