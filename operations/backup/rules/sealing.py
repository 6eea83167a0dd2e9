"""Sealing in the format of age: to public keys, whose secrets are kept elsewhere; a piece at a time, in flat memory."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import IO, Any, Protocol

import pyrage
from pyrage.x25519 import Identity, Recipient

from operations.backup.rules.faults import Damaged, Fault, NoKey, WrongKey

MARK = b"age-encryption.org/v1\n"
SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how every one of them begins
PIECE = 1 << 20


class Written(Protocol):
    """Whatever takes bytes."""

    def write(self, data: bytes, /) -> Any:
        """Take some bytes."""

    def flush(self) -> None:
        """Let go of them."""


class _Pulled:
    """What age reads from: pieces as they come. It keeps the fault that age would tell as a text."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces, self.left, self.fault = iter(pieces), memoryview(b""), None

    fault: BaseException | None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self.left:
                self.left = memoryview(next(self.pieces))
        except StopIteration:
            return b""
        except BaseException as fault:
            self.fault = fault
            raise
        size = size if size >= 0 else len(self.left)
        taken, self.left = self.left[:size], self.left[size:]
        return bytes(taken)


class _Pushed:
    """What age writes to. It keeps the fault that age would tell as a text."""

    def __init__(self, into: Written) -> None:
        self.into = into
        self.fault: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            self.into.write(data)
        except BaseException as fault:
            self.fault = fault
            raise
        return len(data)

    def flush(self) -> None:
        self.into.flush()


def recipients(keys: Sequence[str]) -> list[Recipient]:
    """Read the public keys of the settings; Raises NoKey in words."""
    found = list[Recipient]()
    for key in keys:
        if key.upper().startswith(SECRET):
            raise NoKey(
                "BACKUP_KEY đang là khóa bí mật. Cất nó ra khỏi máy chủ này, tạo cặp khóa mới "
                "(manage.py backup_key), chỉ ghi khóa công khai (age1…) vào BACKUP_KEY."
            )
        try:
            found.append(Recipient.from_str(key))
        except pyrage.RecipientError:
            raise NoKey(
                "BACKUP_KEY không phải khóa công khai age (age1…); chạy manage.py backup_key."
            ) from None
    return found


def identity_in(text: str) -> Identity:
    """Find the secret key in a file of keys; Raises NoKey in words."""
    lines = [line.strip() for line in text.splitlines()]
    for line in lines:
        if line.upper().startswith(SECRET):
            try:
                return Identity.from_str(line.upper())
            except pyrage.IdentityError:
                raise NoKey("Khóa bí mật trong tệp khóa bị gõ thiếu hoặc sai.") from None
    raise NoKey(f"Tệp khóa không có dòng nào bắt đầu bằng {SECRET}: chọn đúng tệp khóa bí mật.")


def new_pair() -> tuple[str, str]:
    """Make a pair of keys: the public one, and the secret one."""
    identity = Identity.generate()
    return str(identity.to_public()), str(identity)


def once() -> Identity:
    """Make a key that lives in memory only, until what was written with it was read again."""
    return Identity.generate()


def seal(pieces: Iterable[bytes], into: Written, keys: Sequence[Recipient]) -> None:
    """Write pieces, sealed to all of the keys; without keys as they are."""
    if not keys:
        for piece in pieces:
            into.write(piece)
        return
    source, target = _Pulled(pieces), _Pushed(into)
    try:
        pyrage.encrypt_io(source, target, list(keys))
    except (pyrage.EncryptError, OSError):
        if fault := source.fault or target.fault:
            raise fault from None
        raise


@contextmanager
def unsealed(path: Path, identity: Identity | None) -> Iterator[IO[bytes]]:
    """Yield what is in a file, as a stream; Raises NoKey, WrongKey or Damaged in words."""
    with path.open("rb") as file:
        is_sealed = file.read(len(MARK)) == MARK
        file.seek(0)
        if not is_sealed:
            yield file
            return
        if identity is None:
            raise NoKey("Bản sao lưu này được khóa: cần tệp khóa bí mật, --key-file TỆP.")
        with _opening(file, identity) as plain:
            yield plain


@contextmanager
def _opening(file: IO[bytes], identity: Identity) -> Iterator[IO[bytes]]:
    """Let age write into a pipe, and yield its other end; what age found wrong comes before what came of it."""
    out, into = os.pipe()
    faults = list[BaseException]()
    thread = Thread(target=_pour, args=(file, into, identity, faults), daemon=True)
    thread.start()
    try:
        with open(out, "rb", buffering=PIECE) as plain:  # noqa: PTH123 - a number, no path
            yield plain
    except Exception as seen:
        thread.join()
        raise (_said(faults) or seen) from seen
    thread.join()
    if fault := _said(faults):
        raise fault


def _pour(file: IO[bytes], into: int, identity: Identity, faults: list[BaseException]) -> None:
    with open(into, "wb", buffering=0) as pipe:
        target = _Pushed(pipe)
        try:
            pyrage.decrypt_io(file, target, [identity])
        except Exception as fault:
            faults.append(target.fault or fault)


def _said(faults: list[BaseException]) -> Fault | None:
    """Say what age found wrong; a pipe that nobody reads any more is no fault of the file."""
    for fault in faults:
        if isinstance(fault, BrokenPipeError):
            continue
        if isinstance(fault, pyrage.DecryptError) and "key" in str(fault).lower():
            return WrongKey("Khóa bí mật này không mở được bản sao lưu này: chọn đúng tệp khóa.")
        return Damaged("Bản sao lưu đã hỏng hoặc bị cắt cụt (không đúng mã kiểm): dùng bản khác.")
    return None
