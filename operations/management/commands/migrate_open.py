"""`manage.py migrate_open`: the new tables of a version while the version before serves; refuses what would hold it up."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from operations.versions.actions import migrate_beside
from operations.versions.queries import Judged, pending


class Command(BaseCommand):
    help = (
        "Nâng cơ sở dữ liệu trong lúc trang vẫn chạy bản cũ: mỗi bước chờ khóa nhiều nhất 200 ms rồi thử lại. "
        "Có bước nào giữ người dùng lại hoặc bản cũ không chịu được thì không làm gì, và nói bước nào."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Let somebody only ask."""
        parser.add_argument("--list", action="store_true", help="chỉ nói có những bước nào")
        parser.add_argument("--seconds", type=float, default=600, help="thôi sau từng ấy giây")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what there is to do; do it where nobody has to wait."""
        found = pending()
        for one in found:
            self.stdout.write(f"{one.key}: {_said(one)}")
        if not found:
            self.stdout.write("Không có gì phải nâng.")
        if options["list"] or not found:
            return
        if any(one.wrongs or one.closed_because for one in found):
            raise CommandError(
                "Chưa nâng gì. Có bước phải ngừng trang: làm theo docs/operations/install.md."
            )
        try:
            tries = migrate_beside(seconds=options["seconds"])
        except OperationalError as error:
            raise CommandError(
                f"Không lấy được khóa trong {options['seconds']:.0f} giây: có việc đang giữ bảng. Bước đã xong thì "
                "giữ, chạy lại lệnh này là làm tiếp."
            ) from error
        self.stdout.write(f"Đã nâng, nhường {tries} lần. Giờ thay từng máy web.")


def _said(one: Judged) -> str:
    if one.closed_because:
        return f"ngừng trang: {one.closed_because}"
    return "; ".join(f"{step}: {why}" for step, why in one.wrongs) or "không ai phải chờ"
