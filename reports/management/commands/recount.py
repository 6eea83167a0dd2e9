"""`manage.py recount`: count again what stands in the count rows; `--check` only compares."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from areas.models import Area
from households.counts import checks
from rollup.counts import lock, recount, wrong_rows
from rollup.models import CommuneCount, CountRow, VillageCount

CHECKS = (
    wrong_rows,
    checks.wrong_standings,
    checks.wrong_movements,
)
MOST_SHOWN = 50

type Key = tuple[type[CountRow], int]
type Rows = dict[Key, dict[str, Any]]
# What a recount always moves on, right or wrong.
WHEN = {"version", "saved_at", "counted_on"}
# How many communes pass between two lines of progress.
STEP = 200


class Command(BaseCommand):
    help = "Đếm lại mọi số liệu đã lưu; với --check chỉ so sánh, không sửa gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the switch that changes nothing."""
        parser.add_argument(
            "--check",
            action="store_true",
            help="chỉ so sánh số đã lưu với số đếm lại; thoát với mã 1 khi có số lệch",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, or count again."""
        if options["check"]:
            self.check_all()
        else:
            self.recount_all()

    def check_all(self) -> None:
        """Compare every stored figure with the rows below it; exit with 1 when any differs."""
        compared, wrong = 0, list[str]()
        with _at_one_moment():
            for check in CHECKS:
                rows, differences = check()
                compared += rows
                wrong += differences
        for line in wrong[:MOST_SHOWN]:
            self.stdout.write(line)
        if len(wrong) > MOST_SHOWN:
            self.stdout.write(f"… và {len(wrong) - MOST_SHOWN} chỗ lệch nữa.")
        self.stdout.write(f"{compared} compared, {len(wrong)} differ")
        if wrong:
            raise SystemExit(1)

    def recount_all(self) -> None:
        """Count every village and commune again, each village in a transaction of its own."""
        communes = list(Area.unscoped.communes().order_by("pk"))
        counted, changed = 0, 0
        for number, commune in enumerate(communes, start=1):
            rows = set[Key]()
            places = Area.unscoped.holding_households().filter(commune=commune)
            for village in places.order_by("pk"):
                rows |= _recount_village(commune, village)
                counted += 1
            changed += len(rows | _recount_commune(commune))
            if number % STEP == 0:
                self.stdout.write(f"{number}/{len(communes)} xã, {counted} thôn…")
        self.stdout.write(
            f"Đã đếm lại {len(communes)} xã, {counted} thôn; {changed} dòng số liệu thay đổi."
        )


@contextmanager
def _at_one_moment() -> Iterator[None]:
    """Read everything as of one moment, so that a save in between is not taken for a mistake."""
    fresh = not connection.in_atomic_block
    with transaction.atomic():
        if fresh and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@transaction.atomic
def _recount_village(commune: Area, village: Area) -> set[Key]:
    """Count one village again; return the rows that changed."""
    lock([commune], even_ended=True)
    before = _rows(commune, village)
    recount(village)
    return _changed(before, _rows(commune, village))


@transaction.atomic
def _recount_commune(commune: Area) -> set[Key]:
    """Add up one commune again; return the rows that changed."""
    lock([commune], even_ended=True)
    before = _rows(commune)
    recount(commune)
    return _changed(before, _rows(commune))


def _rows(commune: Area, village: Area | None = None) -> Rows:
    """Return the figures stored for a commune and a village; a missing row counts as zeros."""
    pairs: list[tuple[type[CountRow], Area]] = [(CommuneCount, commune)]
    pairs += [(VillageCount, village)] if village else []
    return {(model, area.pk): _figures(model, area) for model, area in pairs}


def _figures(model: type[CountRow], area: Area) -> dict[str, Any]:
    row = model.unscoped.filter(pk=area.pk).first() or model.of(area)  # type: ignore[attr-defined]  # every count row has it
    names = [field.attname for field in model._meta.concrete_fields]
    return {name: getattr(row, name) for name in names if name not in WHEN}


def _changed(before: Rows, after: Rows) -> set[Key]:
    return {key for key, figures in after.items() if figures != before[key]}
