"""QR codes, drawn on the server: no address and no secret goes elsewhere for a picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import segno

# Where dark squares stand side by side: column, row, how many.
type Run = tuple[int, int, int]


@dataclass(frozen=True)
class QR:
    """A QR code as runs of dark unit squares, a quiet zone of four around it."""

    size: int
    runs: tuple[Run, ...]

    @property
    def path(self) -> str:
        """Write it as one path of a picture."""
        return "".join(f"M{x} {y}h{wide}v1h-{wide}z" for x, y, wide in self.runs)


def qr_of(address: str) -> QR:
    """Draw the QR code of an address."""
    matrix = list(segno.make_qr(address, error="m").matrix_iter(border=4))
    return QR(len(matrix), tuple(run for y, row in enumerate(matrix) for run in _runs(y, row)))


def _runs(y: int, row: Iterable[int]) -> list[Run]:
    """Return the dark runs of a row."""
    found, x = [], 0
    for dark, squares in groupby(row):
        wide = len(list(squares))
        if dark:
            found.append((x, y, wide))
        x += wide
    return found
