"""`manage.py database_timeouts`: tell the database role of the pages how long they may wait; run it once, and after changes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError, connection, transaction

from config.timeouts import statements


class Command(BaseCommand):
    help = (
        "Đặt thời hạn chờ khóa và thời hạn câu lệnh cho vai trò cơ sở dữ liệu của các trang. "
        "Cần khi đi qua PgBouncer; chạy lại không đổi gì."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Let somebody with the right run the SQL themselves."""
        parser.add_argument("--print", action="store_true", help="Chỉ in câu SQL")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say it to the role, or say what would be said."""
        if connection.vendor != "postgresql":
            self.stdout.write("SQLite không có vai trò: không cần đặt.")
            return
        sql = statements()
        self.stdout.write("\n".join(f"{one};" for one in sql))
        if options["print"]:
            return
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for one in sql:
                    cursor.execute(one)
        except ProgrammingError as error:
            raise CommandError(
                "Vai trò này không được phép: nhờ quản trị PostgreSQL chạy."
            ) from error
        self.stdout.write("Đã đặt. Kết nối mở từ nay về sau theo các thời hạn này.")
