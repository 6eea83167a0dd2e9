"""The archive: a tar, written and read a piece at a time; its last member is the check code of all before it."""

import hashlib
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Self

from operations.backup.rules.faults import Damaged
from operations.backup.rules.sealing import PIECE

END = "end.sha256"
NO_ARCHIVE = "Bản sao lưu đã hỏng, bị cắt cụt, hoặc không phải của Tổ số."


@dataclass(frozen=True)
class Member:
    """Something in the archive: its name, how long it is, and where its bytes come from."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True)
class Seen:
    """What was read of a member."""

    size: int
    sha256: str

    @classmethod
    def of(cls, pieces: Iterable[bytes]) -> Self:
        """Read pieces to the last."""
        code, size = hashlib.sha256(), 0
        for piece in pieces:
            code.update(piece)
            size += len(piece)
        return cls(size, code.hexdigest())


def of_bytes(name: str, data: bytes) -> Member:
    """Return a member of bytes that are at hand."""
    return Member(name, len(data), lambda: BytesIO(data))


def of_file(name: str, path: Path) -> Member:
    """Return a member of a file on the disk."""
    return Member(name, path.stat().st_size, lambda: path.open("rb"))


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """Read a file a piece at a time."""
    while piece := file.read(PIECE):
        yield piece


def digest_of(path: Path) -> Seen:
    """Read a file to its end, and return its length and check code."""
    with path.open("rb") as file:
        return Seen.of(pieces_of(file))


class _Line:
    """What goes past, and its check code."""

    def __init__(self, name: str, pieces: Iterator[bytes]) -> None:
        self.name, self.pieces = name, pieces
        self.code, self.size = hashlib.sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.code.update(piece)
            self.size += len(piece)
            yield piece

    def __str__(self) -> str:
        return f"{self.code.hexdigest()} {self.size} {self.name}\n"


def packed(members: Iterable[Member]) -> Iterator[bytes]:
    """Yield the archive of some members; each is asked for when the one before it was read."""
    whole = hashlib.sha256()
    for member in members:
        with member.open() as file:
            line = _Line(member.name, pieces_of(file))
            yield from _packed(member.name, member.size, line)
        if line.size != member.size:
            raise Damaged("Một tệp thay đổi trong khi đang sao lưu: chạy lại.")
        whole.update(str(line).encode())
    end = whole.hexdigest().encode()
    yield from _packed(END, len(end), [end])
    yield b"\0" * 2 * tarfile.BLOCKSIZE


def _packed(name: str, size: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    yield info.tobuf(tarfile.PAX_FORMAT)
    yield from pieces
    yield b"\0" * (-size % tarfile.BLOCKSIZE)


def _all_of(member: IO[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces_of(member)
    except tarfile.TarError as fault:
        raise Damaged(NO_ARCHIVE) from fault


def unpacked(file: IO[bytes]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the name and the pieces of each member, in order, to its true end; Raises Damaged in words."""
    whole, end = hashlib.sha256(), ""
    try:
        with tarfile.open(fileobj=file, mode="r|", bufsize=PIECE) as tar:
            for info in tar:
                member = tar.extractfile(info)
                if member is None or end:
                    raise Damaged("Bản sao lưu có thứ không phải tệp: không dùng.")
                if info.name == END:
                    end = member.read().decode("ascii", "replace")
                    continue
                line = _Line(info.name, _all_of(member))
                yield info.name, iter(line)
                whole.update(str(line).encode())
    except (tarfile.TarError, EOFError) as fault:
        raise Damaged(NO_ARCHIVE) from fault
    # To the last byte: age says there whether that was the end.
    for _ in pieces_of(file):
        pass
    if end != whole.hexdigest():
        raise Damaged("Bản sao lưu đã hỏng hoặc bị cắt cụt (không đúng mã kiểm): dùng bản khác.")
