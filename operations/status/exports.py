"""The standing of the server for programs: gauges in Prometheus' text format, a list in JSON."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from operations.status.rules import Check, Facts, worst

TEXT = "text/plain; version=0.0.4; charset=utf-8"


def as_json(found: list[Check], now: datetime) -> dict[str, Any]:
    """Return the list as a program reads it: the worst level, and each check with its words and age in seconds."""
    return {
        "level": worst(found).word,
        "at": now.isoformat(timespec="seconds"),
        "checks": [
            {
                "key": one.key,
                "level": one.level.word,
                "title": one.title,
                "says": one.says,
                "do": one.do,
                "age_seconds": _age(now, one.seen),
            }
            for one in found
        ],
    }


def _age(now: datetime, then: datetime | None) -> int | None:
    return None if then is None else int((now - then).total_seconds())


def as_metrics(facts: Facts, found: list[Check]) -> str:
    """Return gauges of what all processes share: true however many of them answer, and after each restart."""
    lines = []
    for name, words, values in _gauges(facts, found):
        known = [(labels, value) for labels, value in values if value is not None]
        if known:
            lines += [f"# HELP toso_{name} {words}", f"# TYPE toso_{name} gauge"]
            lines += [f"toso_{name}{labels} {value}" for labels, value in known]
    return "\n".join(lines) + "\n"


type _Gauge = tuple[str, str, list[tuple[str, float | None]]]


def _gauges(facts: Facts, found: list[Check]) -> Iterator[_Gauge]:
    """Return name, help and values of each gauge; labels are keys of ours, which need no escaping."""
    disks = [(f'{{place="{key}"}}', disk) for key, disk in facts.disks.items() if disk.is_there]
    levels: list[tuple[str, float | None]] = [
        (f'{{key="{one.key}"}}', float(one.level)) for one in found
    ]
    yield "check_level", "0 well, 1 to look at, 2 broken.", levels
    yield "database_up", "Whether the database answers.", [("", float(facts.is_answering))]
    yield "disk_free_bytes", "Bytes free.", [(labels, disk.free) for labels, disk in disks]
    yield "disk_size_bytes", "Bytes in all.", [(labels, disk.total) for labels, disk in disks]
    if facts.is_answering and facts.is_readable:
        yield from _of_tables(facts)


def _of_tables(facts: Facts) -> Iterator[_Gauge]:
    """Return what is written in the tables."""
    ages = {
        "worker_seen": ("the worker was seen", facts.worker_seen),
        "daily_seen": ("the daily work was seen", facts.daily_seen),
        "backup": ("the last backup ended", facts.backups.finished_at),
        "task_waiting": ("the oldest task waits", facts.oldest_task),
    }
    for name, (words, then) in ages.items():
        yield f"{name}_age_seconds", f"Seconds since {words}.", [("", _age(facts.now, then))]
    yield "files_waiting", "Files that wait, or are worked on.", [("", facts.waiting_files)]
    yield "tasks_waiting", "Tasks that wait.", [("", facts.waiting_tasks)]
    yield "sessions", "Sessions that did not end.", [("", facts.sessions)]
