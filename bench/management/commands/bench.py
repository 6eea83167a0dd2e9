"""`manage.py bench`: what the house costs at any size, as ratios of one run that anybody can repeat."""

import platform
import time
import traceback
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from bench.files import Asked, file_lines
from bench.freshness import freshness_lines
from bench.generate import Size, generate
from bench.http import http_lines
from bench.importing import import_lines
from bench.live import live_lines
from bench.made import note, recounted, require
from bench.pages import Budget, close, flatness_lines, floor_added, make_reader, page_lines
from bench.saves import Least, save_lines
from bench.scratch import how_to_drop, kept, scratch, size, use
from bench.table import Line, Verdict, none_wrong, text_of, write_json


@dataclass(frozen=True)
class Plan:
    """One way to run: how large, how often, and what is asked of it."""

    small: Size
    large: Size
    budgets: dict[str, Budget]
    flat: float
    live: tuple[float, float]
    save: Least
    importing: tuple[float, float]
    file: Asked
    rounds: int = 15
    seconds: float = 1.0
    # Seconds of load on each page over HTTP, and how often savers and readers take turns.
    load: float = 2.0
    turns: int = 1
    processes: tuple[int, ...] = (1, 8, 16)
    files: int = 1
    saves: int = 25
    # Seconds that one live way may take.
    patience: float = 60


CI = Plan(
    small=Size.small(1_000),
    large=Size.small(100_000),
    budgets={"national": Budget(6, 25), "province": Budget(3, 8)},
    flat=1.3,
    live=(30, 0),
    save=Least(0.4),
    importing=(0.6, 0),
    file=Asked(3_000, read=3_334, written=1_500, by_hand=8),
)


def full(households: int) -> Plan:
    """Return the plan of the whole nation."""
    postgresql = connection.vendor == "postgresql"
    return Plan(
        small=Size(10_000),
        large=Size(households),
        budgets={"national": Budget(1.5, 16), "province": Budget(1.5, 8)},
        flat=1.25,
        live=(1_500, 25_000),
        save=Least(0.7, 0.5, 0.7),
        importing=(0.7, 5_000 if postgresql else 0),
        file=Asked(99_999, 3_334, *((2_000, 16) if postgresql else (1_500, 8))),
        rounds=60,
        seconds=3.0,
        load=5.0,
        turns=3,
        processes=(1, 8, 16, 64),
        files=10,
        saves=750,
        patience=600,
    )


NATION = 28_000_000
# Bytes on disk and seconds to make, for each household of a nation: measured at a million of them on
# PostgreSQL with two busy cores, without the tree and the teams.
BYTES_EACH, SECONDS_EACH = 780, 45e-6


def positive(text: str) -> int:
    """Read a number of households."""
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(text)
    return int(text)


