"""What programs use while something is played: processor time and memory of groups of processes, and how busy disks are."""

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

TICKS, PROC = os.sysconf("SC_CLK_TCK"), Path("/proc")
# Seconds between two looks.
EVERY = 2.0
# Of `/proc/PID/stat`, behind the name: parent, own time (user, system), time of children that have ended.
_PARENT, _TIMES = 1, slice(11, 15)
# Of `/proc/diskstats`: the name, and milliseconds in which the disk was at something.
_NAME, _BUSY = 2, 12


@dataclass(frozen=True)
class Look:
    """One look: when, seconds of processor and bytes of memory that each group has used, seconds that each disk was busy."""

    at: float
    cpu: Mapping[str, float]
    memory: Mapping[str, int]
    disks: Mapping[str, float]


@dataclass
class Watch:
    """What was seen of some groups, each told by the process at its head."""

    heads: dict[str, int]
    looks: list[Look] = field(default_factory=list)

    def look(self) -> None:
        """Look once."""
        parents = _parents()
        cpu, memory = {"all": _of_machine()}, dict[str, int]()
        for name, head in self.heads.items():
            pids = family(head, parents)
            cpu[name] = sum(map(_used, pids))
            memory[name] = sum(map(_share, pids))
        self.looks.append(Look(time.time(), cpu, memory, _busy_disks()))

    def between(self, begin: float, end: float) -> tuple[Look, Look] | None:
        """Return the first and the last look of a time; nothing where there are no two."""
        found = [one for one in self.looks if begin <= one.at <= end]
        return (found[0], found[-1]) if len(found) > 1 else None


def cores(first: Look, last: Look, name: str) -> float:
    """Return how many cores a group used between two looks."""
    return (last.cpu.get(name, 0) - first.cpu.get(name, 0)) / (last.at - first.at)


def busiest(first: Look, last: Look) -> float:
    """Return which share of the time between two looks the disk was busy that had most to do in it."""
    busy = (seconds - first.disks.get(name, 0) for name, seconds in last.disks.items())
    return max(busy, default=0.0) / (last.at - first.at)


@contextmanager
def watching(**heads: int) -> Iterator[Watch]:
    """Look again and again for as long as the block runs."""
    watch, ended = Watch(heads), threading.Event()

    def run() -> None:
        while not ended.wait(EVERY):
            watch.look()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        thread.join()


def child_named(word: str, of: int) -> int:
    """Return the child of a process whose command holds a word; 0 where there is none."""
    found = (pid for pid, parent in _parents().items() if parent == of and word in _command(pid))
    return next(found, 0)


def parent_named(word: str, of: int) -> int:
    """Return the parent of a process where its command holds a word; else 0."""
    parent = _parents().get(of, 0)
    return parent if word in _command(parent) else 0


def family(head: int, parents: Mapping[int, int]) -> list[int]:
    """Return a process and all below it."""
    found = [head] if head in parents else []
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _stat(pid: int) -> list[str]:
    """Return the words of a process behind its name; nothing of one that has ended."""
    with suppress(OSError):
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return []


def _parents() -> dict[int, int]:
    pids = [int(one.name) for one in PROC.iterdir() if one.name.isdecimal()]
    return {pid: int(words[_PARENT]) for pid in pids if (words := _stat(pid))}


def _used(pid: int) -> float:
    return sum(map(int, _stat(pid)[_TIMES])) / TICKS


def _share(pid: int) -> int:
    """Return the bytes of a process, what it shares with others counted in parts."""
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _command(pid: int) -> str:
    with suppress(OSError):
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def cores_here() -> int:
    """Return how many cores this process and its children may use: fewer than the machine has where they are tied."""
    return len(os.sched_getaffinity(0))


def _of_machine() -> float:
    """Return the seconds in which the cores that we may use were at work, together, for whomever."""
    ours = {f"cpu{number}" for number in os.sched_getaffinity(0)}
    rows = (line.split() for line in (PROC / "stat").read_text().splitlines())
    return sum(map(_at_work, (row[1:8] for row in rows if row[0] in ours)))


def _at_work(times: list[str]) -> float:
    user, nice, system, _idle, _wait, irq, soft = map(int, times)
    return (user + nice + system + irq + soft) / TICKS


def _busy_disks() -> dict[str, float]:
    """Return the seconds in which each disk was at something."""
    with suppress(OSError):
        rows = [line.split() for line in (PROC / "diskstats").read_text().splitlines()]
        return {row[_NAME]: int(row[_BUSY]) / 1000 for row in rows if len(row) > _BUSY}
    return {}
