"""Judge a package of XML before anything reads it as a workbook."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from imports.sandbox.inside import limits
from imports.sandbox.inside.refused import Refused

CHUNK = 1 << 18
_ENCRYPTED = 0x1
# A part smaller than this may shrink as it likes.
_SMALL = 1 << 20
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LONGEST = 32
_XML = (".xml", ".rels", ".vml")
_MACROS = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/", "basic/", "scripts/")


def judge(path: Path) -> None:
    """Refuse a package that is encrypted, holds macros or links, or would grow too large."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        _judge_names([part.filename for part in parts])
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise Refused("encrypted")
        if sum(part.file_size for part in parts) > limits.INFLATED_BYTES:
            raise Refused("inflated")
        for part in parts:
            _judge_part(archive, part)


def chunks(archive: zipfile.ZipFile, part: str | zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a part piece by piece."""
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            yield piece


def _judge_names(names: list[str]) -> None:
    if len(names) > limits.PARTS:
        raise Refused("parts", parts=len(names))
    low = [name.lower() for name in names]
    if len(set(low)) < len(low):
        raise Refused("broken")
    if any(mark in name for name in low for mark in _MACROS):
        raise Refused("macro")
    if any(name.startswith("xl/externallinks/") for name in low):
        raise Refused("linked")


def _judge_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack a part to the end, as large as it really is, and look for declarations in XML."""
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refused("broken")
    if part.file_size > max(_SMALL, part.compress_size * limits.RATIO):
        raise Refused("inflated")
    if not part.filename.lower().endswith(_XML):
        return
    tail = b""
    for piece in chunks(archive, part):
        # Without its zeros, UTF-16 reads as UTF-8.
        seen = tail + piece.replace(b"\0", b"")
        if _DECLARED.search(seen):
            raise Refused("entities")
        tail = seen[-_LONGEST:]
