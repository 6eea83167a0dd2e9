"""`manage.py audit verify|heads|guard|seal`: the journal looked through, its heads given out, what came late answered for."""

import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.timesince import timesince

from operations.sealing.actions.guarding import guard
from operations.sealing.actions.sealing import seal_late
from operations.sealing.queries.heads import NotHeads, heads, kept, read
from operations.sealing.queries.verifying import Looked, verify
from operations.sealing.rules.wrongs import Wrong

# How many wrongs are told one by one.
SHOWN = 100


class Command(BaseCommand):
    help = (
        "verify: xem nhật ký còn đúng như lúc niêm phong không, sai ở đâu; heads: in đầu các chuỗi; "
        "guard: tạo lại các trigger; seal --accept: niêm phong cả dòng muộn, sau khi đã xem."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, and its options."""
        deeds = parser.add_subparsers(dest="deed", required=True)
        look = deeds.add_parser("verify", help="xem lại, thoát bằng 1 khi có gì sai")
        look.add_argument(
            "--heads",
            action="append",
            default=[],
            metavar="TỆP",
            help="so với tệp đầu chuỗi này; không ghi thì so với các tệp cạnh bản sao lưu",
        )
        look.add_argument("--days", type=int, help="chỉ mở các khối của chừng này ngày gần đây")
        deeds.add_parser("heads", help="in đầu mỗi chuỗi, mỗi dòng một JSON")
        deeds.add_parser("guard", help="tạo lại mọi trigger bảo vệ, bằng chủ của các bảng")
        late = deeds.add_parser("seal", help="niêm phong cả dòng muộn")
        late.add_argument("--accept", action="store_true", required=True, help="đã xem, nhận")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of them."""
        if options["deed"] == "heads":
            for line in heads(timezone.now()):
                self.stdout.write(line)
        elif options["deed"] == "guard":
            guard()
            self.stdout.write("Đã tạo lại các trigger.")
        elif options["deed"] == "seal":
            self.stdout.write(f"Đã niêm phong {seal_late()} dòng.")
        elif self._verify(options):
            sys.exit(1)

    def _verify(self, options: dict[str, Any]) -> int:
        """Tell what is wrong and at how much was looked; return how many things are wrong."""
        files = [Path(one) for one in options["heads"]] or kept()
        since = timezone.now() - timedelta(days=options["days"]) if options["days"] else None
        looked = Looked()
        found = verify(looked, heads=_heads_in(files), since=since)
        wrongs = self._told(found)
        self.stdout.write(said(looked, len(files)))
        if wrongs:
            self.stderr.write(
                f"SAI: {wrongs} chỗ. Không sửa gì; làm theo docs/operations/faults.md, “Nhật ký bị sửa”."
            )
        else:
            self.stdout.write("ĐÚNG: không dòng nào bị sửa, bớt, thêm hay đổi chỗ.")
        return wrongs

    def _told(self, found: Iterator[Wrong]) -> int:
        """Tell the first ones, count all."""
        told = 0
        for wrong in islice(found, SHOWN):
            self.stderr.write(str(wrong))
            told += 1
        return told + sum(1 for _ in found)


def _heads_in(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Return the heads of all these files. Raises CommandError."""
    for path in files:
        try:
            yield from read(path)
        except NotHeads as fault:
            raise CommandError(f"{path} không phải tệp đầu chuỗi, hoặc đã hỏng.") from fault
        except OSError as fault:
            raise CommandError(f"Không đọc được {path}: {type(fault).__name__}.") from fault


def said(looked: Looked, files: int) -> str:
    """Say at how much was looked, what is not sealed yet and since when."""
    tail = "mọi dòng đã niêm phong"
    if looked.tail.oldest:
        age = timesince(looked.tail.oldest, timezone.now()).replace("\xa0", " ")
        tail = f"{looked.tail.entries} dòng chưa niêm phong, lâu nhất {age}"
    return (
        f"Đã xem {looked.blocks} khối của {looked.chains} chuỗi, {looked.entries} dòng; {tail}; "
        f"so với {files} tệp đầu chuỗi."
    )
