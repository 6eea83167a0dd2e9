"""`manage.py bench_search`: how long the type-ahead takes over the whole country and its villages."""

import statistics
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from areas.actions import search_key_of
from areas.kinds import Kind, Level
from areas.management.commands.load_units import load
from areas.maps import Selection
from areas.models import Area
from areas.names import unit_sort_key
from areas.views import SHOWN

BUDGET_MS = 100
WORDS = ("an ninh tay", "đak lak", "An", "thon hoi phu", "xa tuy an dong", "khu pho 12", "khong co")
NAMES = (
    *("Hội Phú", "Tiên Châu", "Xuân Phú", "Bình Thạnh", "An Ninh", "Phú Lương", "Tân Long"),
    *("Diêm Hội", "Mỹ Phú", "Hà Yến", "Quảng Đức", "Phong Lãnh", "Nhơn Hội", "Ma Thìn"),
)


class Command(BaseCommand):
    help = "Đo ô tìm đơn vị trên cả nước và 100.000 thôn dựng tạm; đo xong trả lại như cũ."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of villages, and how often each word is searched."""
        parser.add_argument("--villages", type=int, default=100_000)
        parser.add_argument("--times", type=int, default=20)

    def handle(self, *args: Any, **options: Any) -> None:
        """Build inside a transaction, measure, print the table, roll everything back."""
        with transaction.atomic():
            load(Selection.of(map_year=2025), lambda line: None)
            _make_villages(options["villages"])
            units = Area.unscoped.count()
            self.stdout.write(
                f"{connection.vendor}: {units} đơn vị; mỗi từ tìm {options['times']} lần"
            )
            worst = max(self._measure(words, options["times"]) for words in WORDS)
            transaction.set_rollback(True)
        passed = worst <= BUDGET_MS
        self.stdout.write(
            f"{'PASS' if passed else 'FAIL'}: p95 chậm nhất {worst:.1f} ms / {BUDGET_MS} ms"
        )
        if not passed:
            sys.exit(1)

    def _measure(self, words: str, times: int) -> float:
        """Search one word again and again; return the 95th percentile in milliseconds."""
        taken = []
        for _ in range(times):
            start = time.perf_counter()
            found = _search(words)
            taken.append((time.perf_counter() - start) * 1000)
        p95 = statistics.quantiles(taken, n=20)[-1]
        middle = statistics.median(taken)
        self.stdout.write(
            f"{words:16} p50 {middle:6.1f} ms  p95 {p95:6.1f} ms  {len(found)} kết quả"
        )
        return p95


def _search(words: str) -> list[Area]:
    """Ask exactly what the type-ahead asks for the committee of the whole country."""
    country = Area.unscoped.get(level=Level.COUNTRY)
    return Area.unscoped.within(country).with_places().best_matching(words, SHOWN)


def _make_villages(number: int) -> None:
    """Add made-up villages, evenly over the communes of today."""
    communes = list(Area.unscoped.communes().filter(closed_on=None).order_by("pk"))
    first = (Area.unscoped.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    batch = []
    for index in range(number):
        commune, pk = communes[index % len(communes)], first + index
        name = f"{NAMES[index % len(NAMES)]} {index // len(communes) + 1}"
        village = Area(
            pk=pk,
            level=Level.VILLAGE,
            kind=Kind.THON if index % 3 else Kind.KHU_PHO,
            name=name,
            parent=commune,
            province_id=commune.province_id,
            district_id=commune.district_id,
            commune=commune,
            path=f"{commune.path}{pk}.",
            sort_key=unit_sort_key(name),
        )
        village.search_key = search_key_of(name, village.full_name)
        batch.append(village)
    Area.unscoped.bulk_create(batch, batch_size=2000)
