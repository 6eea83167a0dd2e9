"""Whether a Word file only shows a page: no programs, nothing embedded, nothing fetched from elsewhere, no bombs."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

PARTS, INFLATED, RATIO = 300, 24 << 20, 150
# Small parts shrink as they like.
_SMALL = 200_000
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES, _DOCUMENT = "[Content_Types].xml", "word/document.xml"
_PICTURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
_PROGRAMS = ("vba", "activex", "macro")
# Last words of the types of what a part may lead to, that bring in or run something else.
_LEADS = re.compile(
    r"vba|oleobject|/package$|afchunk|attachedtemplate|/control|frame$|subdocument|recipientdata|mailmerge|macro",
    re.IGNORECASE,
)
_ELEMENTS = {
    *("altChunk", "subDoc", "OLEObject", "object", "control", "attachedTemplate", "mailMerge"),
    *("dataBinding", "docPartObj", "movie", "script", "webVideoPr", "frameset"),
}
# What a field may do: number pages and count; none reads a file, an address or a program.
FIELDS = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "TOC", "SEQ", "STYLEREF"}
# Where an attribute may lead to: drawings of older files name addresses and scripts without a relation.
_ADDRESSES = {"href", "src", "althref", "link"}
_OUT = re.compile(r"[:\\]|^\s*/")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)


class Bad(Exception):
    """A template that is not taken; `why` is a key that whoever asked has words for, `words` what they name."""

    def __init__(self, why: str, *words: str) -> None:
        super().__init__(why)
        # They come from a stranger's file: short and few.
        self.why, self.words = why, sorted({word[:40] for word in words})[:8]


def judge(path: Path) -> None:
    """Raise Bad unless every part of the file may stand in a template."""
    if not zipfile.is_zipfile(path):
        raise Bad("kind")
    with zipfile.ZipFile(path) as archive:
        _judge_sizes(archive)
        names = archive.namelist()
        if len(set(names)) != len(names) or not {_TYPES, _DOCUMENT} <= set(names):
            raise Bad("kind")
        if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
            raise Bad("kind")
        for name in names:
            _judge_part(name, archive)


def _judge_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > INFLATED:
        raise Bad("large")
    for part in parts:
        if part.flag_bits & 1:
            raise Bad("locked")
        if part.file_size > max(_SMALL, RATIO * part.compress_size):
            raise Bad("large")


def _judge_part(name: str, archive: zipfile.ZipFile) -> None:
    """Raise Bad for a part that is neither plain XML nor a picture."""
    # "_rels/.rels" is an ending alone.
    lower = name.lower()
    ending = lower[lower.rfind(".") :]
    if any(word in lower for word in _PROGRAMS):
        raise Bad("macros")
    if name.endswith("/"):
        return
    data = archive.read(name)
    if ending in _PICTURES:
        if not data.startswith(_PICTURES[ending]):
            raise Bad("parts", name)
    elif ending in (".xml", ".rels"):
        _judge_xml(name, data)
    else:
        raise Bad("embedded", name)


def _judge_xml(name: str, data: bytes) -> None:
    """Raise Bad for XML that declares, brings in, leads out or runs anything."""
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Bad("kind")
    # Whatever is declared is spelled in plain letters in UTF-8, which it is: nothing else is read.
    if any(word in data for word in (b"\x00", b"<!DOCTYPE", b"<!ENTITY", b"<?xml-")):
        raise Bad("kind")
    try:
        root = ET.fromstring(data.decode("utf-8"))  # noqa: S314 - judged: it declares no entities
    except (UnicodeDecodeError, ET.ParseError, ValueError) as error:
        raise Bad("kind") from error
    if name.endswith(".rels"):
        _judge_relations(root)
    elif name == _TYPES:
        _judge_types(root)
    else:
        _judge_elements(name, root)


def _judge_relations(root: ET.Element) -> None:
    for node in root.iter():
        target = node.get("Target", "")
        is_out = re.search(r"[:\\]|^//", target)
        if node.get("TargetMode", "Internal") != "Internal" or is_out:
            raise Bad("links", target)
        if _LEADS.search(node.get("Type", "")):
            raise Bad("embedded", node.get("Target", ""))


def _judge_types(root: ET.Element) -> None:
    kinds = {node.get("ContentType", "") for node in root.iter()}
    if any("macro" in kind.lower() or "vba" in kind.lower() for kind in kinds):
        raise Bad("macros")
    if MAIN not in kinds:
        raise Bad("kind")


def _judge_elements(name: str, root: ET.Element) -> None:
    for node in root.iter():
        if _local(node.tag) in _ELEMENTS:
            raise Bad("embedded", name)
        if _local(node.tag) in ("imagedata", "blip") and {"href", "link"} & set(
            map(_local, node.attrib)
        ):
            raise Bad("links", name)
        for key, value in node.attrib.items():
            if _local(key).lower() in _ADDRESSES and _OUT.search(value):
                raise Bad("links", value)
    for words in _fields(root):
        if words.split()[:1] == [] or words.split()[0].upper() not in FIELDS:
            raise Bad("fields", words)


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _fields(root: ET.Element) -> Iterator[str]:
    """Yield what each field says; one within another is a field of its own and none of the outer one's words."""
    open_: list[str] = []
    for node in root.iter():
        name = _local(node.tag)
        if name == "fldSimple":
            yield next((v for k, v in node.attrib.items() if _local(k) == "instr"), "")
        elif name == "instrText":
            if not open_:
                raise Bad("fields", node.text or "")
            open_[-1] += node.text or ""
        elif name == "fldChar":
            kind = next((v for k, v in node.attrib.items() if _local(k) == "fldCharType"), "")
            if kind == "begin":
                open_.append("")
            elif kind == "end" and open_:
                yield open_.pop()
    yield from open_
