"""A backup read from its first byte to its last: every digest in it compared with what the manifest says."""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from pyrage.x25519 import Identity

from operations.backup.rules.archive import Seen, unpacked
from operations.backup.rules.faults import Damaged, OtherVersion
from operations.backup.rules.manifest import (
    ABOUT,
    FILES,
    FORMAT,
    MANIFEST,
    About,
    Manifest,
    read_as,
)
from operations.backup.rules.sealing import unsealed

DATABASE = "database."
# What a backup says of itself is short, but for one line a file.
MOST_BYTES = 1 << 30

# Called with what a backup is, before the rest is read; may refuse it.
type Begin = Callable[[About], None]
# Says where a member is to be laid down; None where it is only to be read.
type Keep = Callable[[str], Path | None]


def _reads_only(name: str) -> None:
    """Keep nothing."""


def _takes_any(about: About) -> None:
    """Refuse nothing."""


def read_through(
    path: Path,
    identity: Identity | None,
    *,
    begin: Begin = _takes_any,
    keep: Keep = _reads_only,
) -> tuple[About, Manifest]:
    """Read a whole backup and return what it says of itself; Raises a Fault in words where anything is not so."""
    about, manifest, seen = None, None, dict[str, Seen]()
    with unsealed(path, identity) as plain:
        for name, pieces in unpacked(plain):
            if about is None:
                about = _about(name, pieces)
                begin(about)
            elif name == MANIFEST:
                manifest = read_as(Manifest, _text(pieces))
            else:
                seen[name] = _laid(pieces, keep(_allowed(name)))
    if about is None or manifest is None:
        raise Damaged("Bản sao lưu thiếu bảng kê ở cuối: bị cắt cụt, dùng bản khác.")
    _compare(manifest, seen)
    return about, manifest


def _about(name: str, pieces: Iterator[bytes]) -> About:
    if name != ABOUT:
        raise Damaged("Tệp này không phải bản sao lưu của Tổ số.")
    about = read_as(About, _text(pieces))
    if about.format > FORMAT:
        raise OtherVersion(
            "Bản sao lưu này do bản Tổ số mới hơn tạo: cài bản mới hơn rồi chạy lại."
        )
    return about


def _text(pieces: Iterator[bytes]) -> bytes:
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) > MOST_BYTES:
            raise Damaged("Bảng kê của bản sao lưu dài bất thường: không dùng.")
    return bytes(data)


def _allowed(name: str) -> str:
    """Return a name that leads nowhere but into its own folder."""
    path = PurePosixPath(name)
    inside = name.startswith(FILES) and len(path.parts) > 1
    if ".." in path.parts or path.is_absolute() or not (inside or name.startswith(DATABASE)):
        raise Damaged("Bản sao lưu có tệp mang tên lạ: không dùng.")
    return name


def _laid(pieces: Iterator[bytes], target: Path | None) -> Seen:
    if target is None:
        return Seen.of(pieces)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with target.open("xb") as file:
        target.chmod(0o600)
        return Seen.of(_through(pieces, file.write))


def _through(pieces: Iterator[bytes], write: Callable[[bytes], object]) -> Iterator[bytes]:
    for piece in pieces:
        write(piece)
        yield piece


def _compare(manifest: Manifest, seen: dict[str, Seen]) -> None:
    """Hold what was read against the manifest, both ways."""
    said = {f"{FILES}{name}": Seen(*facts) for name, facts in manifest.files.items()}
    said[str(manifest.database.get("name"))] = Seen(
        manifest.database.get("size", -1), manifest.database.get("sha256", "")
    )
    if lacking := said.keys() - seen.keys():
        raise Damaged(f"Bản sao lưu thiếu {len(lacking)} tệp so với bảng kê: không dùng.")
    if seen.keys() - said.keys():
        raise Damaged("Bản sao lưu có tệp ngoài bảng kê: không dùng.")
    if wrong := [name for name, facts in said.items() if seen[name] != facts]:
        raise Damaged(f"{len(wrong)} tệp trong bản sao lưu không đúng mã kiểm: không dùng.")
