"""A disk whose power fails: what programs did to their files is recorded (`device.c`), then replayed up to a cut.

What was written and not synced before the cut is dropped, kept or torn, as a disk may. Metadata (a file made or
removed) is taken as ordered. Locks and the index of the WAL (`-shm`) are gone, as after any power cut.
"""

import shutil
import struct
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HEAD = struct.Struct("<cHQI")
SECTOR = 512
SOURCE = Path(__file__).with_name("device.c")


def compiled(folder):
    """Compile the device into a folder. Without a C compiler the test is skipped, with CI=true it fails."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        pytest.skip("no C compiler for the disk that fails (Debian: apt install gcc libc6-dev)")
    made = Path(folder) / "device.so"
    words = [compiler, "-O2", "-shared", "-fPIC", "-o", str(made), str(SOURCE), "-ldl"]
    subprocess.run(words, check=True)
    return made


def fails(made, folder, **flags):
    """Return what puts the device between a program and the files of a folder: FULL and SICK name the flags."""
    given = {f"FAULTS_{name}": str(flag) for name, flag in flags.items()}
    return {"LD_PRELOAD": str(made), "FAULTS_DIR": str(folder), **given}


def acknowledge(log, key):
    """Write into the record that somebody was told "saved"; whatever is recorded before happened before."""
    path, data = b"/acknowledged", key.encode()
    with Path(log).open("ab", buffering=0) as file:
        file.write(HEAD.pack(b"A", len(path), 0, len(data)) + path + data)


def record_of(log):
    """Yield each effect: what, the file's name, where, the bytes. A record that broke off ends it."""
    data, at = Path(log).read_bytes(), 0
    while at + HEAD.size <= len(data):
        what, length, where, size = HEAD.unpack_from(data, at)
        start = at + HEAD.size
        at = start + length + size
        if at <= len(data):
            name = data[start : start + length].decode().rpartition("/")[2]
            yield what.decode(), name, where, data[start + length : at]


@dataclass
class Disk:
    """What is safe on the disk, and what waits to be synced, after some of the record."""

    safe: dict[str, bytearray]
    waiting: dict[str, list] = field(default_factory=lambda: defaultdict(list))
    marks: dict = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)

    def play(self, what, name, where, data):
        """Take one effect of the record."""
        if what == "A":
            self.acknowledged.append(data.decode())
        elif what in "WT":
            self.waiting[name].append((what, where, data))
        elif what == "O":
            if where or name not in self.safe:
                self.safe[name], self.waiting[name] = bytearray(), []
        elif what == "U":
            self.safe.pop(name, None)
            self.waiting.pop(name, None)
        else:
            self._sync(what, name, where)

    def _sync(self, what, name, process):
        """What waited when a sync began is safe when it has ended."""
        waiting = self.waiting[name]
        if what == "S":
            self.marks[name, process] = list(waiting)
            return
        done = self.marks.pop((name, process), [])
        for effect in done:
            take(self.safe.setdefault(name, bytearray()), *effect)
        kept = {id(effect) for effect in done}
        waiting[:] = [effect for effect in waiting if id(effect) not in kept]

    def cut(self, chance, folder):
        """Write into a folder what a power cut leaves here: what waits is dropped, kept or torn."""
        how = chance.choice(("dropped", "some", "torn"))
        for name, safe in self.safe.items():
            content = bytearray(safe)
            for what, where, data in self.waiting[name]:
                if how == "dropped" or chance.random() < 0.5:
                    continue
                torn = how == "torn" and what == "W"
                sectors = chance.randrange(len(data) // SECTOR + 1) * SECTOR
                take(content, what, where, data[:sectors] if torn else data)
            (Path(folder) / name).write_bytes(content)


def take(content, what, where, data):
    """Do one effect to the content of a file."""
    if what == "T":
        del content[where:]
    gap = where - len(content)
    if gap > 0:
        content.extend(bytes(gap))
    if what == "W":
        content[where : where + len(data)] = data


def image(file):
    """Return the content of a database file that is closed, as the disk before the record."""
    return {Path(file).name: bytearray(Path(file).read_bytes())}


def cuts(log, before, chance, number, folder):
    """Yield, at so many random points of the record after the first save, who had been told, the disk as the cut left it."""
    record, disk = list(record_of(log)), Disk({k: bytearray(v) for k, v in before.items()})
    first = next((at for at, one in enumerate(record) if one[0] == "A"), len(record))
    points = (
        sorted(chance.randrange(first, len(record)) + 1 for _ in range(number))
        if record[first:]
        else []
    )
    at = 0
    for point in points:
        while at < point:
            disk.play(*record[at])
            at += 1
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True)
        disk.cut(chance, folder)
        yield list(disk.acknowledged)
