"""`manage.py load_units`: the administrative units of Vietnam, both maps, from the project's files."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext_noop

from areas.loading import Loader, OtherMapLoaded
from areas.maps import Selection
from areas.models import Area, Succession
from audit.actions import record


class Command(BaseCommand):
    help = "Nạp danh mục đơn vị hành chính (cả nước hoặc một tỉnh); chạy lại không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take one province, or one map."""
        parser.add_argument("--province", default="", help="tên một tỉnh, ví dụ “Phú Yên”")
        parser.add_argument(
            "--map",
            type=int,
            choices=[2024, 2025],
            default=2025,
            help="2024: bản đồ còn cấp huyện; 2025: cả hai bản đồ và quan hệ cũ mới (mặc định)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, say what was done, and name what stays undecided."""
        start = time.monotonic()
        try:
            selection = Selection.of(map_year=options["map"], province=options["province"])
        except LookupError as error:
            raise CommandError(f"Không có tỉnh nào tên “{error}”. Kiểm tra lại tên.") from error
        try:
            made = load(selection, self.stdout.write)
        except OtherMapLoaded as error:
            raise CommandError(f"Cơ sở dữ liệu đang dùng một bản đồ khác: {error}") from error
        undecided = Succession.unscoped.filter(undecided=True)
        units = undecided.values("predecessor").distinct().count()
        self.stdout.write(
            f"Thêm {made} đơn vị trong {time.monotonic() - start:.1f} giây; "
            f"{units} xã cũ bị chia, hộ ở đó chờ xác định xã mới."
        )
        if left := _left_behind():
            self.stdout.write(left)


def _left_behind() -> str:
    """Say what remains to be done: villages that still stand in communes which have ended; "" where none does."""
    villages = Area.unscoped.villages().open().exclude(commune__closed_on=None)
    n, communes = villages.count(), villages.values("commune").distinct().count()
    return (
        f"Việc còn lại: {n} thôn còn đứng ở {communes} xã đã kết thúc, chờ sắp xếp về xã mới; "
        "người của các xã đó chờ cấp trên xác nhận địa bàn mới."
        if n
        else ""
    )


@transaction.atomic
def load(selection: Selection, say: Any) -> int:
    """Load a selection in one transaction, with one audit entry."""
    loader = Loader(selection, say)
    made = loader.run()
    if made:
        record(
            by=None,
            verb=gettext_noop("Nạp danh mục đơn vị"),
            subject=loader.country,
            place=loader.country.path or "",
            changes={"units": [None, made]},
        )
    return made
