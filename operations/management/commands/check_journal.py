"""`manage.py check_journal`: the daily look at the journal, its heads beside the backups, what is over let go."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from operations.models import DailyRun
from operations.sealing.actions.cutting import JournalWrong, cut
from operations.sealing.actions.exporting import export
from operations.sealing.queries.heads import all_kept
from operations.sealing.queries.verifying import Looked, verify

# A day more than since the last time; all of it once a week.
OVERLAP, WHOLE_ON = timedelta(days=1), 6


class Command(BaseCommand):
    help = (
        "Xem nhật ký còn đúng như lúc niêm phong không (mọi khối vào chủ nhật, ngày khác các khối mới), "
        "xuất đầu chuỗi cạnh bản sao lưu, bỏ khối quá hạn giữ."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and only where nothing is wrong give out heads and let go what is over. Raises JournalWrong."""
        looked = Looked()
        found = verify(looked, heads=all_kept(), since=_since())
        # That nobody seals is told by the state of the site, with what to do about it.
        if wrongs := sum(one.kind != "waits" for one in found):
            self.stderr.write(
                f"Nhật ký sai {wrongs} chỗ: chạy manage.py audit verify để biết ở đâu."
            )
            raise JournalWrong
        files = export()
        self.stdout.write(
            f"Đúng: {looked.blocks} khối, {looked.entries} dòng; {len(files)} tệp đầu chuỗi; "
            f"{cut()} dòng quá hạn đã bỏ."
        )


def _since() -> datetime | None:
    """Return from when on blocks are opened: since the last look that ended well, or all."""
    done = DailyRun.unscoped.filter(task="check_journal", finished_at__isnull=False)
    last = done.order_by("-started_at").values_list("started_at", flat=True).first()
    if last is None or timezone.localdate().weekday() == WHOLE_ON:
        return None
    return last - OVERLAP
