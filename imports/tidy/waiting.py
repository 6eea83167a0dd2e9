"""Lines that wait until all rows of a file came, packed: those of a large file on disk, in a file without a name."""

import pickle
from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from sys import intern
from tempfile import SpooledTemporaryFile

from imports.spreadsheet.lines import Line

# So many bytes are held in memory.
HELD = 1 << 19
# A line without the names of its parts, of which a large file has as many as lines.
_facts = attrgetter(*(one.name for one in fields(Line)))


class Waiting:
    """The lines of some households; all are added before the first is asked for."""

    def __init__(self) -> None:
        self.file, self.end = SpooledTemporaryFile[bytes](HELD), 0

    def add(self, lines: Sequence[Line]) -> int:
        """Pack the lines of a household; return where they are."""
        packed = pickle.dumps([_facts(line) for line in lines], pickle.HIGHEST_PROTOCOL)
        at, self.end = self.end, self.end + len(packed)
        self.file.write(packed)
        return at

    def lines(self, at: int) -> list[Line]:
        """Return the lines that are there; what their values are called is held once for all."""
        self.file.seek(at)
        own = [Line(*facts) for facts in pickle.load(self.file)]  # noqa: S301 - packed by ourselves, never kept
        for line in own:
            line.values = {intern(key): value for key, value in line.values.items()}
        return own
