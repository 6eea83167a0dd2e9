"""`manage.py morning`: how many officers one machine serves on a morning, and what gives out first."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from accounts.models import User
from bench.generate import READER, Size, generate
from bench.measuring import text_of
from bench.morning import morning_lines
from bench.pages import make_reader
from bench.scratch import scratch

# A village has eighty households, as a middling one has.
HOUSEHOLDS_EACH, COMMUNES, LEAST_VILLAGES = 80, 1_060, 2_000


class Command(BaseCommand):
    help = "Chơi một buổi sáng của các công sở bằng Locust, trên một cơ sở dữ liệu tạm; không đụng tới dữ liệu đang có."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many come, how long it takes, and within which time they come."""
        parser.add_argument("--officers", type=int, default=1_000, help="số công chức")
        parser.add_argument("--minutes", type=float, default=10, help="số phút chơi")
        parser.add_argument(
            "--reuse", action="store_true", help="giữ lại nước đã dựng, lần sau chơi tiếp trên đó"
        )
        parser.add_argument("--locust", default="locust", help="chương trình Locust ở đâu")
        parser.add_argument("--ramp", type=float, help="mọi người đến trong bao nhiêu phút đầu")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make a country, play, print; exit with 1 when anything was wrong."""
        officers, minutes = options["officers"], options["minutes"]
        if officers < 1 or minutes <= 0:
            raise CommandError("--officers, --minutes: số dương")
        villages = max(LEAST_VILLAGES, officers)
        with scratch(f"morning_{villages}", stays=options["reuse"]):
            if not User.unscoped.filter(username=READER).exists():
                generate(Size(villages * HOUSEHOLDS_EACH, COMMUNES, villages))
                make_reader()
            self.stderr.write(_engine())
            ramp = options["ramp"] or minutes * 0.8
            lines = morning_lines(officers, minutes, ramp, options["locust"])
        self.stdout.write(text_of(lines))
        if any(one.wrong for one in lines):
            raise SystemExit(1)


def _engine() -> str:
    """Say on what it is played, and whether what is saved reaches the disk."""
    if connection.vendor == "sqlite":
        return "SQLite"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')"
        )
        return "PostgreSQL {}, fsync {}, synchronous_commit {}".format(*cursor.fetchone())