class Command(BaseCommand):
    help = "Đo tốc độ và độ đúng trên một cơ sở dữ liệu tạm; không đụng tới dữ liệu đang có."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the size and where to write the figures."""
        parser.add_argument("--full", action="store_true", help="cả nước: 28 triệu hộ")
        parser.add_argument(
            "--households", type=positive, help="số hộ của lần đo lớn, thay cho 28 triệu"
        )
        parser.add_argument(
            "--http", action="store_true", help="đo thêm qua gunicorn, bằng wrk nếu máy có"
        )
        parser.add_argument("--only", nargs="*", help="chỉ đo các bước này: pages saves recount…")
        parser.add_argument("--json", type=Path, help="ghi thêm các con số ra tệp này")
        parser.add_argument("--keep", action="store_true", help="giữ lại cơ sở dữ liệu đã tạo")
        parser.add_argument(
            "--reuse", action="store_true", help="đo trên cơ sở dữ liệu đã giữ lại, không tạo mới"
        )
        parser.add_argument("--yes", action="store_true", help="không hỏi lại trước lần đo lớn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the whole benchmark; exit with 1 when anything is wrong. What is too slow is said."""
        wanted = options["households"]
        plan = full(wanted or NATION) if options["full"] or wanted else CI
        self.keep, self.reuse = options["keep"], options["reuse"]
        self.http, self.only = options["http"], options["only"]
        if plan is not CI and not self._agreed(plan, yes=options["yes"]):
            return
        began = time.perf_counter()
        lines = self._measured(plan)
        self.stdout.write(text_of(lines))
        about = {**_machine(), "households": plan.large.households}
        about["seconds"] = round(time.perf_counter() - began)
        self.stdout.write(", ".join(f"{name} {value}" for name, value in about.items()))
        if options["json"]:
            write_json(lines, about, options["json"])
        failed = [line for line in lines if line.verdict == Verdict.FAIL]
        if failed:
            self.stdout.write("FAIL: " + "; ".join(line.measure for line in failed))
        # A busy machine misses ratios; nothing makes a wrong figure right.
        if any(line.correctness for line in failed):
            raise SystemExit(1)

    def _agreed(self, plan: Plan, *, yes: bool) -> bool:
        """Say what the run takes before it takes it."""
        number = plan.large.households
        self.stdout.write(
            f"{number:,} households: about {number * BYTES_EACH / 1e9:.1f} GB of disk and "
            f"{number * SECONDS_EACH / 60:.0f} minutes to make, then about as long to measure."
        )
        return yes or input("Bắt đầu? [c/K] ").strip().lower() in {"c", "y"}

    def _measured(self, plan: Plan) -> list[Line]:
        lines = list[Line]()
        with (
            floor_added(),
            self._made("small", plan.small) as small,
            self._made("large", plan.large) as large,
        ):
            lines += self._step("flat", lambda: flatness_lines(small, large, plan.flat, rounds=3))
            use(large)
            for name, measure in self._steps(plan).items():
                lines += self._step(name, measure)
            close()
        return lines

    def _steps(self, plan: Plan) -> dict[str, Callable[[], list[Line]]]:
        """Return what this run measures, in order; the rows are counted again last, after all saves."""
        found: dict[str, Callable[[], list[Line]]] = {
            "pages": lambda: page_lines(plan.budgets, plan.rounds),
            "http": lambda: http_lines(plan.budgets, plan.load, plan.turns),
            "live": lambda: live_lines(*plan.live, plan.patience),
            "freshness": lambda: freshness_lines(plan.saves),
            "saves": lambda: save_lines(plan.processes, plan.seconds, plan.save, plan.turns),
            "import": lambda: import_lines(plan.files, *plan.importing),
            "file": lambda: file_lines(plan.file),
            "recount": _wrong_rows,
        }
        if not self.http:
            del found["http"]
        return {name: found[name] for name in found if not self.only or name in self.only}

    @contextmanager
    def _made(self, label: str, wanted: Size) -> Iterator[str]:
        began = time.perf_counter()
        with kept(label) if self.reuse else scratch(label, keep=self.keep) as name:
            if self.reuse:
                require(wanted)
            else:
                generate(wanted)
                make_reader()
                note(wanted)
            self._say(
                f"{label}: {wanted.households:,} households, {wanted.villages:,} villages, "
                f"{size() / 1e6:,.0f} MB, {time.perf_counter() - began:.1f} s"
            )
            if self.keep or self.reuse:
                self._say(f"{name} stays; --reuse takes it again. To drop it: {how_to_drop(name)}")
            yield name

    def _step(self, name: str, measure: Callable[[], list[Line]]) -> list[Line]:
        """Take one step; what it raises is a failed line, and the figures of the others stay."""
        try:
            lines = measure()
        except Exception as error:
            self._say(traceback.format_exc())
            return [_broken(name, error)]
        self._say(f"{name}: {len(lines)} measures")
        self._say(text_of(lines))
        return lines

    def _say(self, text: str) -> None:
        self.stderr.write(text)


def _wrong_rows() -> list[Line]:
    compared, wrong = recounted()
    return [
        none_wrong(
            "count rows that differ from the rows they count, after all saves", wrong, compared
        )
    ]


def _broken(name: str, error: Exception) -> Line:
    return Line(
        f"the step {name}",
        f"{type(error).__name__}: {error}",
        target="measured",
        verdict=Verdict.FAIL,
        correctness=True,
    )


def _machine() -> dict[str, object]:
    with connection.cursor() as cursor:
        is_sqlite = connection.vendor == "sqlite"
        cursor.execute("SELECT sqlite_version()" if is_sqlite else "SHOW server_version")
        version = cursor.fetchone()[0]
    return {
        "engine": f"{connection.vendor} {version}",
        "python": platform.python_version(),
        "django": django.get_version(),
        "machine": platform.machine(),
    }
