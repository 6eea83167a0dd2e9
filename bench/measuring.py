"""Timing that a busy machine spoils least (everything in turn, the middle of many), and the table of a run."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db import connection

# A ratio that misses by more than this factor has failed; up to there the machine may have been busy.
NOISE = 1.5


@dataclass
class Timed:
    """The seconds that one thing took, each time."""

    seconds: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """Return the middle one."""
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """Return what nineteen of twenty stay under."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(len(self.seconds) * 0.95))]

    def __str__(self) -> str:
        return f"{self.p50 * 1000:.2f} / {self.p95 * 1000:.2f} ms"


def seconds_of(job: Callable[[], object]) -> float:
    """Return how long a job takes."""
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def interleaved(things: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Timed]:
    """Do everything once unmeasured, then in turn so many times; a slow minute then slows all alike."""
    found = {name: Timed() for name in things}
    for thing in things.values():
        thing()
    for _ in range(rounds):
        for name, thing in things.items():
            found[name].seconds.append(seconds_of(thing))
    return found


@dataclass
class Asked:
    """What a block asked the database."""

    statements: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def queries(self) -> int:
        """Return how many queries that were."""
        return len(self.statements)

    def again(self) -> float:
        """Ask all of it again and take every row (SQLite works while rows are taken); return the seconds."""
        with connection.cursor() as cursor:
            began = time.perf_counter()
            for sql, params in self.statements:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()
            return time.perf_counter() - began


@contextmanager
def asked() -> Iterator[Asked]:
    """Note the queries of the block."""
    found = Asked()

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's
        found.statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run):
        yield found


@dataclass(frozen=True)
class Line:
    """One measure: a value as text, with a ratio that may be judged; or a count of what is `wrong`."""

    measure: str
    value: str
    ratio: float | None = None
    at_most: float = 0
    at_least: float = 0
    # None: a matter of speed. A busy machine misses ratios; nothing makes a wrong figure right.
    wrong: int | None = None

    @property
    def asked(self) -> str:
        """What is asked of it; "" where it is only reported."""
        if self.wrong is not None:
            return "none"
        if self.at_most:
            return f"<= {self.at_most:g}"
        return f">= {self.at_least:,g}" if self.at_least else ""

    @property
    def verdict(self) -> str:
        """PASS, NEAR or FAIL."""
        if self.wrong is not None:
            return "FAIL" if self.wrong else "PASS"
        if self.ratio is None or not self.asked:
            return ""
        missed = self.ratio / self.at_most if self.at_most else self.at_least / (self.ratio or 1e-9)
        return "PASS" if missed <= 1 else "NEAR" if missed <= NOISE else "FAIL"


def none_wrong(measure: str, wrong: int, of: int) -> Line:
    """Write a line of correctness: nothing may be wrong, and something must have been compared."""
    return Line(measure, f"{wrong} of {of}", wrong=wrong if of else 1)


def text_of(lines: Iterable[Line]) -> str:
    """Lay the lines out as a Markdown table."""
    rows = [("measure", "value", "ratio", "asked", "")]
    rows += [(one.measure, one.value, _ratio(one), one.asked, one.verdict) for one in lines]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    head, *rest = (
        f"| {' | '.join(cell.ljust(w) for cell, w in zip(row, widths, strict=True))} |"
        for row in rows
    )
    return "\n".join([head, f"|{'|'.join('-' * (width + 2) for width in widths)}|", *rest])


def _ratio(line: Line) -> str:
    return "" if line.ratio is None else f"{line.ratio:,.{0 if line.ratio >= 100 else 2}f}"
