"""What a reader of values does not see in an .xls: hidden rows, and cells whose result is an error."""

import re
import struct
from collections.abc import Iterator

from imports.sandbox.inside.compound import stream_of
from imports.sandbox.inside.flaws import Flaws
from imports.sandbox.inside.refused import Refused

_BEGIN, _END, _SHEET, _ROW, _VALUE, _FORMULA = 0x809, 0x0A, 0x85, 0x208, 0x205, 0x06
_HIDDEN, _NO_NUMBER, _IS_ERROR = 0x20, 0xFFFF, 2
# Records of all sheets: some for each cell of a file as large as we take.
MOST = 4_000_000
# The same records wherever they stand, for a file whose tables do not lead to them.
_ERROR = re.compile(
    rb"\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01"
    rb"|\x06\x00.\x00.{6}\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff",
    re.DOTALL,
)


def flaws_in_order(data: bytes, sheets: int) -> list[Flaws]:
    """Return the flaws of each of so many sheets, in the order in which the workbook names them.

    Refuses a file with error cells that does not lead to them: they would read as blanks.
    """
    try:
        book = _Book(stream_of(data, ("Workbook", "Book")))
        found = [book.flaws_from(at) for at in book.sheets]
    except (ValueError, IndexError, StopIteration, struct.error):
        found = []
    if len(found) == sheets:
        return found
    if _ERROR.search(data):
        raise Refused("errors")
    return [Flaws()] * sheets


class _Book:
    """The stream of records of a workbook; those of each sheet begin where the workbook says."""

    def __init__(self, stream: bytes) -> None:
        self.stream, self.left = stream, MOST
        named = (body for kind, body in self._records(0) if kind == _SHEET)
        self.sheets = [struct.unpack_from("<I", body)[0] for body in named]

    def _records(self, at: int) -> Iterator[tuple[int, bytes]]:
        """Yield the records of one part, but not those of charts within; raise ValueError without its end."""
        depth = 0
        while True:
            kind, length = struct.unpack_from("<HH", self.stream, at)
            at += 4 + length
            self.left -= 1
            if self.left < 0:
                raise ValueError("too many records")
            depth += (kind == _BEGIN) - (kind == _END)
            if depth < 1:
                return
            if depth == 1:
                yield kind, self.stream[at - length : at]

    def flaws_from(self, at: int) -> Flaws:
        """Return the flaws of the sheet that begins there."""
        flaws = Flaws()
        for kind, body in self._records(at):
            if kind == _ROW and struct.unpack_from("<H", body, 12)[0] & _HIDDEN:
                flaws.hidden.add(struct.unpack_from("<H", body)[0])
            elif (kind == _VALUE and body[7]) or (kind == _FORMULA and _is_error(body)):
                flaws.cells[struct.unpack_from("<HH", body)] = "error"
        return flaws


def _is_error(body: bytes) -> bool:
    """Say whether the result of a formula is an error: no number, but a mark and what it marks."""
    return struct.unpack_from("<H", body, 12)[0] == _NO_NUMBER and body[6] == _IS_ERROR
