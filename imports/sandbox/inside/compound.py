"""Take one stream out of a compound file (OLE), the box in which an .xls stands."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

_LAST = 0xFFFFFFFA  # sector numbers from here on are marks: end, free, table
_ENTRY, _SMALL = 128, 64
_HEADER_SECTORS, _AT_SECTORS = 109, 76


class _Entry(NamedTuple):
    name: str
    kind: int
    start: int
    size: int


def stream_of(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the first stream of these names that is there.

    Raises ValueError, IndexError or struct.error for a file whose own tables contradict each other.
    """
    shift, cutoff = _numbers(data, 30, "H")[0], _numbers(data, 56, "I")[0]
    if not 9 <= shift <= 12:
        raise ValueError("sectors of no known size")
    file = _Sectors(data[1 << shift :], 1 << shift, _table(data, shift))
    entries = list(_entries(file.read(_numbers(data, 48, "I")[0])))
    found = {entry.name: entry for entry in reversed(entries) if entry.kind == 2}
    entry = next(found[name] for name in names if name in found)
    if entry.size >= cutoff:
        return file.read(entry.start)[: entry.size]
    root = next(one for one in entries if one.kind == 5)
    table = _all_numbers(file.read(_numbers(data, 60, "I")[0]))
    return _Sectors(file.read(root.start), _SMALL, table).read(entry.start)[: entry.size]


class _Sectors:
    """Bytes in sectors of one size, and the table that says which one follows which."""

    def __init__(self, data: bytes, size: int, table: tuple[int, ...]) -> None:
        self.data, self.size, self.table = data, size, table

    def read(self, sector: int) -> bytes:
        """Put together the sectors of a chain; one that goes in a circle raises ValueError."""
        pieces: list[bytes] = []
        while sector < _LAST:
            if len(pieces) > len(self.table):
                raise ValueError("a chain without an end")
            pieces.append(self.data[sector * self.size : (sector + 1) * self.size])
            sector = self.table[sector]
        return b"".join(pieces)


def _table(data: bytes, shift: int) -> tuple[int, ...]:
    """Put together the table of sectors: its first 109 are named in the header, others in a chain."""
    size = 1 << shift
    sectors = [*_numbers(data, _AT_SECTORS, f"{_HEADER_SECTORS}I")]
    further, left = _numbers(data, 68, "2I")
    while further < _LAST and left and len(sectors) * size <= len(data):
        *named, further = _numbers(data, (further + 1) << shift, f"{size // 4}I")
        sectors += named
        left -= 1
    used = (one for one in sectors if one < _LAST)
    return _all_numbers(b"".join(data[(one + 1) << shift : (one + 2) << shift] for one in used))


def _entries(directory: bytes) -> Iterator[_Entry]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        yield _Entry(name, kind, start, size)


def _numbers(data: bytes, at: int, form: str) -> tuple[int, ...]:
    return struct.unpack_from(f"<{form}", data, at)


def _all_numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
