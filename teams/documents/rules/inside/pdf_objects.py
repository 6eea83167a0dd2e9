"""The objects of a PDF, each judged by itself: what may be done, what may be shown, what may be packed how.

Whatever is not known to be harmless where it stands is refused.
"""

import zlib
from typing import Any, Final

from pikepdf import Object, ObjectType

from web.sandbox.inside.limits import Refused

# Keys without which no script, program, file, film or form that is sent works.
_ACTIVE: Final = {
    "/JS", "/JavaScript", "/AA", "/XFA", "/EF", "/EmbeddedFiles", "/Renditions", "/RichMediaContent",
    "/RichMediaSettings", "/3DD", "/Collection", "/AlternatePresentations", "/FFilter", "/Encrypt",
}  # fmt: skip
_ACTIONS: Final = {
    "/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ResetForm", "/ImportData", "/Rendition",
    "/Movie", "/Sound", "/Hide", "/SetOCGState", "/GoTo3DView", "/RichMediaExecute", "/GoToDp",
}  # fmt: skip
# What a press may do: go to a page, or open an address that the viewer asks about.
_BY_PRESS: Final = {"/GoTo", "/URI", "/Named"}
_ADDRESSES: Final = ("http://", "https://", "mailto:")
_TURNS: Final = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
_DOING: Final = ("/A", "/PA", "/Next")
# What may lie on a page: links, notes, strokes, stamps, fields of forms and signatures.
_NOTES: Final = {
    "/Link", "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight",
    "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/Widget", "/Watermark",
    "/PrinterMark", "/TrapNet", "/Redact",
}  # fmt: skip
# What plays, holds a file or is a program, wherever it stands.
_PLAYED: Final = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/FileAttachment", "/PS"}
_OF_PICTURES: Final = {
    "/DCTDecode",
    "/DCT",
    "/JPXDecode",
    "/CCITTFaxDecode",
    "/CCF",
    "/JBIG2Decode",
}
_FLATE: Final = {"/FlateDecode", "/Fl"}
_PACKERS: Final = {*_FLATE, "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_SPELLED: Final = {"/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85"}
_FILTERS_AT_MOST: Final = 3

OBJECTS, VALUES, DEPTH, PACKED_OBJECTS = 60_000, 1_000_000, 50, 2_000
# A picture of A3 at 600 dots an inch has 70 million points.
POINTS = 100_000_000
# Unpacked bytes: of one stream, of all, of all pictures as large as they say they are.
ONE, ALL, PICTURES = 16 << 20, 64 << 20, 512 << 20
_PIECE = 1 << 20


class Judge:
    """Judges one object after the other, and counts what all of them hold."""

    def __init__(self) -> None:
        self.objects = self.values = self.packed = self.unpacked = self.drawn = 0
        self.is_signed = False

    def trailer(self, trailer: Object) -> None:
        """Judge the table's own words; that a PDF is locked the parser has seen."""
        self._walk([(value, 1) for key, value in trailer.items() if key != "/Encrypt"])

    def whole(self, found: Any) -> None:
        """Judge one object with all that stands in it; what it refers to comes by itself."""
        self.objects += 1
        if self.objects > OBJECTS:
            raise Refused("heavy")
        self._walk([(found, 0)])

    def _walk(self, waiting: list[tuple[Any, int]]) -> None:
        while waiting:
            value, depth = waiting.pop()
            self.values += 1
            kind = _kind(value)
            if kind not in _CONTAINERS or (depth and value.is_indirect):
                continue
            if self.values > VALUES or depth > DEPTH:
                raise Refused("heavy")
            if kind == ObjectType.array:
                waiting += [(one, depth + 1) for one in value.as_list()]
                continue
            entries = dict(value.items())
            self._judge(entries)
            if kind == ObjectType.stream:
                self._stream(value, entries)
            waiting += [(one, depth + 1) for one in entries.values()]

    def _judge(self, entries: dict[str, Any]) -> None:
        """Refuse a dictionary that does something, by its keys, its kind or where it stands."""
        if not _ACTIVE.isdisjoint(entries) or _name(entries.get("/S")) in _ACTIONS:
            raise Refused("active")
        if "/OpenAction" in entries:
            _judge_opening(entries["/OpenAction"])
        is_pressed = "/Title" in entries or "/Subtype" in entries
        for key in _DOING:
            if key in entries:
                _judge_action(entries[key], is_pressed=is_pressed)
        if "/Subtype" in entries:
            _judge_kind(entries, _name(entries["/Subtype"]))
        self.is_signed |= "/ByteRange" in entries and "/Contents" in entries

    def _stream(self, stream: Any, entries: dict[str, Any]) -> None:
        """Unpack a stream as far as it may go; refuse one that lies elsewhere or is packed in a strange way."""
        if "/F" in entries:
            raise Refused("active")
        filters = _filters(entries.get("/Filter"))
        is_packed = _name(entries.get("/Type")) == "/ObjStm"
        self.packed += is_packed
        if self.packed > PACKED_OBJECTS:
            raise Refused("heavy")
        if _name(entries.get("/Subtype")) == "/Image" and not is_packed:
            most = _points(entries) * 8 + _PIECE
            self.drawn += _unpacked(stream, filters, min(most, PICTURES - self.drawn))
        else:
            self.unpacked += _unpacked(stream, filters, min(ONE, ALL - self.unpacked))


_PLACES: Final = {ObjectType.array, ObjectType.dictionary, ObjectType.name_, ObjectType.string}
_CONTAINERS: Final = {ObjectType.array, ObjectType.dictionary, ObjectType.stream}


def _kind(value: Any) -> Any:
    return getattr(value, "_type_code", None)


def _name(value: Any) -> str:
    """Return a name as it is meant; "" for what is none."""
    return str(value) if _kind(value) == ObjectType.name_ else ""


def _judge_opening(value: Any) -> None:
    """Let a PDF open at one of its pages, and do nothing else."""
    kind = _kind(value)
    if kind == ObjectType.dictionary and (_name(value.get("/S")) != "/GoTo" or "/Next" in value):
        raise Refused("active")
    if kind not in _PLACES:
        raise Refused("active")


def _judge_action(value: Any, *, is_pressed: bool) -> None:
    """Let a press go to a page, or to an address that a person can read."""
    kind = _kind(value)
    if kind == ObjectType.array:
        for one in value.as_list():
            if _kind(one) == ObjectType.dictionary:
                _judge_action(one, is_pressed=is_pressed)
        return
    if kind not in _CONTAINERS:
        # A reference to a reference reads as a number here, and as an action elsewhere.
        if is_pressed:
            raise Refused("active")
        return
    # Without a kind it does nothing: the attributes of a paragraph stand under the same key.
    if "/S" in value:
        _judge_deed(value)


def _judge_deed(value: Any) -> None:
    does = _name(value["/S"])
    if does not in _BY_PRESS:
        raise Refused("active")
    if does == "/URI" and not str(value.get("/URI", "")).lower().startswith(_ADDRESSES):
        raise Refused("active")
    if does == "/Named" and _name(value.get("/N")) not in _TURNS:
        raise Refused("active")


def _judge_kind(entries: dict[str, Any], kind: str) -> None:
    """Refuse what lies on a page and plays, holds a file or draws by a program, or is drawn from elsewhere."""
    if "/Rect" in entries and kind not in _NOTES:
        raise Refused("active")
    if kind in _PLAYED or (kind == "/Form" and "/Ref" in entries):
        raise Refused("active")


def _filters(value: Any) -> list[str]:
    """Return in which ways a stream is packed; refuse those that nobody uses together."""
    if _kind(value) == ObjectType.array:
        names = [_name(one) for one in value.as_list()]
    else:
        names = [] if value is None else [_name(value)]
    known = _SPELLED | _PACKERS | _OF_PICTURES
    if len(names) > _FILTERS_AT_MOST or not known.issuperset(names):
        raise Refused("heavy")
    if sum(name in _PACKERS for name in names) > 1 or any(n in _OF_PICTURES for n in names[:-1]):
        raise Refused("heavy")
    return names


def _points(entries: dict[str, Any]) -> int:
    """Return how many points a picture says it has."""
    width, height = (entries.get(f"/{side}", 0) for side in ("Width", "Height"))
    if not isinstance(width, int) or not isinstance(height, int) or width * height > POINTS:
        raise Refused("heavy")
    return max(0, width * height)


def _unpacked(stream: Any, filters: list[str], most: int) -> int:
    """Return how many bytes a stream holds, and refuse one that holds more; pictures' own packing is left."""
    packers = [name for name in filters if name in _PACKERS]
    if not packers:
        return 0
    if filters[0] in _FLATE:
        return _inflated(bytes(stream.read_raw_bytes()), most)
    if filters[-1] in _OF_PICTURES:
        raise Refused("heavy")
    if (held := len(stream.read_bytes())) > most:
        raise Refused("heavy")
    return held


def _inflated(data: bytes, most: int) -> int:
    """Count what is packed, piece by piece, without keeping it."""
    unpacker, held = zlib.decompressobj(), 0
    try:
        while data and not unpacker.eof:
            held += len(unpacker.decompress(data, _PIECE))
            data = unpacker.unconsumed_tail
            if held > most:
                raise Refused("heavy")
    except zlib.error:
        # A scanner's careless end: what came before it is what a viewer shows.
        return held
    return held
