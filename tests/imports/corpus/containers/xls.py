"""A book as .xls of Excel 97 (BIFF8 in an OLE compound file), and an encrypted .xlsx that nobody can read."""

import random
import struct
from datetime import date

from tests.imports.corpus.grid import Book, Cell, Sheet

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
EPOCH = date(1899, 12, 30)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def bof(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0x41, 0x06))


def text(value: str, wide: str = "<HB") -> bytes:
    encoded = value.encode("utf-16-le")
    return struct.pack(wide, len(encoded) // 2, 1) + encoded


def written(book: Book) -> bytes:
    """Return the workbook stream in its container: globals, then one part for each sheet."""
    font = record(
        0x0031, struct.pack("<HHHHHBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + text("Arial", "<BB")
    )
    cell_style = record(0x00E0, struct.pack("<HHHBBBBIIH", 0, 0, 1, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    day_style = record(0x00E0, struct.pack("<HHHBBBBIIH", 0, 14, 1, 0x20, 0, 0, 4, 0, 0, 0x20C0))
    head = (
        bof(0x0005) + record(0x0042, struct.pack("<H", 1200)) + record(0x0022, struct.pack("<H", 0))
    )
    head += font * 5 + cell_style * 16 + day_style
    parts = [sheet_part(sheet) for sheet in book.sheets]
    names = [text(sheet.name, "<BB") for sheet in book.sheets]
    offset = len(head) + sum(10 + len(name) for name in names) + 4
    bounds = b""
    for sheet, part, name in zip(book.sheets, parts, names, strict=True):
        bounds += record(0x0085, struct.pack("<IBB", offset, int(sheet.hidden), 0) + name)
        offset += len(part)
    return compound({"Workbook": head + bounds + record(0x000A) + b"".join(parts)})


def sheet_part(sheet: Sheet) -> bytes:
    width = max(len(row.cells) for row in sheet.rows)
    part = bof(0x0010) + record(0x0200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0))
    for column in sheet.hidden_columns:
        part += record(0x007D, struct.pack("<HHHHHH", column, column, 0, 15, 1, 0))
    for number, row in enumerate(sheet.rows):
        flags = 0x120 if row.hidden else 0x100
        part += record(
            0x0208, struct.pack("<HHHHHHI", number, 0, len(row.cells), 255, 0, 0, flags | 0xF0000)
        )
    merged = []
    for row, column, cell in sheet.cells():
        part += cell_part(row, column, cell)
        if cell.across > 1 or cell.down > 1:
            merged.append(
                struct.pack("<HHHH", row, row + cell.down - 1, column, column + cell.across - 1)
            )
    if merged:
        part += record(0x00E5, struct.pack("<H", len(merged)) + b"".join(merged))
    return (
        part
        + record(0x023E, struct.pack("<HHHHIHHI", 0x06B6, 0, 0, 64, 0, 0, 0, 0))
        + record(0x000A)
    )


def cell_part(row: int, column: int, cell: Cell) -> bytes:
    value = cell.value
    if value is None:
        return record(0x0201, struct.pack("<HHH", row, column, 15))
    if isinstance(value, date):
        return record(0x0203, struct.pack("<HHHd", row, column, 16, (value - EPOCH).days))
    if isinstance(value, int | float):
        return record(0x0203, struct.pack("<HHHd", row, column, 15, value))
    return record(0x0204, struct.pack("<HHH", row, column, 15) + text(cell.shown[:2000]))


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file of streams; each is long enough to need no short sectors."""
    padded = {
        name: data.ljust(-(-max(len(data), 4096) // SECTOR) * SECTOR, b"\0")
        for name, data in streams.items()
    }
    directory_sectors = -(-(len(streams) + 1) // 4)
    chain, starts = chained(directory_sectors, *(len(data) // SECTOR for data in padded.values()))
    tables = len(chain) // 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, starts[0], 0, 4096, END, 0, END, 0
    )
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    directory = entry("Root Entry", 5, END, 0, child=1)
    for number, (name, data) in enumerate(padded.items(), 1):
        after = number + 1 if number < len(padded) else FREE
        directory += entry(name, 2, starts[number], len(data), after=after)
    directory = directory.ljust(directory_sectors * SECTOR, b"\0")
    return header + struct.pack(f"<{len(chain)}I", *chain) + directory + b"".join(padded.values())


def chained(*sectors: int) -> tuple[list[int], list[int]]:
    """Return the allocation table of parts of so many sectors, and where each part begins."""
    tables = 1
    while tables * 128 < sum(sectors) + tables:
        tables += 1
    chain: list[int] = [FAT] * tables
    starts = []
    for count in sectors:
        starts.append(len(chain))
        chain += [*range(len(chain) + 1, len(chain) + count), END]
    return chain + [FREE] * (tables * 128 - len(chain)), starts


def entry(
    name: str, kind: int, start: int, size: int, child: int = FREE, after: int = FREE
) -> bytes:
    encoded = name.encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack(
        "<HBBIII", len(encoded) + 2, kind, 1, FREE, after, child
    )
    return head + bytes(36) + struct.pack("<IQ", start, size)


def protected(rng: random.Random) -> bytes:
    """Return what a workbook with a password looks like from outside."""
    info = struct.pack("<HHI", 4, 4, 0x40) + b'<?xml version="1.0"?><encryption/>'
    return compound({"EncryptedPackage": rng.randbytes(6000), "EncryptionInfo": info})
