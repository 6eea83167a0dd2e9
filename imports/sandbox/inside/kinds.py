"""What kind of file it is, by what stands in it, and whether it may be opened. The name says nothing."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from imports.sandbox.inside import limits

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_HEAD = 4096
_OTHERS = {
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"{\\rtf": "word",
    b"PK\x05\x06": "empty",
    b"Rar!": "packed",
    b"7z\xbc\xaf": "packed",
    b"\x1f\x8b": "packed",
    b"MZ": "unknown",
    b"\x7fELF": "unknown",
}
# Names of streams in an old Office file, as its directory writes them.
_WORKBOOK, _BOOK = (name.encode("utf-16-le") for name in ("Workbook", "Book"))
_STREAMS = {
    "EncryptedPackage": "encrypted",
    "EncryptionInfo": "encrypted",
    "WordDocument": "word",
    "PowerPoint Document": "word",
    "_VBA_PROJECT": "macro",
}
# What a workbook in the XML of Excel 2003 says of itself.
_OLD_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_PAGE = re.compile(rb"<(?:!doctype html|html|table)\b", re.IGNORECASE)
CHUNK = 1 << 18
_ENCRYPTED = 0x1
# A part smaller than this may shrink as it likes.
_SMALL = 1 << 20
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LONGEST = 32
_XML = (".xml", ".rels", ".vml")
_MACROS = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/", "basic/", "scripts/")


def kind_of(path: Path) -> str:
    """Return "xlsx", "ods", "xls", "html", "xml" or "csv", or refuse what is none of them."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise limits.Refused("empty")
    if head.startswith(ZIP):
        return _kind_of_zip(path)
    if head.startswith(OLE):
        return _kind_of_ole(path.read_bytes())
    for start, why in _OTHERS.items():
        if head.startswith(start):
            raise limits.Refused(why)
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\t\r\n ")
    if start.startswith(b"<"):
        return _kind_of_page(start)
    if start[:13].lower() == b"mime-version:":
        raise limits.Refused("web_page")
    return "csv"


def _kind_of_page(start: bytes) -> str:
    """Tell the XML of Excel 2003 and a web page from XML of something else, such as a flat OpenDocument."""
    if _OLD_XML in start:
        return "xml"
    if start.startswith(b"<?xml") and not _PAGE.search(start):
        raise limits.Refused("unknown")
    return "html"


def _kind_of_zip(path: Path) -> str:
    """Tell a workbook from other packages by the parts it has."""
    with zipfile.ZipFile(path) as archive:
        names = {name.lower() for name in archive.namelist()}
        if "mimetype" in names and archive.open("mimetype").read(len(ODS) + 1) == ODS:
            return "ods"
    if "xl/workbook.bin" in names:
        raise limits.Refused("xlsb")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise limits.Refused("word")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise limits.Refused("packed")
    return "xlsx"


def _kind_of_ole(data: bytes) -> str:
    """Tell an old workbook from other Office files by the names of its streams."""
    for name, why in _STREAMS.items():
        if name.encode("utf-16-le") in data:
            raise limits.Refused(why)
    if _WORKBOOK not in data and _BOOK not in data:
        raise limits.Refused("broken")
    return "xls"


def judge(path: Path) -> None:
    """Refuse a package that is encrypted, holds macros or links, or would grow too large."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        _judge_names([part.filename for part in parts])
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise limits.Refused("encrypted")
        if sum(part.file_size for part in parts) > limits.INFLATED_BYTES:
            raise limits.Refused("inflated")
        for part in parts:
            _judge_part(archive, part)


def chunks(archive: zipfile.ZipFile, part: str | zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a part piece by piece."""
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            yield piece


def _judge_names(names: list[str]) -> None:
    if len(names) > limits.PARTS:
        raise limits.Refused("parts", parts=len(names))
    low = [name.lower() for name in names]
    if len(set(low)) < len(low):
        raise limits.Refused("broken")
    if any(mark in name for name in low for mark in _MACROS):
        raise limits.Refused("macro")
    if any(name.startswith("xl/externallinks/") for name in low):
        raise limits.Refused("linked")


def _judge_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack a part to the end, as large as it really is, and look for declarations in XML."""
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise limits.Refused("broken")
    if part.file_size > max(_SMALL, part.compress_size * limits.RATIO):
        raise limits.Refused("inflated")
    if not part.filename.lower().endswith(_XML):
        return
    tail = b""
    for piece in chunks(archive, part):
        # Without its zeros, UTF-16 reads as UTF-8.
        seen = tail + piece.replace(b"\0", b"")
        if b"<!" in seen and DECLARED.search(seen):
            raise limits.Refused("entities")
        tail = seen[-_LONGEST:]
