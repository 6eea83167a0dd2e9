"""Timing that a busy machine spoils least: everything in turn, the middle of many."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from threading import Timer
from typing import Any

from django.db import connection


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


def interleaved(things: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Timed]:
    """Do everything once, in turn, so many times; a slow minute then slows all alike."""
    found = {name: Timed() for name in things}
    for thing in things.values():
        thing()
    for _ in range(rounds):
        for name, thing in things.items():
            began = time.perf_counter()
            thing()
            found[name].seconds.append(time.perf_counter() - began)
    return found


@dataclass
class Asked:
    """What a block asked the database."""

    statements: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def queries(self) -> int:
        """Return how many questions that were."""
        return len(self.statements)

    def again(self) -> float:
        """Ask all of it again and take every row; return the seconds.

        SQLite works while rows are taken, not when it is asked, so the clock runs until the last one.
        """
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


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """Stop what the database does in the block once it took so long; raises `OperationalError`.

    PostgreSQL asks it of each statement, SQLite of the block.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {int(seconds * 1000)}")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout")
        return
    connection.ensure_connection()
    timer = Timer(seconds, connection.connection.interrupt)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
