"""Read a file from people: a process of its own opens it, with limits, and hands over plain rows."""

import json
import signal
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, overload

from django.conf import settings
from django.utils.formats import number_format

from imports.book import Book, Cell, Fault, Row, Sheet, Unreadable
from imports.reasons import BROKEN, REASONS

# Bytes of address space, seconds of work and of waiting; a good file of 100,000 rows takes a half.
MEMORY, WORK_SECONDS, WAIT_SECONDS = 384 << 20, 25, 45
_TOO_LONG = {-signal.SIGXCPU, -signal.SIGKILL}


def read(path: str | Path) -> Book:
    """Return what stands in the file at `path`, whatever it is called.

    Rows stay on disk and are read as they are asked for; they go when the book goes.
    Raises Unreadable with what to do about it.
    """
    size = Path(path).stat().st_size
    if size > settings.IMPORT_MAX_BYTES:
        raise _unreadable("large", megabytes=settings.IMPORT_MAX_BYTES // 2**20)
    folder = tempfile.TemporaryDirectory(prefix="to-so-")
    answer = _ask_the_cage(Path(path).resolve(), Path(folder.name))
    if "refused" in answer:
        raise _unreadable(answer["refused"], **answer.get("facts", {}))
    sheets = [
        Sheet(
            sheet["name"], KeptRows(Path(folder.name) / f"{number}.rows", folder), sheet["hidden"]
        )
        for number, sheet in enumerate(answer["sheets"])
    ]
    if not any(sheet.rows for sheet in sheets):
        raise _unreadable("empty")
    return Book(answer["kind"], sheets, answer["encoding"])


class KeptRows(Sequence[Row]):
    """Rows on disk, one a line; in memory stands only where each line begins."""

    def __init__(self, file: Path, folder: tempfile.TemporaryDirectory[str]) -> None:
        self.file = file
        self.folder = folder  # goes when the last of its readers goes
        self.starts = array("Q", [0])
        with file.open("rb") as lines:
            for line in lines:
                self.starts.append(self.starts[-1] + len(line))
        self.starts.pop()

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Row]:
        with self.file.open(encoding="utf-8") as lines:
            yield from map(_row, lines)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        one = isinstance(index, int)
        starts = [self.starts[index]] if isinstance(index, int) else self.starts[index]
        with self.file.open("rb") as lines:
            rows = [_row(lines.readline()) for start in starts if lines.seek(start) == start]
        return rows[0] if one else rows


def _row(line: str | bytes) -> Row:
    number, hidden, cells = json.loads(line)
    return Row(number, [_cell(c) if isinstance(c, list) else c for c in cells], bool(hidden))


def _cell(tagged: list[str]) -> Cell:
    kind, text = tagged
    return date.fromisoformat(text) if kind == "day" else Fault(text)


def _ask_the_cage(path: Path, folder: Path) -> dict[str, Any]:
    """Run the reader in a process without our variables; return what it answers, or how it ended."""
    numbers = [str(number) for number in (settings.IMPORT_MAX_ROWS, MEMORY, WORK_SECONDS)]
    command = [sys.executable, "-m", "imports.caged", str(path), str(folder), *numbers]
    try:
        ended = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command,
            cwd=settings.BASE_DIR,
            env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=WAIT_SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return {"refused": "slow"}
    answer = folder / "book.json"
    if answer.exists() and ended == 0:
        return dict(json.loads(answer.read_bytes()))
    if ended == -signal.SIGABRT:
        return {"refused": "memory"}
    return {"refused": "slow" if ended in _TOO_LONG else "broken"}


def _unreadable(why: str, **facts: int) -> Unreadable:
    shown = {key: number_format(value, force_grouping=True) for key, value in facts.items()}
    return Unreadable(str(REASONS.get(why, BROKEN)) % shown)
