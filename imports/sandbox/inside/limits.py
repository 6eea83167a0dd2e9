"""How much a file may hold and cost, enforced by the system on this process, and why one is refused."""

import resource
from dataclasses import dataclass

SHEETS = 300
COLUMNS = 200
# What Excel itself has at most.
SHEET_ROWS = 1_048_576
PARTS = 2000
# XML of tables shrinks ten to thirty times; a bomb shrinks a thousand times.
RATIO = 120
INFLATED_BYTES = 320 * 1024 * 1024
CELL_LETTERS = 32_767
WRITTEN_BYTES = 512 * 1024 * 1024
OPEN_FILES = 32


@dataclass(frozen=True)
class Limits:
    """Limits of one reading: rows of all sheets together, bytes of memory, seconds of work."""

    rows: int
    memory: int
    seconds: int

    def enforce(self) -> None:
        """Have the system end this process when it takes more."""
        for what, most in (
            (resource.RLIMIT_AS, self.memory),
            (resource.RLIMIT_CPU, self.seconds),
            (resource.RLIMIT_FSIZE, WRITTEN_BYTES),
            (resource.RLIMIT_NOFILE, OPEN_FILES),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))


class Refused(Exception):
    """A file that is not read; `why` is a key of imports.spreadsheet.reasons, `facts` what its words name."""

    def __init__(self, why: str, **facts: int) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts
