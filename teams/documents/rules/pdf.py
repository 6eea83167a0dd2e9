"""Whether a PDF only shows pages: no script, no program to start, no file inside, no password.

Not a reader of PDF: it looks for the names without which none of that works, also where they are
spelled in codes (`/J#61vaScript`) or packed away in object streams.
"""

import re
import zlib
from collections.abc import Iterator

# Long enough that they never come about by chance among the bytes of a picture.
_ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFile|RichMedia|SubmitForm|ImportData|GoToE|Encrypt)\b"
    rb"|/XFA\s*(\[|\d+\s+\d+\s+R)|/JS\s*(\(|<[0-9A-Fa-f\s]*>|\d+\s+\d+\s+R)"
)
_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEAD = re.compile(rb"%PDF-(1\.[0-7]|2\.0)[\r\n ]")
_TAIL = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
# How much an object stream may hold, and how far before a stream its dictionary begins.
_UNPACKED = 16 * 1024 * 1024
_DICTIONARY = 2048


def looks_safe(data: bytes) -> bool | None:
    """Say whether a PDF does nothing but show pages; None where it is no whole PDF."""
    if not _HEAD.match(data) or not _TAIL.search(data[-2048:]) or b"/Page" not in _plain(data):
        return None
    try:
        parts = [data, *_object_streams(data)]
    except (zlib.error, ValueError):
        return False
    return not any(_ACTIVE.search(_plain(part)) for part in parts)


def _plain(data: bytes) -> bytes:
    """Write names as they are meant."""
    return _CODED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _object_streams(data: bytes) -> Iterator[bytes]:
    """Unpack the streams that hold objects; raise where one is packed in a way that hides them."""
    for found in _STREAM.finditer(data):
        before = _plain(data[max(0, found.start() - _DICTIONARY) : found.start()])
        head = before[before.rfind(b" obj") + 1 :]
        if b"/ObjStm" not in head:
            continue
        filters = set(re.findall(rb"/(\w+Decode|Crypt|Fl|LZW|A85|AHx|RL)\b", head))
        if filters - {b"FlateDecode", b"Fl"} or b"/Predictor" in head:
            raise ValueError
        body = data[found.end() :]
        if not filters:
            yield body[: body.find(b"endstream")]
            continue
        unpacker = zlib.decompressobj()
        yield unpacker.decompress(body, _UNPACKED)
        if unpacker.unconsumed_tail:
            raise ValueError
