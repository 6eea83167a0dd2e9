"""`manage.py bench`: what pages, saves, files and exports cost at any size, as ratios of one run."""

import platform
import time
import traceback
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import django
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from areas.models import Area
from bench.files import file_lines
from bench.generate import READER, Size, generate
from bench.http import http_lines
from bench.live import live_lines
from bench.measuring import Line, none_wrong, text_of
from bench.offline import offline_lines
from bench.pages import flat_lines, floor_added, make_reader, page_lines
from bench.reform import nation_lines, reform_lines
from bench.reports import flat_summary, report_lines
from bench.saves import fresh_lines, save_lines
from bench.scratch import scratch, use
from bench.sealing import sealing_lines
from households.counts import rollup as households
from reports.page_cache import CACHE
from rollup.counts import wrong_rows
from teams.counts import rollup as teams

# Up to so many households it is a run of minutes: a tenth of the communes and villages, each step short.
LEAST, SMALL = 2_000, 100_000
# Bytes on disk and seconds to make, for each household: measured at a million of them on PostgreSQL with
# two busy cores, without the tree and the teams.
BYTES_EACH, SECONDS_EACH = 780, 45e-6

type Steps = dict[str, Callable[[], list[Line]]]


def number_of(text: str) -> int:
    """Read a number of households, at least one for each village of the smallest country."""
    if not text.isdecimal() or int(text) < LEAST:
        raise ArgumentTypeError(f"{text}: {LEAST} hộ trở lên")
    return int(text)


def size_of(number: int) -> Size:
    """Return a country with so many households."""
    return Size(number, 1_060, max(2_000, number // 10)) if number <= SMALL else Size(number)


def steps_of(number: int) -> Steps:
    """Return what is measured of a country of this size, in order; rows are recounted after all saves."""
    large = number > SMALL
    return {
        "pages": lambda: page_lines(60 if large else 15),
        "http": lambda: http_lines(5 if large else 2),
        "live": lambda: live_lines(600),
        "freshness": lambda: fresh_lines(100 if large else 25),
        "saves": lambda: save_lines((1, 16, 64), 3, 3) if large else save_lines((1, 16), 1),
        "reports": lambda: report_lines(3_000 if large else 60, 20 if large else 10),
        "sealing": lambda: sealing_lines(2, 10 if large else 5, 8),
        "file": lambda: file_lines(100_000 if large else 3_000),
        "recount": recount_lines,
    }


# Taken only where they are named: each in a country of its own.
OWN: dict[str, Callable[[int], list[Line]]] = {
    "reform": reform_lines,
    "nation": nation_lines,
    "offline": offline_lines,
}


def recount_lines() -> list[Line]:
    """Compare every count row with the rows it counts, as `recount --check` does."""
    compared, wrong = wrong_rows()
    return [none_wrong("count rows that differ from the rows they count", len(wrong), compared)]


class Command(BaseCommand):
    help = "Đo tốc độ và độ đúng trên một cơ sở dữ liệu tạm; không đụng tới dữ liệu đang có."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the size and what is measured."""
        parser.add_argument(
            "--households", type=number_of, default=SMALL, help="số hộ, ví dụ 28000000: cả nước"
        )
        parser.add_argument(
            "--http", action="store_true", help="đo thêm qua gunicorn, bằng wrk nếu máy có"
        )
        parser.add_argument("--only", nargs="*", help="chỉ đo các bước này: pages saves recount…")
        parser.add_argument(
            "--reuse",
            action="store_true",
            help="đo trên cơ sở dữ liệu đã giữ lại; chưa có thì tạo và giữ lại",
        )
        parser.add_argument("--yes", action="store_true", help="không hỏi lại trước lần đo lớn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure; exit with 1 when anything is wrong or a step failed. What is too slow is printed."""
        number, stays = options["households"], options["reuse"]
        if number > SMALL and not self._agreed(number, yes=options["yes"]):
            return
        began, size, only = time.perf_counter(), size_of(number), options["only"] or ()
        found = [line for name in OWN if name in only for line in self._own(name, number)]
        if only and OWN.keys() >= set(only):
            self._end(found, number, began)
            return
        few = replace(size, households=max(number // 100, LEAST))
        with floor_added(), self._country(few, stays) as small, self._country(size, stays) as large:
            steps = {
                "flat": lambda: flat_lines(small, large) + flat_summary(small, large),
                **steps_of(number),
            }
            if not options["http"]:
                del steps["http"]
            for name in [one for one in steps if one in (options["only"] or steps)]:
                use(large)
                found += self._step(name, steps[name])
            CACHE.clear()
            self._end(found, number, began)

    def _own(self, name: str, number: int) -> list[Line]:
        return self._step(name, lambda: OWN[name](number))

    def _end(self, found: list[Line], number: int, began: float) -> None:
        self._report(found, number, time.perf_counter() - began)
        if any(line.wrong for line in found):
            raise SystemExit(1)

    def _agreed(self, number: int, *, yes: bool) -> bool:
        """Print what the run takes before it takes it."""
        size, minutes = number * BYTES_EACH / 1e9, number * SECONDS_EACH / 60
        self.stdout.write(
            f"{number:,} households: {size:.1f} GB of disk, {minutes:.0f} minutes to make"
        )
        return yes or input("Bắt đầu? [c/K] ").strip().lower() in {"c", "y"}

    @contextmanager
    def _country(self, size: Size, stays: bool) -> Iterator[str]:  # noqa: FBT001 - an option
        """Make a country, or take the one that stayed, in a database of its own; yields its name."""
        began = time.perf_counter()
        with scratch(f"{size.households}_{size.villages}", stays=stays) as name:
            if User.unscoped.filter(username=READER).exists():
                settle()
            elif Area.unscoped.exists():
                raise CommandError(f"{name} was not finished: drop it and begin again.")
            else:
                generate(size)
                make_reader()
            seconds = time.perf_counter() - began
            word = ", stays" if stays else ""
            self.stderr.write(f"{name}: {size.households:,} households, {seconds:.1f} s{word}")
            yield name

    def _step(self, name: str, measure: Callable[[], list[Line]]) -> list[Line]:
        """Take one step and print its figures; what it raises is a failed line, and the others are taken."""
        try:
            lines = measure()
        except Exception as error:
            self.stderr.write(traceback.format_exc())
            lines = [Line(f"the step {name}", f"{type(error).__name__}: {error}", wrong=1)]
        self.stderr.write(text_of(lines))
        return lines

    def _report(self, found: list[Line], number: int, seconds: float) -> None:
        """Print all figures, of what machine they are, and what failed."""
        with connection.cursor() as cursor:
            is_sqlite = connection.vendor == "sqlite"
            cursor.execute("SELECT sqlite_version()" if is_sqlite else "SHOW server_version")
            engine = f"{connection.vendor} {cursor.fetchone()[0]}"
        versions = f"Python {platform.python_version()}, Django {django.get_version()}"
        self.stdout.write(text_of(found))
        self.stdout.write(f"{engine}, {versions}, {number:,} households, {seconds:.0f} s")
        failed = [line.measure for line in found if line.verdict == "FAIL"]
        if failed:
            self.stdout.write(f"FAIL: {'; '.join(failed)}")


def settle() -> None:
    """Settle for today what was made another day. Raises `CommandError` where it then counts wrong."""
    with transaction.atomic():
        households.age(timezone.localdate())
        teams.age(timezone.localdate())
    compared, wrong = wrong_rows()
    if wrong:
        raise CommandError(f"{len(wrong)} of {compared} count rows of this country are wrong.")
